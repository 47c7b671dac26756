"""The spans of time that reports look at."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext

from common.errors import InvalidInput

LENGTHS = {"24h": timedelta(hours=24), "7d": timedelta(days=7), "30d": timedelta(days=30)}
ALL = "all"
NAMES = (*LENGTHS, ALL)


class BadWindow(InvalidInput):
    """Not one of the windows that this report has."""

    code = "bad_window"


@dataclass(frozen=True, slots=True)
class Window:
    """A span that ends at ``as_of``; ``since`` is None for all that ever happened.

    Counts are kept by the hour, so ``since`` is a full hour and the span never shorter than its
    name says.
    """

    name: str
    since: datetime | None
    as_of: datetime

    def heading(self) -> dict[str, str | datetime | None]:
        """What every report says about its span."""
        return {"window": self.name, "since": self.since, "as_of": self.as_of}


def window_named(name: str, as_of: datetime) -> Window:
    """The window of that name that ends at ``as_of`` (UTC). Raises BadWindow."""
    if name == ALL:
        return Window(name, None, as_of)
    if name not in LENGTHS:
        sentence = gettext("%(name)s is one of %(names)s.") % {
            "name": "window",
            "names": ", ".join(NAMES),
        }
        raise BadWindow(sentence, detail={"window": [sentence]})
    return Window(name, full_hour(as_of - LENGTHS[name]), as_of)


def full_hour(moment: datetime) -> datetime:
    """The beginning of the hour (UTC) that the moment lies in."""
    return moment.replace(minute=0, second=0, microsecond=0)
