"""The OpenAPI document: the apps' parts of it, and what all operations share."""

from importlib import import_module
from typing import Any

from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import extend_schema

from common.schema import answers, components, explain
from music_discovery_backend.examples import illustrate
from music_discovery_backend.links import link

_APPS = ("users", "analytics", "recommendations")

_LINKS = {"type": "object", "additionalProperties": {"type": "string", "format": "uri"}}

explain(
    "music_discovery_backend.views.ApiIndexView",
    get=extend_schema(summary="List the endpoints", responses=answers({200: _LINKS})),
)


class Generator(SchemaGenerator):
    """Loads what the apps say of their views before it looks at them."""

    def get_schema(self, *args: Any, **kwargs: Any) -> Any:
        """The document as a dictionary."""
        for app in _APPS:
            import_module(f"{app}.schema")  # registers itself
        document = super().get_schema(*args, **kwargs)
        for kind, named in components().items():
            document["components"].setdefault(kind, {}).update(named)
        illustrate(document)
        link(document)
        return document
