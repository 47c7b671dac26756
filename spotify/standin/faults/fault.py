"""One fault on order."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """What shall go wrong, where and how often.

    ``match`` is an endpoint group or ``any``; ``times`` is a count, or ``None`` for ever.
    ``status`` and ``retry_after`` (seconds, or any text that the header shall hold) stand in for
    the kind's own; ``seconds`` is how long a slow answer takes.
    """

    kind: str
    match: str = "any"
    times: int | None = 1
    status: int | None = None
    retry_after: int | str | None = None
    seconds: float | None = None

    def hits(self, group: str) -> bool:
        """Whether calls of this endpoint group are meant."""
        return self.match in ("any", group)
