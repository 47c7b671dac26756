"""Which genre words and moods the catalogue's tracks carry.

``GENRES`` turns the catalogue's own genre names into words that Spotify's users would type.
``MOODS`` is invented: it says which genres suit a mood; a track of such a genre carries the mood
or not by a hash of its id, so two moods never hold quite the same tracks.
"""

from spotify.standin.invention import share
from spotify.standin.wording import fold_genre

_SHARE_OF_GENRE_IN_MOOD = 0.6

GENRES: dict[str, tuple[str, ...]] = {
    "Alternative": ("alternative",),
    "Alternative & Punk": ("alternative", "punk"),
    "Blues": ("blues",),
    "Bossa Nova": ("bossanova",),
    "Classical": ("classical",),
    "Easy Listening": ("easy listening",),
    "Electronica/Dance": ("electronic", "dance"),
    "Heavy Metal": ("heavy-metal", "metal"),
    "Hip Hop/Rap": ("hip-hop", "rap"),
    "Jazz": ("jazz",),
    "Latin": ("latin",),
    "Metal": ("metal",),
    "Opera": ("opera", "classical"),
    "Pop": ("pop",),
    "R&B/Soul": ("r-n-b", "soul"),
    "Reggae": ("reggae",),
    "Rock": ("rock",),
    "Rock And Roll": ("rock-n-roll", "rock"),
    "Soundtrack": ("soundtracks",),
    "World": ("world-music",),
}

MOODS: dict[str, tuple[str, ...]] = {
    "chill": ("bossanova", "easy listening", "electronic", "jazz", "reggae", "r-n-b"),
    "happy": ("dance", "latin", "pop", "reggae", "rock-n-roll", "soul"),
    "holidays": ("easy listening", "classical", "pop", "soul"),
    "party": ("dance", "hip-hop", "latin", "pop", "rock-n-roll"),
    "rainy-day": ("blues", "jazz", "classical", "easy listening"),
    "road-trip": ("alternative", "blues", "rock", "rock-n-roll"),
    "romance": ("bossanova", "easy listening", "latin", "opera", "soul"),
    "sad": ("alternative", "blues", "classical", "soul"),
    "sleep": ("bossanova", "classical", "easy listening", "soundtracks"),
    "study": ("bossanova", "classical", "jazz", "soundtracks"),
    "summer": ("dance", "latin", "pop", "reggae", "world-music"),
    "work-out": ("dance", "heavy-metal", "hip-hop", "metal", "punk"),
}

# Other spellings that no folding of case and hyphens brings together.
_OTHER_NAMES = {
    "electronica": "electronic",
    "rnb": "r-n-b",
    "rocknroll": "rock-n-roll",
    "soundtrack": "soundtracks",
    "world": "world-music",
}
_SYNONYMS = {fold_genre(other): fold_genre(name) for other, name in _OTHER_NAMES.items()}


def genre_key(text: str) -> str:
    """The key under which a genre or mood is filed, whatever its spelling."""
    folded = fold_genre(text)
    return _SYNONYMS.get(folded, folded)


def moods_of(identifier: str, genres: tuple[str, ...]) -> tuple[str, ...]:
    """The moods that the track of this id and these genres carries."""
    return tuple(
        mood
        for mood, suiting in MOODS.items()
        if not set(suiting).isdisjoint(genres) and share(identifier, mood) < _SHARE_OF_GENRE_IN_MOOD
    )
