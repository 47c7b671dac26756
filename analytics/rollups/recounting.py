"""Comparing the counts with a recount of the events that they stand for."""

# ruff: noqa: S608 - statements are put together from constants only

from dataclasses import dataclass

from django.db import transaction

from analytics.models import linked
from analytics.rollups import cursor as cursors
from analytics.rollups.facts import COUNTS, SIGNED, facts, is_zero, summed
from analytics.rollups.heat import COLUMNS, weight
from analytics.rollups.impressions import COUNTED, KIND, OUTCOMES
from analytics.rollups.quarters import BY_QUARTER
from analytics.rollups.users import spans
from analytics.sql import fetch

ALL_PARTS = 1

_SAMPLE = "mod(abs(hashtext({what})::bigint), %(parts)s) = %(part)s"
_NAMES = ", ".join(COUNTS)


def _differing(expected: str, table: str, key: str, values: str, sample: str) -> str:
    """SQL: how many rows were compared, and how many differ or stand on one side alone."""
    ours = ", ".join(f"a.{name.strip()}" for name in values.split(","))
    theirs = ", ".join(f"e.{name.strip()}" for name in values.split(","))
    return f"""
    WITH facts AS MATERIALIZED ({facts()}), expected AS ({expected}),
    actual AS (SELECT {key}, {values} FROM {table} WHERE {sample})
    SELECT count(*), count(*) FILTER (WHERE ({ours}) IS DISTINCT FROM ({theirs}))
    FROM actual a FULL JOIN expected e USING ({key})
    """  # nosec B608 - called while this module is loaded, with constants


_ITEM_SAMPLE = _SAMPLE.format(what="kind || key")
_USER_SAMPLE = _SAMPLE.format(what="user_id::text")
_DAY_SAMPLE = _SAMPLE.format(what="day::text")
_QUARTER_SAMPLE = _SAMPLE.format(what="extract(epoch FROM at)::bigint::text")
_ANYTHING = "HAVING sum(plays + likes + skips + shares) > 0"

_CHECKS = {
    "item hours": _differing(
        f"SELECT kind, key, hour, {summed()}, count(*) FILTER (WHERE engaged > 0) AS listeners "
        f"FROM facts WHERE {_ITEM_SAMPLE} GROUP BY kind, key, hour {_ANYTHING}",
        "(SELECT i.kind, i.key, h.* FROM analytics_itemhour h "
        "JOIN analytics_item i ON i.id = h.item_id) h",
        "kind, key, hour",
        f"{_NAMES}, listeners",
        _ITEM_SAMPLE,
    ),
    "item listeners": _differing(
        f"SELECT kind, key, hour, user_id, engaged AS events FROM facts "
        f"WHERE engaged > 0 AND {_ITEM_SAMPLE}",
        "(SELECT i.kind, i.key, l.* FROM analytics_itemlistener l "
        "JOIN analytics_item i ON i.id = l.item_id) l",
        "kind, key, hour, user_id",
        "events",
        _ITEM_SAMPLE,
    ),
    "item totals": _differing(
        f"SELECT kind, key, {summed()} FROM facts WHERE {_ITEM_SAMPLE} "
        f"GROUP BY kind, key {_ANYTHING}",
        "analytics_item",
        "kind, key",
        _NAMES,
        _ITEM_SAMPLE,
    ),
    "user days": _differing(
        f"SELECT user_id, (hour AT TIME ZONE 'UTC')::date AS day, {summed()} FROM facts "
        f"WHERE kind = 'platform' AND {_USER_SAMPLE} GROUP BY user_id, day {_ANYTHING}",
        "analytics_userday",
        "user_id, day",
        _NAMES,
        _USER_SAMPLE,
    ),
    "user totals": _differing(
        f"SELECT user_id, sum(plays + likes + skips + shares)::bigint AS events, "
        f"max(last_at) FILTER (WHERE plays + likes + skips + shares > 0) AS last_at FROM facts "
        f"WHERE kind = 'platform' AND {_USER_SAMPLE} GROUP BY user_id {_ANYTHING}",
        "analytics_usertotal",
        "user_id",
        "events, last_at",
        _USER_SAMPLE,
    ),
    "user spans": _differing(
        f'SELECT span AS "window", user_id, sum(plays + likes + skips + shares)::bigint AS events '
        f"FROM facts JOIN unnest(%(spans)s::text[], %(firsts)s::date[]) AS of (span, first) "
        f"ON (hour AT TIME ZONE 'UTC')::date >= first "
        f"WHERE kind = 'platform' AND {_USER_SAMPLE} GROUP BY span, user_id {_ANYTHING}",
        "analytics_userspan",
        '"window", user_id',
        "events",
        _USER_SAMPLE,
    ),
    "active days": _differing(
        f"SELECT day, count(*) AS users FROM (SELECT (hour AT TIME ZONE 'UTC')::date AS day "
        f"FROM facts WHERE kind = 'platform' GROUP BY day, user_id {_ANYTHING}) d "
        f"WHERE {_DAY_SAMPLE} GROUP BY day",
        "analytics_activeday",
        "day",
        "users",
        _DAY_SAMPLE,
    ),
    "quarter hours": _differing(
        f"SELECT * FROM ({BY_QUARTER.format(signed=SIGNED)}) q "
        f"WHERE NOT ({is_zero('q')}) AND {_QUARTER_SAMPLE}",
        "analytics_quarterhour",
        "at",
        _NAMES,
        _QUARTER_SAMPLE,
    ),
}

