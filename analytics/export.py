"""Everything that analytics keeps about one user, for that user."""

from collections.abc import Iterator, Mapping
from typing import Any

from analytics.models import ImportJob, Impression, UserActivity, UserDay

_CHUNK = 2000
_HIDDEN = frozenset({"user", "user_id", "content", "xact_id"})

# Section -> the rows that it is made of, and their order.
_SECTIONS = {
    "activity": (UserActivity, "id"),
    "days": (UserDay, "day"),
    "impressions": (Impression, "id"),
    "imports": (ImportJob, "id"),
}


def own_data(user_id: int) -> Mapping[str, Iterator[dict[str, Any]]]:
    """Section name -> its rows, read as they are iterated over, so that memory stays bounded.

    Values are what Django's JSON encoder can write. Numbers of the database's own are left out.
    """
    return {name: _rows(model, order, user_id) for name, (model, order) in _SECTIONS.items()}


def _rows(model: Any, order: str, user_id: int) -> Iterator[dict[str, Any]]:
    names = [field.attname for field in model._meta.concrete_fields if field.name not in _HIDDEN]
    rows = model.objects.filter(user_id=user_id).order_by(order).values(*names)
    return iter(rows.iterator(chunk_size=_CHUNK))
