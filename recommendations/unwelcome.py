"""What a listener does not want to meet anywhere, for answers that their tastes do not shape."""

from collections.abc import Sequence
from datetime import datetime

from analytics import selectors as analytics
from recommendations import feedback, lists
from recommendations.models import Recommendation
from recommendations.ranking import DEFAULT, Context, is_welcome
from recommendations.types import TrackFacts
from users import selectors as users


def context_of(user_id: int, now: datetime) -> Context:
    """What to leave out for the user, and nothing that would order what is left; four queries.

    What was said outright beats what was done: a liked track may be skipped today.
    """
    said = feedback.of_user(user_id)
    done = analytics.listening(user_id, since=now - DEFAULT.heard_for)
    profile = users.taste_profile(user_id)
    return Context(
        now=now,
        seed="",
        liked=done.liked | said.liked.keys(),
        skipped=(done.skipped - said.liked.keys()) | said.rejected,
        hidden_artists=said.hidden_artists,
        last_heard=done.last_heard,
        explicit=profile is None or profile.explicit,
    )


def may_be_shown(track: TrackFacts, context: Context) -> bool:
    """Whether the listener has not turned the track down; heard it may have been."""
    return is_welcome(
        track,
        skipped=context.skipped,
        hidden_artists=context.hidden_artists,
        explicit=context.explicit,
    )


def left_of(user_id: int, rows: Sequence[Recommendation], now: datetime) -> list[Recommendation]:
    """Those of the rows that the user has not turned down, at positions without gaps."""
    context = context_of(user_id, now)
    left = [row for row in rows if may_be_shown(lists.facts_of(row), context)]
    for position, row in enumerate(left, start=1):
        row.position = position
    return left
