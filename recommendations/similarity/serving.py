"""From what a listener did to candidates that say why. No numerical package, no call outside."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from django.utils import timezone

from analytics.types import RecentItem, RecentItems
from recommendations import tracks
from recommendations.learning.feedback import Signals, history_of, weigh_history
from recommendations.learning.scoring import score
from recommendations.ranking import DEFAULT, Weights
from recommendations.similarity import store, versions
from recommendations.similarity.store import NeighbourList
from recommendations.types import Candidate, Reason, Taste, TrackFacts

# The latest items of each kind that are asked, and the best of those that they speak for.
_HISTORY = 100
_MOST = {"track": 80, "artist": 15}
_PER_ARTIST = 2
_REASON_LENGTH = 200

_SIMILAR = Taste("similar")
_SIMILAR_ARTIST = Taste("similar_artist")


@dataclass(frozen=True, slots=True)
class _Spoken:
    """An item that a history speaks for, what spoke most, and how many items were asked."""

    place: tuple[int, int]
    cause: RecentItem
    support: int


def candidates(recent: RecentItems, weights: Weights = DEFAULT) -> list[Candidate]:
    """Tracks that go with what a user played, liked or shared lately; none without either.

    Only tracks whose facts we know. Each names its cause, with ids of the user's own events as
    they are stored now. At most five queries, none if the user has done nothing.
    """
    histories = {kind: _history(items) for kind, items in recent.items()}
    if not any(histories.values()):
        return []
    served = {kind: pk for kind, pk in versions.active().items() if histories[kind]}
    lists = store.lists_of({pk: list(histories[kind]) for kind, pk in served.items()})
    spoken = {
        kind: _spoken_for(pk, recent[kind], histories[kind], lists, _MOST[kind])
        for kind, pk in served.items()
    }
    keys = store.keys_of(each.place for found in spoken.values() for each in found)
    # Where a version was dropped since its lists were read, its items have no names any more.
    named = {
        kind: [(keys[each.place], each) for each in found if each.place in keys]
        for kind, found in spoken.items()
    }
    return [*_of_tracks(named.get("track", [])), *_of_artists(named.get("artist", []))]


def going_with(track: TrackFacts) -> list[Candidate]:
    """The tracks that a track speaks for, strongest first; none where nothing was learned of it.

    At most four queries.
    """
    version = versions.active().get("track")
    listed = store.lists_of({version: [track.id]}) if version is not None else {}
    for (version_id, _), own in listed.items():
        places = [(version_id, number) for number, weight in own.pairs() if weight > 0]
        keys = store.keys_of(places)
        known = {facts.id: facts for facts in tracks.known(list(keys.values()))}
        offered = [known[keys[place]] for place in places if keys.get(place) in known]
        cause = Reason("goes_with", track.name[:_REASON_LENGTH])
        return [
            Candidate(facts, _SIMILAR, rank, "similar", cause=cause, support=1)
            for rank, facts in enumerate(filter(_is_kept, offered))
        ]
    return []


def _history(items: Sequence[RecentItem]) -> dict[str, float]:
    """Weights by key of the latest items that the user cares for."""
    signals = {
        item.key: Signals(item.streams, item.likes, item.shares, item.early_skips) for item in items
    }
    return weigh_history(dict(islice(history_of(signals).items(), _HISTORY)))


def _spoken_for(
    version_id: int,
    items: Sequence[RecentItem],
    history: Mapping[str, float],
    lists: Mapping[tuple[int, str], NeighbourList],
    limit: int,
) -> list[_Spoken]:
    """The items that the history speaks for most, best first."""
    asked = {
        listed.number: (item, listed)
        for item in items
        if item.key in history and (listed := lists.get((version_id, item.key))) is not None
    }
    found = score(
        {number: history[item.key] for number, (item, _) in asked.items()},
        {number: listed.pairs() for number, (_, listed) in asked.items()},
        limit=limit,
        evidence=1,
    )
    return [
        _Spoken((version_id, each.item), asked[each.evidence[0].item][0], len(asked))
        for each in found
    ]


def _of_tracks(named: Sequence[tuple[str, _Spoken]]) -> Iterator[Candidate]:
    known = {track.id: track for track in tracks.known([key for key, _ in named])}
    for rank, (key, spoken) in enumerate(named):
        if key in known and _is_kept(known[key]):
            code = "similar" if spoken.cause.streams else "similar_liked"
            yield _candidate(known[key], _SIMILAR, rank, code, spoken)


def _of_artists(named: Sequence[tuple[str, _Spoken]]) -> Iterator[Candidate]:
    found = tracks.by_artists([key for key, _ in named], _PER_ARTIST)
    for rank, (key, spoken) in enumerate(named):
        for track in found.get(key, ()):
            if _is_kept(track):
                yield _candidate(track, _SIMILAR_ARTIST, rank, "similar_artist", spoken)


def _candidate(track: TrackFacts, taste: Taste, rank: int, code: str, spoken: _Spoken) -> Candidate:
    cause = Reason(code, spoken.cause.name[:_REASON_LENGTH], evidence=spoken.cause.evidence)
    return Candidate(track, taste, rank, taste.kind, cause=cause, support=spoken.support)


def _is_kept(track: TrackFacts) -> bool:
    return track.expires_at is None or track.expires_at > timezone.now()
