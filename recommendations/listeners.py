"""What a list must know of its listener, read for many at once."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from analytics import selectors as analytics
from analytics.types import Feedback as Deeds
from analytics.types import Listening, RecentItems
from recommendations import experiments, feedback, shelf
from recommendations.experiments import Branch
from recommendations.models import Recommendation
from recommendations.ranking import DEFAULT
from recommendations.types import Verdicts
from recommendations.words import with_words
from users import selectors as users
from users.types import TasteProfile

# Older showings have lost all but a hundredth of their weight.
_SHOWN_FOR = timedelta(days=7 * DEFAULT.shown_half_life)


@dataclass(frozen=True, slots=True)
class Listener:
    """Who a list is for, as of ``as_of``; what happens later is for the next list to know.

    ``mark`` is where the mark of the user's shelf stood then, None without Redis. ``shown`` are
    the days (UTC) on which tracks were shown, by their ids. ``deeds`` are what was done with whose
    tracks, and said of them, by folded artist. ``branch`` is theirs of the experiment that runs.
    """

    profile: TasteProfile
    as_of: datetime
    mark: bytes | None
    listening: Listening
    recent: RecentItems
    said: Verdicts
    deeds: Mapping[str, Deeds]
    shown: Mapping[str, Sequence[date]]
    branch: Branch | None

    @property
    def met(self) -> list[str]:
        """Ids of the tracks that were heard lately, skipped or turned down: no news to them."""
        return [*self.listening.last_heard, *self.listening.skipped, *self.said.rejected]


def load(user_ids: Collection[int]) -> dict[int, Listener]:
    """Those of the users that exist; six or seven queries, however many they are."""
    marks, now = shelf.marks(user_ids), timezone.now()
    profiles = {profile.user_id: profile for profile in users.taste_profiles(user_ids)}
    listening = analytics.listening_of(profiles, since=now - DEFAULT.heard_for)
    recent = analytics.recent_items_of(profiles)
    said, shown = feedback.of_users(profiles), _shown(profiles, now)
    return {
        user_id: Listener(
            profile=profile,
            as_of=now,
            mark=marks.get(user_id),
            listening=listening[user_id],
            recent=recent[user_id],
            said=said[user_id],
            deeds=with_words(listening[user_id].artists, said[user_id]),
            shown=shown.get(user_id, {}),
            branch=experiments.branch_of(user_id),
        )
        for user_id, profile in profiles.items()
    }


def _shown(user_ids: Collection[int], now: datetime) -> Mapping[int, Mapping[str, Sequence[date]]]:
    """The days on which the users were shown tracks that are still among their recommendations."""
    days = analytics.shown_days(user_ids, since=(now - _SHOWN_FOR).date())
    shown_ids = [pk for of_user in days.values() for pk in of_user]
    if not shown_ids:
        return {}
    found: dict[int, dict[str, Sequence[date]]] = defaultdict(dict)
    rows = Recommendation.objects.filter(pk__in=shown_ids, user_id__in=list(days))
    for pk, user_id, track_id in rows.values_list("pk", "user_id", "track_id"):
        if pk in days[user_id]:
            found[user_id][track_id] = days[user_id][pk]
    return found
