"""Which titles are versions of one song."""

import pytest

from recommendations.songs import song_of

VERSIONS = {
    "Heroes": ["Heroes - 2017 Remaster", "HEROES (Live at Earl's Court)", "\u201cHeroes\u201d"],
    "(I Can't Get No) Satisfaction": [
        "(I Can't Get No) Satisfaction - Mono Version",
        "(I Can\u2019t Get No) Satisfaction [Remastered]",
    ],
    "Crazy in Love": ["Crazy In Love (feat. Jay-Z)", "Crazy in Love ft. Jay-Z"],
    "Déjà Vu": ["Deja Vu - Radio Edit", "Deja vu \u2013 Single Version"],
    "One": ["One (Acoustic) (Live)", "One - Live - 2004"],
    "1999": ["1999 - 2019 Remaster"],
    "Live": ["Live (Live)"],
}
DIFFERENT = [
    ("Another Brick in the Wall (Part 1)", "Another Brick in the Wall (Part 2)"),
    ("Suite - Overture", "Suite - Finale"),
    ("Red (Taste)", "Red"),
    ("1984", "1999"),
    ("Alive", "A"),
    ("!!!", "???"),
]


@pytest.mark.parametrize(
    ("title", "version"), [(title, one) for title, them in VERSIONS.items() for one in them]
)
def test_versions_are_one_song(title, version):
    assert song_of(version, "her") == song_of(title, "her")


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_other_titles_are_other_songs(one, other):
    assert song_of(one, "her") != song_of(other, "her")


def test_two_artists_have_two_songs():
    assert song_of("Home", "her") != song_of("Home", "him")
