"""News from the app below."""

from typing import Any

from django.dispatch import receiver

from analytics import rollups
from analytics.impressions import forget_impressions
from users.signals import user_erased

# An erasure is rare and should be complete when it is answered; a backlog is left to the task.
_SECONDS = 5


@receiver(user_erased)
def take_out_of_the_counts(sender: Any, user_id: int, **_: Any) -> None:
    """PostgreSQL has deleted the user's events already; subtract what they counted for."""
    forget_impressions(user_id)
    rollups.catch_up(_SECONDS)
