"""Everything that analytics keeps about one user, for that user."""

from collections.abc import Iterator, Mapping
from typing import Any

from analytics.models import ImportJob, Impression, UserActivity, UserDay, UserSpan, UserTotal
from common.rows import rows

# The service's own numbers, and the uploaded file, whose rows are activity.
_HIDDEN = frozenset({"user", "user_id", "content", "claimed_until", "attempts", "xact_id"})

# Section -> the rows that it is made of, and their order.
_SECTIONS: dict[str, tuple[Any, str]] = {
    "activity": (UserActivity, "id"),
    "days": (UserDay, "day"),
    "spans": (UserSpan, "window"),
    "totals": (UserTotal, "pk"),
    "impressions": (Impression, "id"),
    "imports": (ImportJob, "id"),
}


def own_data(user_id: int) -> Mapping[str, Iterator[dict[str, Any]]]:
    """Section name -> its rows, read as they are iterated over, so that memory stays bounded.

    Listeners per item and hour are left out: they are counted from the activity, row by row.
    """
    return {
        name: rows(model.objects.filter(user_id=user_id).order_by(order), hidden=_HIDDEN)
        for name, (model, order) in _SECTIONS.items()
    }
