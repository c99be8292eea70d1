"""The saboteurs under limits small enough for a test; the limits are set in the child that imports this, before it takes them."""

from pipeline import limits

limits.CPU_SECONDS = 1
limits.MEMORY_BYTES = 512 * limits.MEBIBYTE
limits.FILES_A_CHILD = 20

from tests.faults.saboteurs import honest, liar, saboteur  # noqa: E402

__all__ = ["honest", "liar", "saboteur"]
