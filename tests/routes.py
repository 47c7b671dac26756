"""What the URLconf serves under /api/, as documents name it."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

# How documents write the parameters of a route.
_PARAMETERS = {
    "<user_ref:user_ref>": "{id}",
    "<uuid:task_id>": "{task_id}",
    "<int:pk>": "{job_id}",
    "<str:track_id>": "{track_id}",
}
# Pages about the API, not part of it.
_PAGES = {"schema", "docs", "redoc"}
# HEAD and OPTIONS come with the others.
_METHODS = ("get", "post", "put", "patch", "delete")


def operations() -> set[tuple[str, str]]:
    """Method and path of every endpoint."""
    return {
        (method.upper(), path)
        for path, view in _views()
        for method in _METHODS
        if hasattr(view, method)
    }


def _views() -> Iterator[tuple[str, Any]]:
    """Path and view class of each named route of the API."""
    for path, pattern in _patterns(get_resolver().url_patterns, "/"):
        if path.startswith("/api/") and pattern.name and pattern.name not in _PAGES:
            for parameter, shown in _PARAMETERS.items():
                path = path.replace(parameter, shown)
            yield path, pattern.callback.view_class


def _patterns(found: list[Any], prefix: str) -> Iterator[tuple[str, URLPattern]]:
    for each in found:
        path = prefix + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from _patterns(each.url_patterns, path)
        else:
            yield path, each
