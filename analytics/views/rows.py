"""Reports as tables: the columns of each, and a row for each figure that the body holds."""

from collections.abc import Iterator, Mapping
from typing import Any

from analytics.views.tables import Row, Table

Body = Mapping[str, Any]

_SUMMARY = ("figure", "of", "value", "email")
_TRENDS = (
    *("list", "rank", "previous_rank", "name", "artist_name", "track_id"),
    *("count", "score"),
)
_POINTS = ("at", "value")
_GROUPS = ("source", "reason", "position", "variant")
_RATES = ("click_through", "like_rate", "skip_rate")
_ENDS = (("", "rate"), ("_low", "low"), ("_high", "high"))
_RECOMMENDATIONS = (
    *("group", "value", "impressions"),
    *(f"{name}{end}" for name in _RATES for end, _ in _ENDS),
)


def of_summary(body: Body) -> Table:
    """``figure`` is the body's name for it; ``of`` what it is counted by, if by anything.

    For the most active users that is their id, and their addresses stand in ``email``.
    """
    return Table(_SUMMARY, _summary(body))


def of_trends(body: Body) -> Table:
    """The lines of all lists, one list after the other."""
    return Table(_TRENDS, _trends(body))


def of_timeseries(body: Body) -> Table:
    """The points."""
    return Table(_POINTS, body["points"])


def of_recommendations(body: Body) -> Table:
    """The total, then by source, reason, position and variant; an interval as two columns."""
    return Table(_RECOMMENDATIONS, _recommendations(body))


def _summary(body: Body) -> Iterator[Row]:
    for figure, value in body.items():
        if figure == "most_active_users":
            for user in value:
                row = {"of": user["user_id"], "value": user["activity_count"]}
                yield {"figure": figure, **row, "email": user["email"]}
        elif isinstance(value, Mapping):
            for of, part in value.items():
                yield {"figure": figure, "of": of, "value": part}
        else:
            yield {"figure": figure, "value": value}


def _trends(body: Body) -> Iterator[Row]:
    for kind in ("popular_tracks", "trending_artists", "trending_genres"):
        for line in body[kind]:
            yield {
                **line,
                "list": kind,
                "name": line.get("track_name") or line.get("name"),
                "count": next(line[key] for key in line if key.endswith("count")),
            }


def _recommendations(body: Body) -> Iterator[Row]:
    yield _line("total", "", body["total"])
    for group in _GROUPS:
        for line in body[f"by_{group}"]:
            yield _line(group, line[group], line)


def _line(group: str, value: Any, line: Body) -> Row:
    rates = {f"{name}{end}": line[name][key] for name in _RATES for end, key in _ENDS}
    return {"group": group, "value": value, "impressions": line["impressions"], **rates}
