"""What goes with one track, whoever asks."""

from recommendations import tracks
from recommendations.similarity import store, versions
from recommendations.types import Candidate, Reason, Taste, TrackFacts

_SIMILAR = Taste("similar")


def going_with(track: TrackFacts) -> list[Candidate]:
    """The tracks that a track speaks for, strongest first; none where nothing was learned of it.

    At most four queries.
    """
    version = versions.active().get("track")
    listed = store.lists_of({version: [track.id]}) if version is not None else {}
    pairs = [pair for own in listed.values() for pair in own.pairs()]
    items = store.items_of((version_id, n) for version_id, _ in listed for n, _ in pairs)
    keys = {number: item.key for (_, number), item in items.items()}
    wanted = [keys[number] for number, weight in pairs if weight > 0 and number in keys]
    cause = Reason("goes_with", track.name[:200])
    return [
        Candidate(facts, _SIMILAR, rank, "similar", cause=cause, support=1)
        for rank, facts in enumerate(filter(tracks.is_kept, tracks.known(wanted)))
    ]
