"""Comparing the counts with a recount of the events that they stand for.

All in one snapshot of the database, which only reads: it holds neither the cursor nor, having no
transaction number, the horizon back. A step may come and go meanwhile. The cursor, the counts and
the deletions that they do not know yet are seen as they were together.

What follows from other counts is compared with those: what is drawn of items, their totals and
heats with their hours, which are compared with events. Wherever all of it is drawn (``parts`` is
1) that amounts to a recount of everything.
"""

# ruff: noqa: S608 - statements are put together from constants only

from dataclasses import dataclass

from analytics.models import linked
from analytics.rollups import cursor as cursors
from analytics.rollups.facts import COUNTS, is_zero, summed
from analytics.rollups.heat import COLUMNS, weight
from analytics.rollups.impressions import COUNTED, KIND, OUTCOMES
from analytics.rollups.listeners import SEVERAL
from analytics.rollups.quarters import BY_QUARTER, quarter_of
from analytics.rollups.sampling import (
    BY_DAY,
    BY_ITEM,
    BY_KEY,
    BY_USER,
    WITH_SAMPLE,
    by_hour,
)
from analytics.rollups.users import spans
from analytics.sql import fetch, snapshot

ALL_PARTS = 1

_NAMES = ", ".join(COUNTS)
_ANYTHING = "HAVING sum(plays + likes + skips + shares) > 0"


def _differing(expected: str, actual: str, key: str, values: str) -> str:
    """SQL: how many rows were compared, and how many differ or stand on one side alone."""
    ours = ", ".join(f"a.{name.strip()}" for name in values.split(","))
    theirs = ", ".join(f"e.{name.strip()}" for name in values.split(","))
    return f"""
    SELECT count(*) AS compared,
           count(*) FILTER (WHERE ({ours}) IS DISTINCT FROM ({theirs})) AS differing
    FROM (SELECT {key}, {values} FROM {actual}) a FULL JOIN ({expected}) e USING ({key})
    """  # nosec B608 - called while this module is loaded, with constants


def _of_items(table: str) -> str:
    """SQL: the kept rows of the drawn items, or hours, with what the items are."""
    return f"""(
        SELECT i.kind, i.key, kept.* FROM {table} kept
        JOIN analytics_item i ON i.id = kept.item_id
    ) kept WHERE {BY_ITEM}"""  # nosec B608 - called while this module is loaded, with constants


def _sum_of_changes(changes: str, counted: str) -> str:
    """SQL: a single count, compared with the rows of the table that it tells of."""
    return f"""
        SELECT 1, (kept <> (SELECT count(*) FROM {counted}))::int
        FROM (SELECT coalesce(sum(change), 0) AS kept FROM {changes}) c
    """  # nosec B608 - called while this module is loaded, with constants


# What is compared with the events themselves.
_WITH_EVENTS = {
    "item hours": _differing(
        f"SELECT kind, key, hour, {summed()}, count(*) FILTER (WHERE engaged > 0) AS listeners "
        f"FROM facts WHERE {BY_ITEM} GROUP BY kind, key, hour {_ANYTHING}",
        _of_items("analytics_itemhour"),
        "kind, key, hour",
        f"{_NAMES}, listeners",
    ),
    "item listeners": _differing(
        "SELECT kind, key, hour, user_id, engaged AS events FROM facts "
        f"WHERE engaged > 0 AND {BY_ITEM}",
        _of_items("analytics_itemlistener"),
        "kind, key, hour, user_id",
        "events",
    ),
    "user days": _differing(
        f"SELECT user_id, (hour AT TIME ZONE 'UTC')::date AS day, {summed()} FROM facts "
        f"WHERE kind = 'platform' AND {BY_USER} GROUP BY user_id, day {_ANYTHING}",
        f"analytics_userday WHERE {BY_USER}",
        "user_id, day",
        _NAMES,
    ),
    "user totals": _differing(
        f"SELECT user_id, sum(plays + likes + skips + shares)::bigint AS events, "
        f"max(last_at) FILTER (WHERE plays + likes + skips + shares > 0) AS last_at FROM facts "
        f"WHERE kind = 'platform' AND {BY_USER} GROUP BY user_id {_ANYTHING}",
        f"analytics_usertotal WHERE {BY_USER}",
        "user_id",
        "events, last_at",
    ),
    "user spans": _differing(
        f'SELECT span AS "window", user_id, sum(plays + likes + skips + shares)::bigint AS events '
        f"FROM facts JOIN unnest(%(spans)s::text[], %(firsts)s::date[]) AS of (span, first) "
        f"ON (hour AT TIME ZONE 'UTC')::date >= first "
        f"WHERE kind = 'platform' AND {BY_USER} GROUP BY span, user_id {_ANYTHING}",
        f"analytics_userspan WHERE {BY_USER}",
        '"window", user_id',
        "events",
    ),
    "quarter hours": _differing(
        f"SELECT * FROM ({BY_QUARTER.format(signed='SELECT * FROM log')}) q "
        f"WHERE NOT ({is_zero('q')}) AND {by_hour('at')}",
        f"analytics_quarterhour WHERE {by_hour('at')}",
        "at",
        _NAMES,
    ),
}
_EVENTS_CHECK = WITH_SAMPLE + " UNION ALL ".join(
    f"SELECT '{what}', found.* FROM ({check}) found" for what, check in _WITH_EVENTS.items()
)

