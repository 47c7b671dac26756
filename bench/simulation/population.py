"""Listeners whose tastes are known to the measurement alone, and how they react to a track.

A taste is a mixture of a few groups' likings for genres and artists, with noise of the listener's
own. The same seed gives the same population and the same reactions, whoever recommends and
whenever: how a listener takes a track is settled before anything is recommended.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from spotify.standin.records import Track

Reaction = Literal["like", "play", "skip"]

GROUPS = 8
STATED = 2  # genres that a listener names at sign-up, of so many that they like best:
LIKED_BEST = 4
_LEAST_OF_GENRE = 20  # tracks that a genre must have for a liking of its own

# Chosen so that of random tracks about a quarter is liked and nobody likes or skips everything.
_BASE, _GENRE, _ARTIST, _QUALITY = -1.9, 1.5, 1.3, 0.4
_OWN_GENRE, _OWN_ARTIST = 0.4, 0.5


@dataclass(frozen=True)
class Population:
    """``chance`` of a like, and ``fate`` (uniform in 0 to 1), are arrays of listeners x tracks.

    ``stated`` are the genres that each listener names at sign-up.
    """

    tracks: Sequence[Track]
    chance: np.ndarray
    fate: np.ndarray
    stated: Sequence[tuple[str, ...]]

    def __len__(self) -> int:
        return len(self.stated)

    def reaction(self, listener: int, track: int) -> Reaction:
        """How the listener takes the track; the worse it suits them, the likelier a skip."""
        chance, fate = self.chance[listener, track], self.fate[listener, track]
        if fate < chance:
            return "like"
        return "skip" if fate > 1 - (1 - chance) ** 2 else "play"


def populate(tracks: Sequence[Track], listeners: int, seed: int) -> Population:
    """So many listeners of these tracks."""
    dice = np.random.default_rng(seed)
    genres = _genres(tracks)
    artists = sorted({track.artist.id for track in tracks})
    number = {artist: place for place, artist in enumerate(artists)}
    share = dice.dirichlet(np.full(GROUPS, 0.3), listeners)
    genre_taste = _taste(dice, share, len(genres), _OWN_GENRE)
    artist_taste = _taste(dice, share, len(artists), _OWN_ARTIST)
    leaning = (
        _BASE
        + _GENRE * genre_taste @ _membership(tracks, genres).T
        + _ARTIST * artist_taste[:, [number[track.artist.id] for track in tracks]]
        + _QUALITY * dice.normal(size=len(tracks))
    )
    return Population(
        tracks=tracks,
        chance=1 / (1 + np.exp(-leaning)),
        fate=dice.random((listeners, len(tracks))),
        stated=[_stated(dice, liking, genres) for liking in genre_taste],
    )


def _genres(tracks: Sequence[Track]) -> list[str]:
    counts = Counter(genre for track in tracks for genre in track.genres)
    return sorted(genre for genre, count in counts.items() if count >= _LEAST_OF_GENRE)


def _taste(dice: np.random.Generator, share: np.ndarray, size: int, own: float) -> np.ndarray:
    """Listeners x items: what their groups like, and what only they do."""
    listeners, groups = share.shape
    return share @ dice.normal(size=(groups, size)) + own * dice.normal(size=(listeners, size))


def _membership(tracks: Sequence[Track], genres: Sequence[str]) -> np.ndarray:
    """Tracks x genres; the genres of a track share it equally."""
    member = np.array([[genre in track.genres for genre in genres] for track in tracks], float)
    return member / np.maximum(member.sum(axis=1, keepdims=True), 1)


def _stated(
    dice: np.random.Generator, liking: np.ndarray, genres: Sequence[str]
) -> tuple[str, ...]:
    best = np.argsort(-liking)[:LIKED_BEST]
    return tuple(genres[place] for place in dice.choice(best, STATED, replace=False))
