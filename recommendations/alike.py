"""What goes with a track, whoever asks: as learned or, before that, by artist and taste."""

import json
from collections.abc import Iterator
from dataclasses import replace

from django.utils import timezone

from recommendations import lists, pool, rendering, tracks
from recommendations.feedback import UnknownTrack
from recommendations.models import TastePool
from recommendations.ranking import DEFAULT, rank
from recommendations.similarity import related
from recommendations.types import Candidate, Reason, Taste, TrackFacts
from recommendations.unwelcome import context_of

_ALIKE = Taste("similar")
_BY_ARTIST = 4
_MOST_POOLS = 12
# Only the places decide. Stated with confidence: nobody's history is asked for support.
_IN_ORDER = replace(DEFAULT, jitter=0.0, popularity=0.0, reception=0.0, diversity=0.0)


def similar_tracks(track_id: str, user_id: int, count: int) -> bytes:
    """The rendered answer with at most ``count`` tracks, best first.

    ``source`` is ``learned``, or ``tastes`` where nothing is learned of the track: then tracks of
    its artists and of the tastes that it was found for. What the user turned down or heard lately
    is left out, and other versions of the track are. Raises UnknownTrack.
    """
    known = tracks.known([track_id])
    if not known:
        raise UnknownTrack
    now = timezone.now()
    learned = related.going_with(known[0])
    candidates = learned or [*_of_artists(known[0]), *_of_tastes(known[0])]
    others = [each for each in candidates if each.track.song != known[0].song]
    ranked = rank(others, context_of(user_id, now), count=count, weights=_IN_ORDER)
    fields = {
        "track_id": track_id,
        "source": "learned" if learned else "tastes",
        "generated_at": rendering.timestamp(now),
        "count": len(ranked),
    }
    items = rendering.each(lists.unstored(user_id, ranked, now))
    head = json.dumps(fields, separators=(",", ":")).encode()[:-1]
    return b'%s,"recommendations":[%s]}' % (head, b",".join(items))


def _of_artists(track: TrackFacts) -> Iterator[Candidate]:
    found = tracks.by_artists(track.folded_names, _BY_ARTIST)
    for name, folded in zip(track.artist_names, track.folded_names, strict=True):
        for place, other in enumerate(found.get(folded, ())):
            cause = Reason("same_artist", name)
            yield Candidate(other, _ALIKE, place, "same_artist", cause=cause, support=1)


def _of_tastes(track: TrackFacts) -> Iterator[Candidate]:
    """The other candidates of the pools that offer the track, what all of them offer left out."""
    rows = TastePool.objects.filter(candidates__track=track.id).exclude(kind="everyone")
    pools = {Taste(row.kind, row.value): row for row in rows.order_by("pk")[:_MOST_POOLS]}  # type: ignore[arg-type]
    for candidate in pool.draw(pools):
        cause = Reason("same_taste", candidate.taste.value)
        yield replace(candidate, cause=cause, support=1)
