"""The names under which tracks and artists are shown: free text that came with events.

An item is called what the latest event calls it, of those that are counted and not private. So a
step lets later names win; where events were deleted, it looks up what the latest one left says,
since a name must not outlive the last who used it.
"""

# ruff: noqa: S608 - statements are put together from constants only

from collections.abc import Mapping
from typing import Any

from analytics.sql import execute

STAGE = """
CREATE TEMPORARY TABLE IF NOT EXISTS rollup_names (
    item_id bigint, name text, artist_name text, at timestamptz
) ON COMMIT DELETE ROWS
"""

# What names an item, by kind: its key, its name and its artist's, as columns of an event.
_KINDS = {
    "track": ("track_id", "track_name", "artist_name"),
    "artist": ("artist_key", "artist_name", "''"),
}
# Of two names of the same moment the greater one, so that their order of arrival is no matter.
_LATEST = "timestamp DESC, name DESC, of_artist DESC"

_GIVEN = " UNION ALL ".join(
    f"SELECT '{kind}' AS kind, {key} AS key, {name} AS name, {artist} AS of_artist, timestamp "
    "FROM analytics_useractivity WHERE xact_id >= %(from)s AND xact_id < %(to)s AND NOT private"
    for kind, (key, name, artist) in _KINDS.items()
)
_COLLECT = f"""
INSERT INTO rollup_names
SELECT i.id, g.name, g.of_artist, g.timestamp FROM (
    SELECT DISTINCT ON (kind, key COLLATE "C") * FROM ({_GIVEN}) event
    ORDER BY kind, key COLLATE "C", {_LATEST}
) g JOIN analytics_item i USING (kind, key)
"""

# For the SET list of an update of items ``i``, beside what was collected as ``n``.
_IS_LATER = (
    "n.at IS NOT NULL AND "
    "((i.named_at, i.name, i.artist_name) > (n.at, n.name, n.artist_name)) IS NOT TRUE"
)
LATER_NAMES = ", ".join(
    f"{column} = CASE WHEN {_IS_LATER} THEN n.{given} ELSE i.{column} END"
    for column, given in {"name": "name", "artist_name": "artist_name", "named_at": "at"}.items()
)

# One item is looked up at a time, along the index of its key and time.
_AGAIN = """
UPDATE analytics_item i
SET name = coalesce(e.name, ''), artist_name = coalesce(e.of_artist, ''), named_at = e.timestamp
FROM (
    SELECT DISTINCT item_id FROM rollup_deltas WHERE retracted AND kind = '{kind}'
) d JOIN analytics_item k ON k.id = d.item_id
LEFT JOIN LATERAL (
    SELECT {name} AS name, {artist} AS of_artist, timestamp FROM analytics_useractivity
    WHERE {key} = k.key AND NOT private AND xact_id < %(to)s ORDER BY {latest} LIMIT 1
) e ON true
WHERE i.id = d.item_id
"""
_LOOK_UP = tuple(
    _AGAIN.format(kind=kind, key=key, name=name, artist=artist, latest=_LATEST)
    for kind, (key, name, artist) in _KINDS.items()
)


def collect_names(values: Mapping[str, Any]) -> None:
    """Stage the latest names that the events between ``from`` and ``to`` give to items."""
    execute(_COLLECT, values)


def name_again(values: Mapping[str, Any]) -> None:
    """Look up the names of the items that lost events in this step."""
    for statement in _LOOK_UP:
        execute(statement, values)
