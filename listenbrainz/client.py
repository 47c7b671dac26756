"""ListenBrainz in our words: the calls we make and the dataclasses they give.

Left aside are its radio endpoints: by tag they take up to half a minute, and both ask for a token
more and more often, while what is used here is keyless and answered at once.
"""

from collections.abc import Callable
from datetime import datetime

from redis import Redis

from common.upstream.budget import Budget, utc_now
from common.upstream.circuit import Circuits
from common.upstream.store import FallbackStore, Store
from listenbrainz import payloads
from listenbrainz.config import ListenBrainzConfig
from listenbrainz.errors import BudgetSpent, CircuitOpen
from listenbrainz.gate import Gate, Group
from listenbrainz.payloads import SimilarArtist, SimilarTag


class ListenBrainzClient:
    """One ListenBrainz. Safe to share between threads; make one per process, by `build_client`.

    Every method makes at most one call and raises ``listenbrainz.errors``.
    """

    def __init__(
        self,
        config: ListenBrainzConfig,
        store: Store,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self.circuits = Circuits(store, config.key_prefix, CircuitOpen)
        self.budget = Budget(store, config.key_prefix, config.daily_budget, BudgetSpent, clock)
        self._config = config
        self._gate = Gate(config, self.circuits, self.budget)

    def artist_mbid(self, artist_name: str, track_name: str) -> str | None:
        """MusicBrainz's id of an artist, told from others of that name by one of the tracks.

        None if ListenBrainz knows no such recording.
        """
        url = f"{self._config.api_url}/metadata/lookup/"
        params = {"artist_name": artist_name, "recording_name": track_name}
        answer = self._gate.get(Group.API, url, params)
        return payloads.first_artist_mbid(answer) if answer is not None else None

    def similar_artists(self, mbid: str) -> tuple[SimilarArtist, ...]:
        """At most 100 artists whom listeners of an artist play in the same sessions, best first."""
        url = f"{self._config.labs_url}/similar-artists/json"
        params = {"artist_mbids": mbid, "algorithm": self._config.algorithm}
        answer = self._gate.get(Group.LABS, url, params)
        return payloads.similar_artists(answer) if answer is not None else ()

    def similar_tags(self, tag: str) -> tuple[SimilarTag, ...]:
        """At most 50 tags given together with a tag, in lower case, most often first.

        They are what people wrote: genres, and also decades, places and names.
        """
        url = f"{self._config.labs_url}/tag-similarity/json"
        answer = self._gate.get(Group.LABS, url, {"tag": tag})
        return payloads.similar_tags(answer) if answer is not None else ()

    def close(self) -> None:
        """Close the pooled connections."""
        self._gate.close()


def build_client(
    config: ListenBrainzConfig, redis: Redis, *, clock: Callable[[], datetime] = utc_now
) -> ListenBrainzClient:
    """A client whose circuits and budget are shared with all processes that use the same Redis.

    ``clock`` gives the present moment in UTC, for the budget's day.
    """
    return ListenBrainzClient(config, FallbackStore(redis, config.redis_pause), clock)
