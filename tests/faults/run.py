"""The command, with another reader in its children: `python -m tests.faults.run READER ingest PDF... DB`."""

import sys

from pipeline import cli, isolation

if __name__ == "__main__":
    isolation.READER = sys.argv[1]
    sys.argv = ["minutebook", *sys.argv[2:]]
    cli.main()
