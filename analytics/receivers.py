"""News from the app below."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.dispatch import receiver

from analytics import export, rollups
from analytics.impressions import forget_impressions
from users.signals import own_data_asked, user_erased

# An erasure is rare and should be complete when it is answered; what takes longer is tried again.
_SECONDS = 5


@receiver(user_erased)
def take_events_out_of_the_counts(sender: Any, user_id: int, **_: Any) -> None:
    """PostgreSQL has deleted the user's events already; subtract what they counted for.

    Raises CursorAhead, and TimeoutError where something keeps them in the counts for long.
    """
    rollups.count_all(_SECONDS)


@receiver(user_erased)
def forget_what_was_shown(sender: Any, user_id: int, **_: Any) -> None:
    """No foreign key takes impressions along. Raises if others hold the counts for long."""
    forget_impressions(user_id, _SECONDS)


@receiver(own_data_asked)
def tell_own_data(user_id: int, **_: Any) -> Mapping[str, Iterator[dict[str, Any]]]:
    """What is kept here about the user."""
    return export.own_data(user_id)
