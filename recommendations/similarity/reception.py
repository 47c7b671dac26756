"""How listeners here took the tracks, told to the catalogue."""

from collections.abc import Iterator
from typing import Any

from django.db import connection

from recommendations.learning.reception import receptions, voice_of
from recommendations.similarity import telling

# Differences too small to move a place in a list are not written.
_STEP = 0.01

_STORE = """
UPDATE recommendations_track AS track SET reception = new.reception
FROM (
    SELECT known.id, learned.reception FROM recommendations_track known
    LEFT JOIN unnest(%(ids)s::text[], %(receptions)s::real[]) AS learned (id, reception)
        ON learned.id = known.id
    WHERE known.reception IS NOT NULL OR learned.id IS NOT NULL
) AS new
WHERE track.id = new.id AND (
    (track.reception IS NULL) <> (new.reception IS NULL)
    OR abs(track.reception - new.reception) >= %(step)s
)
"""


def learn() -> int:
    """Bring every known track's reception in step with deeds and words; how many changed.

    A track of which too few are left to speak loses its own. Pools in memory show a change once
    they are filled again, at the latest after a day.
    """
    learned = dict(receptions(_voices()))
    values: dict[str, Any] = {
        "ids": list(learned),
        "receptions": list(learned.values()),
        "step": _STEP,
    }
    with connection.cursor() as cursor:
        cursor.execute(_STORE, values)
        return cursor.rowcount


def _voices() -> Iterator[tuple[str, float]]:
    for _, items in telling.by_listener("track"):
        for track_id, told in items.items():
            voice = voice_of(told.signals, rejected=told.rejected)
            if voice is not None:
                yield track_id, voice
