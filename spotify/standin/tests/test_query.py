"""Reading the search language."""

import pytest

from spotify.standin.query import Term, parse_query


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("road trip", [Term("any", "road"), Term("any", "trip")]),
        ('"road trip"', [Term("any", "road trip", phrase=True)]),
        ('genre:"deep house"', [Term("genre", "deep house", phrase=True)]),
        ("genre:rock loud", [Term("genre", "rock"), Term("any", "loud")]),
        (
            "genre:rock year:1990-1999",
            [Term("genre", "rock"), Term("year", "1990-1999")],
        ),
        (
            "remaster track:Doxy artist:Miles Davis",
            [Term("any", "remaster"), Term("track", "Doxy"), Term("artist", "Miles Davis")],
        ),
        (
            'artist:"Iron Maiden" run',
            [Term("artist", "Iron Maiden", phrase=True), Term("any", "run")],
        ),
        ("ARTIST:Queen", [Term("artist", "Queen")]),
        ('artist:"never closed', [Term("artist", "never closed", phrase=True)]),
        ("mood:chill", [Term("any", "mood:chill")]),
        ("genre:", [Term("any", "genre:")]),
        ("", []),
    ],
)
def test_a_query_is_read_term_by_term(text, terms):
    assert parse_query(text) == terms
