"""Numbers, dates and codes that the catalogue's facts do not hold: **everything here is invented**.

Release dates, popularity, followers, the explicit mark, ISRC and UPC codes, audio attributes and
which moods a track carries are drawn from a hash of the id. They are the same in every run and
mean nothing about the real recordings. The one thing that follows a fact is an artist's
popularity, which grows with the number of their tracks in the catalogue.
"""

import hashlib
import math

_FIRST_YEAR, _LAST_YEAR = 1965, 2024
_PRECISIONS = ("day", "day", "day", "day", "day", "day", "month", "year")

# The ranges in which the recommendations endpoint takes each tunable attribute.
ATTRIBUTE_RANGES: dict[str, tuple[float, float]] = {
    "acousticness": (0.0, 1.0),
    "danceability": (0.0, 1.0),
    "energy": (0.0, 1.0),
    "instrumentalness": (0.0, 1.0),
    "liveness": (0.0, 1.0),
    "speechiness": (0.0, 1.0),
    "valence": (0.0, 1.0),
    "loudness": (-60.0, 0.0),
    "tempo": (60.0, 200.0),
    "key": (0.0, 11.0),
    "mode": (0.0, 1.0),
    "time_signature": (3.0, 7.0),
}
_WHOLE_ATTRIBUTES = {"key", "mode", "time_signature"}


def share(identifier: str, of: str) -> float:
    """A number from 0 up to but without 1 that belongs to this id and this purpose for ever."""
    digest = hashlib.blake2b(f"{of}:{identifier}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") / 2**64


def whole(identifier: str, of: str, low: int, high: int) -> int:
    """A whole number from ``low`` to ``high``, both included."""
    return low + int(share(identifier, of) * (high - low + 1))


def artist_popularity(identifier: str, tracks: int) -> int:
    """0-100; an artist with many tracks in the catalogue gets more."""
    return _percent(25 + 8 * math.log2(1 + tracks) + whole(identifier, "popularity", -10, 10))


def album_popularity(identifier: str, artist: int) -> int:
    """0-100, at most that of the artist."""
    return _percent(artist + whole(identifier, "popularity", -20, 0))


def track_popularity(identifier: str) -> int:
    """0-100, low for most; the artist has no say, so none fills the top of a search."""
    return _percent(95 * share(identifier, "popularity") ** 2)


def followers(identifier: str, popularity: int) -> int:
    """A head count that grows steeply with popularity."""
    return whole(identifier, "followers", 5, 40) * popularity**3


def release_date(identifier: str) -> tuple[str, str]:
    """An album's date and its precision: ``("1987-11-12", "day")``, ``("1987", "year")``."""
    year = whole(identifier, "year", _FIRST_YEAR, _LAST_YEAR)
    month, day = whole(identifier, "month", 1, 12), whole(identifier, "day", 1, 28)
    precision = _PRECISIONS[whole(identifier, "precision", 0, len(_PRECISIONS) - 1)]
    parts = {"year": 1, "month": 2, "day": 3}[precision]
    return "-".join((f"{year}", f"{month:02}", f"{day:02}")[:parts]), precision


def explicit(identifier: str) -> bool:
    """One track in twelve."""
    return whole(identifier, "explicit", 1, 12) == 1


def isrc(number: int, year: str) -> str:
    """A code in ISRC's shape; ZZ is no registrant's country, so it is nobody's recording."""
    return f"ZZSTI{year[-2:]}{number:05}"


def upc(identifier: str) -> str:
    """Twelve digits."""
    return f"{whole(identifier, 'upc', 0, 10**12 - 1):012}"


def attribute(identifier: str, name: str) -> float:
    """A track's audio attribute, in its range; whole for key, mode and time signature."""
    low, high = ATTRIBUTE_RANGES[name]
    if name in _WHOLE_ATTRIBUTES:
        return whole(identifier, name, int(low), int(high))
    return round(low + share(identifier, name) * (high - low), 3)


def _percent(number: float) -> int:
    return max(0, min(100, round(number)))