# Of items, one in so many and the platform, which nobody should doubt for a hundred nights.
_DRAWN_ITEM = f"({BY_KEY} OR kind = 'platform')"
_HEATS = ", ".join(
    f"coalesce(sum(h.listeners * {weight(hours, 'h.hour')}), 0) AS {name}"
    for hours, name in COLUMNS.items()
)
_OFF = " OR ".join(
    f"abs(i.{name} - e.{name}) > 1e-6 * greatest(1, e.{name})" for name in COLUMNS.values()
)
# An impression whose recommendation was purged keeps what it counted: events forget which they
# named then.
_WITH_COUNTS = {
    "item totals": _differing(
        f"SELECT id, {summed('h.')} FROM analytics_item i "
        f"JOIN analytics_itemhour h ON h.item_id = i.id WHERE {_DRAWN_ITEM} GROUP BY id",
        f"analytics_item WHERE {_DRAWN_ITEM}",
        "id",
        _NAMES,
    ),
    "item days": _differing(
        f"SELECT id AS item_id, (hour AT TIME ZONE 'UTC')::date AS day, "
        f"sum(h.plays)::bigint AS plays, "
        f"sum(h.plays + h.likes + h.skips + h.shares)::bigint AS events "
        f"FROM analytics_item i JOIN analytics_itemhour h ON h.item_id = i.id "
        f"WHERE by_day AND {BY_KEY} GROUP BY id, day",
        f"(SELECT d.* FROM analytics_item i JOIN analytics_itemday d ON d.item_id = i.id "
        f"WHERE {BY_KEY}) kept",
        "item_id, day",
        "plays, events",
    ),
    # Sums of fractions depend on their order in the last digits; nothing else may differ.
    "heats": f"""
        SELECT count(*), count(*) FILTER (WHERE {_OFF})
        FROM analytics_item i CROSS JOIN LATERAL (
            SELECT {_HEATS} FROM analytics_itemhour h WHERE h.item_id = i.id) e
        WHERE {_DRAWN_ITEM}""",
    "several listeners": f"""
        SELECT count(*), count(*) FILTER (WHERE several_listeners <> {SEVERAL})
        FROM analytics_item i WHERE {_DRAWN_ITEM}""",
    "active days": _differing(
        f"SELECT day, count(*) AS users FROM analytics_userday WHERE {BY_DAY} GROUP BY day",
        f"analytics_activeday WHERE {BY_DAY}",
        "day",
        "users",
    ),
    "last seen quarters": _differing(
        f"SELECT {quarter_of('last_at')} AS at, count(*) AS users FROM analytics_usertotal "
        f"WHERE {by_hour('last_at')} GROUP BY 1",
        f"analytics_lastseenquarter WHERE {by_hour('at')}",
        "at",
        "users",
    ),
    "variant listeners": _differing(
        f"SELECT variant, user_id, max(day) AS last_day FROM analytics_impression "
        f"WHERE variant <> '' AND {BY_USER} GROUP BY variant, user_id",
        f"analytics_variantlistener WHERE {BY_USER}",
        "variant, user_id",
        "last_day",
    ),
    "variant days": _differing(
        f"SELECT variant, last_day AS day, count(*) AS listeners FROM analytics_variantlistener "
        f"WHERE {BY_DAY.replace('day -', 'last_day -')} GROUP BY variant, last_day",
        f"analytics_variantday WHERE {BY_DAY}",
        "variant, day",
        "listeners",
    ),
    "accounts": _sum_of_changes("analytics_accountchange", "{accounts}"),
    "recommendations": _sum_of_changes("analytics_recommendationchange", "{recommendations}"),
    "impressions": f"""
        SELECT count(*), count(*) FILTER (
            WHERE (i.plays, i.likes, i.skips) IS DISTINCT FROM (e.plays, e.likes, e.skips))
        FROM (SELECT * FROM analytics_impression WHERE {BY_USER} AND xact_id < %(to)s) i
        CROSS JOIN LATERAL ({COUNTED}) e
        WHERE EXISTS (SELECT FROM {{recommendations}} r WHERE r.id = i.recommendation_id)""",
    "impression days": _differing(
        f"SELECT {KIND}, count(*) AS shown, "
        + ", ".join(f"count(*) FILTER (WHERE {of} > 0) AS {name}" for name, of in OUTCOMES.items())
        + f" FROM analytics_impression WHERE xact_id < %(to)s AND {BY_DAY} GROUP BY {KIND}",
        f"analytics_impressionday WHERE {BY_DAY}",
        KIND,
        f"shown, {', '.join(OUTCOMES)}",
    ),
}


@dataclass(frozen=True, slots=True)
class Comparison:
    """How many rows of one kind of count were compared with a recount, and how many differ."""

    what: str
    compared: int
    differing: int


def compare(*, parts: int = ALL_PARTS, part: int = 0) -> list[Comparison]:
    """Recount one of ``parts`` equal parts of everything that is counted, and compare.

    Everything goes on meanwhile. Not to be called inside a transaction.
    """
    with snapshot():
        position = cursors.read()
        values = cursors.values(position, position.position) | {
            "from": 0,
            "parts": parts,
            "part": part,
        }
        values |= spans(values["today"])
        found = [Comparison(*row) for row in fetch(_EVENTS_CHECK, values)]
        related = {"accounts": linked("user"), "recommendations": linked("recommendation")}
        names = {name: model._meta.db_table for name, model in related.items()}
        for what, check in _WITH_COUNTS.items():
            found.append(Comparison(what, *fetch(check.format(**names), values)[0]))
        return found
