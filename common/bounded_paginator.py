"""Paging through tables too large to count."""

from typing import Any, cast

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.utils.functional import cached_property

_COUNTED = 10_000


class BoundedPaginator(Paginator):
    """Counts no further than a person would page; counting millions of rows takes seconds."""

    @cached_property
    def count(self) -> int:
        """The number of rows, or _COUNTED where there are more."""
        rows = cast("QuerySet[Any]", self.object_list)
        return rows.order_by().values("pk")[:_COUNTED].count()

    @property
    def cut_short(self) -> bool:
        """Whether there may be more rows than were counted."""
        return self.count >= _COUNTED
