"""The classes that the apps' pages of the admin derive from.

No list counts a whole table, sorts one by a column without an index, or asks a question per row.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from unfold.admin import ModelAdmin as UnfoldModelAdmin

from common.admin.change_list import NewestChangeList
from common.admin.export import export_csv
from common.admin.links import lists_about
from common.bounded_paginator import BoundedPaginator


class ModelAdmin(UnfoldModelAdmin):
    """Rows that people may edit.

    ``section`` and ``icon`` say where the navigation shows them, and with which of the Material
    Symbols. ``export_fields`` are the columns of the CSV, in the form of ``values_list``; where
    there are none, there is no export. ``indexed`` are the fields by which an index finds the
    list's rows; pages of what a relation among them leads to get a link to the list. An action
    made by ``operation`` is offered only to those who have the right that it needs.
    """

    section: ClassVar[str] = "Operation"
    icon: ClassVar[str] = "table_rows"
    export_fields: Sequence[str] = ()
    indexed: ClassVar[frozenset[str]] = frozenset()

    actions: Any = ()
    paginator: Any = BoundedPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER  # facets count every row
    sortable_by: Any = ()
    list_per_page = 30
    list_filter_submit = True
    compressed_fields = True
    list_before_template = "admin/bounds.html"
    change_form_before_template = "admin/ways.html"

    def __init__(self, model: Any, admin_site: Any) -> None:
        super().__init__(model, admin_site)
        if self.export_fields:
            self.actions = [*self.actions, export_csv]

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Those that this person has the rights for."""
        return {
            name: action
            for name, action in super().get_actions(request).items()
            if request.user.has_perms(getattr(action[0], "needs", ()))
        }

    def found_by(self, term: str) -> Q | None:
        """What a search finds, as an index serves it; None leaves it to ``search_fields``."""
        return None

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """The rows that are found, none of them twice."""
        term = search_term.strip()
        found = self.found_by(term) if term else None
        if found is None:
            return super().get_search_results(request, queryset, term)
        return queryset.filter(found), False

    def render_change_form(
        self,
        request: Any,
        context: Any,
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        """The page of a row, with ways to what belongs to it."""
        if obj is not None:
            context["ways"] = sorted(self.ways_from(request, obj))
        return super().render_change_form(request, context, add, change, form_url, obj)

    def ways_from(self, request: HttpRequest, row: Any) -> Iterable[tuple[str, str]]:
        """(name, address) of the lists that belong to the row: those of its relations."""
        return lists_about(row, request, self.admin_site)


class LookOnly(ModelAdmin):
    """Rows that are made elsewhere: shown, searched and perhaps deleted, never edited."""

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Every column, without making a form that nobody could send."""
        return self.get_readonly_fields(request, obj)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Sequence[str]:
        """Every column, unless the class names some."""
        return self.readonly_fields or [field.name for field in self.model._meta.fields]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """These come from elsewhere."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What happened cannot be made otherwise."""
        return False


class LargeTable(LookOnly):
    """Rows without bounds, numbered as they come, newest first.

    Filters by fields that are ``indexed``, and searches, find all rows there are. Any other filter
    alone looks at the newest rows only, and the page says so: the answer takes as long at
    a billion rows as at a million, and no index has to be kept up for it at every write.
    """

    ordering: ClassVar[Sequence[str]] = ["-id"]
    # Relation -> the order in which its index holds the rows, for lists that are narrowed by it.
    orders: ClassVar[Mapping[str, Sequence[str]]] = {}

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        """The one that looks no further than it must."""
        return NewestChangeList
