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
    "Garota de Ipanema": [
        "Garota de Ipanema (Ao Vivo)",
        "Garota de Ipanema - Ao Vivo no Rio",
        "Garota de Ipanema (Acústico)",
        "Garota de Ipanema (Versão Acústica)",
    ],
    "Corazón": [
        "Corazón (En Vivo)",
        "Corazón - En Directo",
        "Corazón - Remasterizado 2004",
        "Corazón (Versión Remasterizada)",
        "Corazon [Sesión en Estudio]",
    ],
    "Azzurro": ["Azzurro (Dal Vivo)", "Azzurro - Versione Orchestrale", "Azzurro - Live in Rome"],
    "Ne me quitte pas": [
        "Ne me quitte pas - Remasterisé en 2003",
        "Ne me quitte pas (En public)",
        "Ne me quitte pas (Version acoustique)",
    ],
    "Kein Zurück": ["Kein Zurück (Akustik)", "Kein Zurück - Akustikversion"],
    "Softcore": [
        "Softcore - Sped Up",
        "Softcore (sped-up)",
        "Softcore (Speed Up)",
        "Softcore - Slowed + Reverb",
        "Softcore (super slowed)",
        "Softcore (Nightcore)",
        "Softcore (Lo-Fi)",
        "Softcore [8D Audio]",
    ],
    "Halo": [
        "Halo (A Cappella)",
        "Halo - Acapella",
        "Halo (Kygo Rework)",
        "Halo (Reworked)",
        "Halo - RMX",
        "Halo (Re-Edit)",
        "Halo - Mixed",
        "Halo (Stripped)",
        "Halo [Dub]",
        "Halo (Cover)",
        "Halo - Recorded at Spotify Studios NYC",
        "Halo (Reimagined)",
        "Halo (Bootleg)",
    ],
}
DIFFERENT = [
    ("Another Brick in the Wall (Part 1)", "Another Brick in the Wall (Part 2)"),
    ("Suite - Overture", "Suite - Finale"),
    ("Red (Taste)", "Red"),
    ("1984", "1999"),
    ("Alive", "A"),
    ("Canto (Vivo per lei)", "Canto"),
    ("Sea (Slow)", "Sea"),
    ("Storm (Run for Cover)", "Storm"),
    ("Bass (Rub a Dub)", "Bass"),
    ("Red (Mixed Emotions)", "Red"),
    ("Sgt. Pepper (Reprise)", "Sgt. Pepper"),
    ("Work (Reverberation)", "Work"),
    ("Sped Up", "Slowed"),
    ("Dub", "Cover"),
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
