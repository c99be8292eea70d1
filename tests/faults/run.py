"""The command, with another reader in its children: `python -m tests.faults.run READER ingest PDF... DB`."""

import sys
from functools import partial

from pipeline import cli, ingest

if __name__ == "__main__":
    ingest.ingest = partial(ingest.ingest, reader=sys.argv[1])
    sys.argv = ["minutebook", *sys.argv[2:]]
    cli.main()
