"""What answered those who asked for their list."""

from typing import Literal, get_args

from common.metrics import counter

Kind = Literal["fresh", "stale", "stored", "made", "outdated"]

_READS = counter(
    "list_reads",
    "Lists read, by what answered: the shelf (fresh; stale and renewed behind; outdated, with"
    " PostgreSQL away), PostgreSQL (stored), or a list made on the spot (made).",
    ["kind"],
)
_CHILDREN = {kind: _READS.labels(kind) for kind in get_args(Kind)}


def count(kind: Kind) -> None:
    """One more read that was answered so."""
    _CHILDREN[kind].inc()
