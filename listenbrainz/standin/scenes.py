"""Who is played together, and which tags go together. The groups and the counts are invented."""

import uuid
from typing import Any

_SCENES = (
    ("AC/DC", "Led Zeppelin", "Deep Purple", "Van Halen", "Black Sabbath", "Kiss"),
    ("Pearl Jam", "Nirvana", "Soundgarden", "Foo Fighters", "Audioslave", "R.E.M."),
    ("Miles Davis", "Spyro Gyra", "Gene Krupa", "Incognito"),
    ("Metallica", "Iron Maiden", "Motörhead", "Judas Priest", "Slipknot"),
)

# With tags that are no genres, as people write them.
_TAGS = {
    "rock": ("1970s", "metal", "british", "alternative", "blues"),
    "jazz": ("instrumental", "blues", "latin", "easy listening"),
}


def mbid_of(name: str) -> str:
    """An id in MusicBrainz's form; the same for the same name."""
    return str(uuid.uuid5(uuid.NAMESPACE_DNS, f"{name.casefold()}.artist.invalid"))


def lookup(artist_name: str) -> dict[str, Any]:
    """The answer to a look-up of a recording: an empty one for an artist of no scene."""
    known = {name.casefold(): name for scene in _SCENES for name in scene}
    name = known.get(artist_name.casefold())
    return {} if name is None else {"artist_credit_name": name, "artist_mbids": [mbid_of(name)]}


def similar_artists(mbid: str) -> list[dict[str, Any]]:
    """The others of the artist's scene, each next one less similar."""
    scene = next((each for each in _SCENES if mbid in map(mbid_of, each)), ())
    others = [name for name in scene if mbid_of(name) != mbid]
    return [
        {
            "artist_mbid": mbid_of(name),
            "name": name,
            "comment": "",
            "type": "Group",
            "gender": None,
            "score": 1000 - 100 * place,
            "reference_mbid": mbid,
        }
        for place, name in enumerate(others)
    ]


def similar_tags(tag: str) -> list[dict[str, Any]]:
    """What is given together with the tag, each next one more seldom."""
    return [
        {"similar_tag": other, "count": 500 - 50 * place}
        for place, other in enumerate(_TAGS.get(tag, ()))
    ]
