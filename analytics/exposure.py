"""On which days a listener was shown what."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date

from analytics.models import Impression

Days = Mapping[int, tuple[date, ...]]


def shown_days(user_ids: Collection[int], *, since: date) -> Mapping[int, Days]:
    """For each user, by recommendation id, the days (UTC) from ``since`` on, the oldest first.

    One query, along the key of the impressions; users who were shown nothing are left out.
    """
    rows = Impression.objects.filter(user_id__in=list(user_ids), day__gte=since)
    columns = rows.order_by("day", "id").values_list("user_id", "recommendation_id", "day")
    found: dict[int, dict[int, tuple[date, ...]]] = defaultdict(dict)
    for user_id, recommendation_id, day in columns:
        found[user_id][recommendation_id] = (*found[user_id].get(recommendation_id, ()), day)
    return found
