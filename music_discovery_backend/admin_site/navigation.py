"""The admin's side bar: every model that this person may see, by what it is about."""

from collections import defaultdict
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse

# Sections that no list here names come after these.
_ORDER = (
    "Listeners",
    "Activity",
    "Recommendations",
    "Learning",
    "Counts",
    "Operation",
    "Access",
)


def navigation(request: HttpRequest) -> list[dict[str, Any]]:
    """Groups of links, as unfold's SIDEBAR wants them."""
    sections: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for app in admin.site.get_app_list(request):
        for entry in app["models"]:
            page = admin.site.get_model_admin(entry["model"])
            sections[getattr(page, "section", "Operation")].append(_item(entry, page))
    names = [name for name in _ORDER if name in sections] + sorted(sections.keys() - {*_ORDER})
    start = {"title": "Dashboard", "icon": "monitoring", "link": reverse("admin:index")}
    return [
        {"title": None, "items": [start]},
        *({"title": name, "collapsible": True, "items": sections[name]} for name in names),
    ]


def _item(entry: dict[str, Any], page: Any) -> dict[str, Any]:
    return {
        "title": entry["name"],
        "icon": getattr(page, "icon", "table_rows"),
        "link": entry["admin_url"] or entry["add_url"],
    }
