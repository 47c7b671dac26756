"""Ways from a row to those that belong to it, and back."""

from collections.abc import Callable, Iterator
from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString

_CLASS = "text-primary-600 dark:text-primary-500"


def url_of(model: str, pk: Any) -> str:
    """The page of a row; ``model`` is like ``users.user``."""
    return reverse(f"admin:{model.replace('.', '_')}_change", args=[pk])


def url_of_list(model: str, **filters: Any) -> str:
    """The list of a model; ``model`` is like ``users.user``, ``filters`` as in its address."""
    page = reverse(f"admin:{model.replace('.', '_')}_changelist")
    return f"{page}?{urlencode(filters)}" if filters else page


def link(url: str, text: Any) -> SafeString:
    """An anchor in the admin's look."""
    return format_html('<a href="{}" class="{}">{}</a>', url, _CLASS, text)


def user_link(field: str = "user") -> Callable[[Any], Any]:
    """A column: the user that a row belongs to. The list must select ``field``."""

    @admin.display(description="user")
    def shown(row: Any) -> Any:
        user = getattr(row, field)
        return link(url_of("users.user", user.pk), user) if user else None

    return shown


def lists_about(
    row: Model, request: HttpRequest, site: admin.AdminSite
) -> Iterator[tuple[str, str]]:
    """(name, address) of every list in the admin that can be narrowed to this row.

    A list can, where its page says that the relation is ``indexed``; and the person must have the
    right to look at it. A new model needs no line here.
    """
    relations: Any = row._meta.get_fields(include_hidden=True)
    for relation in relations:
        model = relation.related_model
        if not (relation.auto_created and relation.one_to_many) or not site.is_registered(model):
            continue
        page: Any = site.get_model_admin(model)
        field = relation.field.name
        if field in getattr(page, "indexed", ()) and page.has_view_or_change_permission(request):
            address = url_of_list(model._meta.label_lower, **{f"{field}__id__exact": row.pk})
            yield str(model._meta.verbose_name_plural), address
