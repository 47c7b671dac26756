"""A made-up catalogue, large enough that what suits a listener is not used up in a few rounds."""

import csv
import random
from pathlib import Path

from spotify.standin.genres import GENRES

# Of each genre so many artists, from the largest genre to the smallest, on two albums each.
_MOST_ARTISTS, _LEAST_ARTISTS = 80, 20
_ALBUMS, _TRACKS = 2, (4, 9)
_MS = (120_000, 360_000)


def write_catalogue(path: Path, seed: int) -> Path:
    """Write facts of thousands of tracks for the stand-in, the same for the same seed; the path."""
    dice = random.Random(seed)
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["artist", "album", "title", "genre", "duration_ms"])
        for place, genre in enumerate(GENRES):
            for number in range(_artists(place)):
                artist = f"{genre} artist {number}"
                for album in range(_ALBUMS):
                    for track in range(dice.randint(*_TRACKS)):
                        title = f"{artist}, song {album}.{track}"
                        rows.writerow([artist, f"Album {album}", title, genre, dice.randint(*_MS)])
    return path


def _artists(place: int) -> int:
    """The genre at this place among all has so many; few are large and many small."""
    return max(_LEAST_ARTISTS, round(_MOST_ARTISTS / (1 + place / 4)))