# An impression whose recommendation was purged keeps what it counted: events forget which they
# named then.
_IMPRESSIONS = f"""
SELECT count(*), count(*) FILTER (
    WHERE (i.plays, i.likes, i.skips) IS DISTINCT FROM (e.plays, e.likes, e.skips))
FROM analytics_impression i CROSS JOIN LATERAL ({COUNTED}) e
WHERE i.xact_id < %(to)s AND {_USER_SAMPLE.replace("user_id", "i.user_id")}
  AND EXISTS (SELECT FROM {{recommendations}} r WHERE r.id = i.recommendation_id)
"""
_CHECKS["impression days"] = _differing(
    f"SELECT {KIND}, count(*) AS shown, "
    + ", ".join(f"count(*) FILTER (WHERE {of} > 0) AS {name}" for name, of in OUTCOMES.items())
    + f" FROM analytics_impression WHERE xact_id < %(to)s AND {_DAY_SAMPLE} GROUP BY {KIND}",
    "analytics_impressionday",
    KIND,
    f"shown, {', '.join(OUTCOMES)}",
    _DAY_SAMPLE,
)

_HEATS = ", ".join(
    f"sum(h.listeners * {weight(hours, 'h.hour')}) AS {name}" for hours, name in COLUMNS.items()
)
_OFF = " OR ".join(
    f"abs(i.{name} - e.{name}) > 1e-6 * greatest(1, e.{name})" for name in COLUMNS.values()
)
# Sums of fractions depend on their order in the last digits; nothing else may differ.
_HEAT_CHECK = f"""
SELECT count(*), count(*) FILTER (WHERE {_OFF})
FROM analytics_item i JOIN (
    SELECT item_id, {_HEATS} FROM analytics_itemhour h GROUP BY item_id
) e ON e.item_id = i.id
WHERE {_ITEM_SAMPLE}
"""


@dataclass(frozen=True, slots=True)
class Comparison:
    """How many rows of one kind of count were compared with a recount, and how many differ."""

    what: str
    compared: int
    differing: int


def compare(*, parts: int = ALL_PARTS, part: int = 0) -> list[Comparison]:
    """Recount one of ``parts`` equal parts of all items and users and compare.

    Holds the cursor meanwhile, so that counts stand still; events may come in.
    """
    with transaction.atomic():
        cursor = cursors.held()
        values = cursors.values(cursor, cursor.position) | {"from": 0, "parts": parts, "part": part}
        values |= spans(values["today"])
        impressions = _IMPRESSIONS.format(recommendations=linked("recommendation")._meta.db_table)
        checks = [*_CHECKS.items(), ("heats", _HEAT_CHECK), ("impressions", impressions)]
        return [Comparison(what, *fetch(sql, values)[0]) for what, sql in checks]
