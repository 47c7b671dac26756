"""The spans of time that reports look at."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from common.errors import InvalidInput

LENGTHS = {"24h": timedelta(hours=24), "7d": timedelta(days=7), "30d": timedelta(days=30)}
ALL = "all"


class BadWindow(InvalidInput):
    """Not one of the windows there are."""

    code = "bad_window"
    sentence = f"window is one of {', '.join([*LENGTHS, ALL])}."


@dataclass(frozen=True, slots=True)
class Window:
    """A span that ends at ``as_of``; ``since`` is None for all that ever happened."""

    name: str
    since: datetime | None
    as_of: datetime


def window_named(name: str, as_of: datetime) -> Window:
    """The window of that name that ends at ``as_of``. Raises BadWindow."""
    if name == ALL:
        return Window(name, None, as_of)
    if name not in LENGTHS:
        raise BadWindow(detail={"window": [BadWindow.sentence]})
    return Window(name, as_of - LENGTHS[name], as_of)
