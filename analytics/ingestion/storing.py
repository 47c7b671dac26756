"""The two statements that ingestion is made of."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from analytics.models import linked
from analytics.sql import fetch

_COLUMNS = """
    position integer, user_id bigint, recommendation_id bigint, track_id text, track_name text,
    artist_name text, artist_key text, action text, metadata jsonb, "timestamp" timestamptz,
    timestamp_given boolean, event_id text, ms_played integer, duration_ms integer, reason_end text
"""

# In the order of the unique key, so that two batches with the same events cannot deadlock. Of
# events that share a key the first in the batch is stored. A recommendation that was purged is
# known where the user was shown it; and nothing is asked of an event that is here already, so that
# a retry is a duplicate whatever was purged meanwhile. Such events name no recommendation any more.
_INSERT = """
WITH checked AS MATERIALIZED (
    SELECT e.*, u.id IS NOT NULL AS user_known,
           r.id AS recommended,
           e.recommendation_id IS NULL OR r.id IS NOT NULL OR EXISTS (
               SELECT FROM analytics_impression i
               WHERE i.user_id = e.user_id AND i.recommendation_id = e.recommendation_id
           ) OR EXISTS (
               SELECT FROM analytics_useractivity a
               WHERE a.user_id = e.user_id AND a.event_id = e.event_id
           ) AS recommendation_known,
           coalesce(p.preferences @> '{{"private_session": true}}', false) AS private
    FROM jsonb_to_recordset(%(events)s::jsonb) AS e({columns})
    LEFT JOIN {users} u ON u.id = e.user_id
    LEFT JOIN {profiles} p ON p.user_id = e.user_id
    LEFT JOIN {recommendations} r ON r.id = e.recommendation_id AND r.user_id = e.user_id
), chosen AS MATERIALIZED (
    SELECT DISTINCT ON (user_id, event_id) *
    FROM checked WHERE user_known AND recommendation_known
    ORDER BY user_id, event_id, position
), stored AS (
    INSERT INTO analytics_useractivity
        (user_id, recommendation_id, track_id, track_name, artist_name, artist_key, action,
         metadata, "timestamp", event_id, ms_played, duration_ms, reason_end, private)
    SELECT user_id, recommended, track_id, track_name, artist_name, artist_key, action,
           metadata, "timestamp", event_id, ms_played, duration_ms, reason_end, private
    FROM chosen
    ON CONFLICT (user_id, event_id) DO NOTHING
    RETURNING id, user_id, event_id
)
SELECT checked.position, stored.id, checked.user_known, checked.recommendation_known
FROM checked
LEFT JOIN chosen USING (position)
LEFT JOIN stored ON stored.user_id = chosen.user_id AND stored.event_id = chosen.event_id
"""

# Equal content: what the client chose. A recommendation that is gone by now is not held against
# the retry, nor the time of an event that came without one.
_COMPARE = """
SELECT e.position, a.id,
       (a.track_id, a.track_name, a.artist_name, a.action, a.metadata, a.reason_end)
           = (e.track_id, e.track_name, e.artist_name, e.action, e.metadata, e.reason_end)
       AND (a.ms_played, a.duration_ms) IS NOT DISTINCT FROM (e.ms_played, e.duration_ms)
       AND (a.recommendation_id IS NULL OR a.recommendation_id = e.recommendation_id)
       AND (a."timestamp" = e."timestamp" OR NOT e.timestamp_given)
FROM jsonb_to_recordset(%(events)s::jsonb) AS e({columns})
JOIN analytics_useractivity a ON a.user_id = e.user_id AND a.event_id = e.event_id
"""


@dataclass(frozen=True, slots=True)
class Inserted:
    """What became of one event: stored under ``id``, or why it could not be."""

    position: int
    id: int | None
    user_known: bool
    recommendation_known: bool


def insert(events: Sequence[dict[str, Any]]) -> list[Inserted]:
    """Store those of the events that are new, whose user exists and has their recommendation.

    ``events`` are validated and carry their ``position`` in the batch. One statement.
    """
    users = linked("user")
    statement = _INSERT.format(
        columns=_COLUMNS,
        users=users._meta.db_table,
        profiles=linked("profile", of=users)._meta.db_table,
        recommendations=linked("recommendation")._meta.db_table,
    )
    return [Inserted(*row) for row in fetch(statement, {"events": _as_json(events)})]


def compare(events: Sequence[dict[str, Any]]) -> dict[int, tuple[int, bool]]:
    """Position -> (id of the stored event with this event id, whether the content is equal)."""
    statement = _COMPARE.format(columns=_COLUMNS)
    rows = fetch(statement, {"events": _as_json(events)})
    return {position: (event, same) for position, event, same in rows}


def _as_json(events: Sequence[dict[str, Any]]) -> str:
    return json.dumps(events, ensure_ascii=False, separators=(",", ":"))
