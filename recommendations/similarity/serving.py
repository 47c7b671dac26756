"""From what a listener did to candidates that say why. No numerical package, no call outside."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from analytics.types import RecentItem, RecentItems
from recommendations import tracks
from recommendations.learning.feedback import Signals, history_of, weigh_history
from recommendations.learning.scoring import Scored, score
from recommendations.ranking import DEFAULT, Weights
from recommendations.similarity import store, versions
from recommendations.similarity.leaning import CAUSES, lean
from recommendations.similarity.store import NeighbourList, StoredItem
from recommendations.types import Candidate, Reason, Taste, TrackFacts

# The latest items of each kind that are asked, and the best of those that they speak for.
_HISTORY = 100
_MOST = {"track": 80, "artist": 15}
_PER_ARTIST = 2
_REASON_LENGTH = 200

Asked = Mapping[int, tuple[RecentItem, NeighbourList]]

_SIMILAR = Taste("similar")
_SIMILAR_ARTIST = Taste("similar_artist")


@dataclass(frozen=True, slots=True)
class _Spoken:
    """What spoke most for an item, and how much all of the history did, from 0 to 1."""

    cause: RecentItem
    support: float


def candidates(
    recent: RecentItems, weights: Weights = DEFAULT, *, without: Sequence[str] = ()
) -> list[Candidate]:
    """Tracks that go with what a user played, liked or shared lately; none without either.

    Only tracks whose facts we know; of artists, none of the ids in ``without``. Each names its
    cause, with ids of the user's own events as they are stored now. At most five queries, none
    if the user has done nothing.
    """
    histories = {kind: _history(items) for kind, items in recent.items()}
    if not any(histories.values()):
        return []
    served = {kind: pk for kind, pk in versions.active().items() if histories[kind]}
    lists = store.lists_of({pk: list(histories[kind]) for kind, pk in served.items()})
    asked = {kind: _asked(pk, recent[kind], histories[kind], lists) for kind, pk in served.items()}
    scored = {kind: _scored(own, histories[kind], kind) for kind, own in asked.items()}
    known = store.items_of(
        (served[kind], each.item) for kind, found in scored.items() for each in found
    )
    named = {
        kind: _named(served[kind], found, asked[kind], known, weights)[: _MOST[kind]]
        for kind, found in scored.items()
    }
    return [*_of_tracks(named.get("track", [])), *_of_artists(named.get("artist", []), without)]


def _history(items: Sequence[RecentItem]) -> dict[str, float]:
    """Weights by key of the latest items that the user cares for."""
    signals = {
        item.key: Signals(item.streams, item.likes, item.shares, item.early_skips) for item in items
    }
    return weigh_history(dict(islice(history_of(signals).items(), _HISTORY)))


def _asked(
    version_id: int,
    items: Sequence[RecentItem],
    history: Mapping[str, float],
    lists: Mapping[tuple[int, str], NeighbourList],
) -> Asked:
    """Those of the history that were learned about, by their numbers."""
    return {
        listed.number: (item, listed)
        for item in items
        if item.key in history and (listed := lists.get((version_id, item.key))) is not None
    }


def _scored(asked: Asked, history: Mapping[str, float], kind: str) -> list[Scored[int]]:
    """The items that the history speaks for most, best first: twice as many as are offered."""
    return score(
        {number: history[item.key] for number, (item, _) in asked.items()},
        {number: listed.pairs() for number, (_, listed) in asked.items()},
        limit=2 * _MOST[kind],
        evidence=CAUSES,
    )


def _named(
    version_id: int,
    scored: Sequence[Scored[int]],
    asked: Asked,
    known: Mapping[tuple[int, int], StoredItem],
    weights: Weights,
) -> list[tuple[str, _Spoken]]:
    """Keys and causes in the order that the weights ask for.

    Where a version was dropped since its lists were read, its items have no names any more.
    """
    own = {number: item for (version, number), item in known.items() if version == version_id}
    listeners = {number: item.listeners for number, item in own.items()}
    kept = [each for each in scored if each.item in own]
    ordered = lean(kept, listeners, weights)
    return [
        (own[each.item].key, _Spoken(asked[each.evidence[0].item][0], support))
        for each, support in zip(ordered, _supports(kept, weights), strict=True)
    ]


def _supports(scored: Sequence[Scored[int]], weights: Weights) -> list[float]:
    """How much the scores say, from 0 to 1; leaning deals them out anew in its order.

    A score of 1 is as sure as what the listener plays. Little data gives small scores, since
    learning shrinks its links where few listeners speak for them.
    """
    return [each.score / (each.score + weights.learned_half) for each in scored]


def _of_tracks(named: Sequence[tuple[str, _Spoken]]) -> Iterator[Candidate]:
    known = {track.id: track for track in tracks.known([key for key, _ in named])}
    for rank, (key, spoken) in enumerate(named):
        if key in known and tracks.is_kept(known[key]):
            code = "similar" if spoken.cause.streams else "similar_liked"
            yield _candidate(known[key], _SIMILAR, rank, code, spoken)


def _of_artists(
    named: Sequence[tuple[str, _Spoken]], without: Sequence[str]
) -> Iterator[Candidate]:
    found = tracks.by_artists([key for key, _ in named], _PER_ARTIST, without=without)
    for rank, (key, spoken) in enumerate(named):
        for track in found.get(key, ()):
            if tracks.is_kept(track):
                yield _candidate(track, _SIMILAR_ARTIST, rank, "similar_artist", spoken)


def _candidate(track: TrackFacts, taste: Taste, rank: int, code: str, spoken: _Spoken) -> Candidate:
    cause = Reason(code, spoken.cause.name[:_REASON_LENGTH], evidence=spoken.cause.evidence)
    return Candidate(track, taste, rank, taste.kind, cause=cause, support=spoken.support)
