"""Everything that recommendations keeps about one user, for that user."""

from collections.abc import Iterator, Mapping
from typing import Any

from common.rows import rows
from recommendations.models import Feedback, Recommendation, RecommendationLog

# Section -> the rows that it is made of.
_SECTIONS: dict[str, Any] = {
    "recommendations": Recommendation,
    "feedback": Feedback,
    "refreshes": RecommendationLog,
}
_HIDDEN = frozenset({"user", "request_key", "claimed_until"})


def own_data(user_id: int) -> Mapping[str, Iterator[dict[str, Any]]]:
    """Section name -> its rows, read as they are iterated over, so that memory stays bounded."""
    return {
        name: rows(model.objects.filter(user_id=user_id).order_by("pk"), hidden=_HIDDEN)
        for name, model in _SECTIONS.items()
    }
