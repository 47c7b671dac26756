"""A list that looks no further back than an operator waits."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.views import ChangeList

NEWEST = 100_000


class NewestChangeList(ChangeList):
    """See ``LargeTable``. ``newest_only`` is how many rows were looked at, or None for all."""

    newest_only: int | None = None

    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> QuerySet[Any]:
        """What the filters and the search leave, of all rows or of the newest."""
        rows = super().get_queryset(request, exclude_parameters)
        filters = self._filters()
        if self.query or not filters or filters & self.model_admin.indexed:
            return rows
        newest = self.root_queryset.order_by("-pk").values_list("pk", flat=True).first() or 0
        if newest <= NEWEST:
            return rows
        self.newest_only = NEWEST
        return rows.filter(pk__gt=newest - NEWEST)

    def get_ordering(self, request: HttpRequest, queryset: QuerySet[Any]) -> list[str]:
        """As the index of a relation has the rows that the list is narrowed to: the first page
        of whoever has many is read along it, not sorted out of all of them.
        """
        orders = self.model_admin.orders
        for relation in sorted(orders.keys() & self._filters()):
            return list(orders[relation])
        return super().get_ordering(request, queryset)

    def _filters(self) -> set[str]:
        """The fields that the list is filtered by."""
        return {name.split("__")[0] for name, value in self._filled_in() if value}

    def _filled_in(self) -> list[tuple[str, str]]:
        """The filters as they were sent; a form sends those left empty, too."""
        sent = self.get_filters_params()
        return [(name, "".join(values)) for name, values in sent.items()]
