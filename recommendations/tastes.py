"""What a newcomer may choose from: genres, moods and artists."""

import json
from datetime import timedelta
from itertools import chain

from django.utils import timezone

from analytics import selectors as analytics
from recommendations import genre_tree, tracks
from recommendations.kept_in_process import KeptInProcess
from recommendations.sources.moods import MOODS
from recommendations.types import Taste, TrackFacts
from spotify.genre_seeds import GENRE_SEEDS

_ARTISTS = 60
_TRACKS = 300  # those of their best tracks that artists are looked for among
_POPULAR_FOR = timedelta(days=30)
_KEPT_SECONDS = 3600.0

_WORDS = frozenset(seed.replace("-", " ") for seed in GENRE_SEEDS)
# Spotify's seeds that are neither a genre nor one of our moods.
_NO_GENRES = frozenset({"new release", "groove", "guitar", "piano", "club", "metal misc"})


def to_choose_from() -> bytes:
    """The rendered answer: ``{"genres": [{"name", "parents"}], "moods": [], "artists": []}``."""
    return _kept.get()


def is_known(taste: Taste) -> bool:
    """Whether this is a genre of the tree or of Spotify's words, or a mood that is understood."""
    if taste.kind == "genre":
        return taste.value in genre_tree.parents() or taste.value in _WORDS
    return taste.kind == "mood" and taste.value in MOODS


def _render() -> bytes:
    body = {"genres": _genres(), "moods": sorted(MOODS), "artists": _artists()}
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


def _genres() -> list[dict[str, object]]:
    """All of the tree and of Spotify's words, by name; the broadest have no parents."""
    above = genre_tree.parents()
    names = (above.keys() | (_WORDS - MOODS.keys())) - _NO_GENRES
    return [{"name": name, "parents": sorted(above.get(name, ()))} for name in sorted(names)]


def _artists() -> list[str]:
    """First artists of what is played most here, then of the best known tracks."""
    since = timezone.now() - _POPULAR_FOR
    played = [item.track_id for item in analytics.popular_tracks(since=since, limit=_TRACKS)]
    names = map(_first_artist, chain(tracks.known(played), tracks.best_known(_TRACKS)))
    return list(dict.fromkeys(name for name in names if name))[:_ARTISTS]


def _first_artist(track: TrackFacts) -> str:
    return track.artist_names[0] if track.artist_names else ""


_kept = KeptInProcess(_render, seconds=_KEPT_SECONDS)
forget = _kept.forget
