"""Charts in the form that Chart.js takes."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

_GREY = "#9ca3af"
_TICKS = {"color": _GREY, "maxRotation": 0, "autoSkipPadding": 16}
_GRID = {"tickWidth": 0}


def bars(labels: Sequence[str], series: Mapping[str, tuple[str, Sequence[int]]]) -> dict[str, str]:
    """Stacked bars: ``series`` is name -> (colour, a value per label). As JSON, to be an attribute.

    A colour is CSS, or one of the theme's variables as ``var(--name)``.
    """
    datasets = [
        {"label": name, "data": list(values), "backgroundColor": colour, "borderRadius": 2}
        for name, (colour, values) in series.items()
    ]
    return {
        "data": json.dumps({"labels": list(labels), "datasets": datasets}),
        "options": json.dumps(_options(legend=len(datasets) > 1)),
    }


def hour_label(hour: datetime) -> str:
    """Such as ``22 Nov 14:00``, in UTC."""
    return f"{hour.day} {hour:%b %H:%M}"


def _options(*, legend: bool) -> dict[str, Any]:
    return {
        "animation": False,
        "responsive": True,
        "maintainAspectRatio": False,
        "plugins": {
            "legend": {"display": legend, "align": "end", "labels": {"boxWidth": 8, "color": _GREY}}
        },
        "interaction": {"mode": "index", "intersect": False},
        "scales": {
            "x": {"stacked": True, "ticks": _TICKS, "grid": {"display": False}},
            "y": {
                "stacked": True,
                "beginAtZero": True,
                "ticks": {"color": _GREY, "precision": 0, "maxTicksLimit": 6},
                "grid": _GRID,
                "border": {"display": False},
            },
        },
    }
