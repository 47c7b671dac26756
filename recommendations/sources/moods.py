"""What a mood means in Spotify's terms.

Targets are attributes of /recommendations (0 to 1, tempo in beats per minute). Where that
endpoint is not offered, ``genres`` are searched instead. The numbers are our own reading of
Spotify's description of the attributes: valence is musical positiveness, energy is intensity.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Mood:
    """One mood: what to aim for and where to look."""

    genres: tuple[str, ...]
    targets: Mapping[str, float] = field(default_factory=dict)


MOODS: Mapping[str, Mood] = {
    "happy": Mood(("happy", "pop"), {"target_valence": 0.9, "target_energy": 0.7}),
    "sad": Mood(("sad", "acoustic"), {"target_valence": 0.15, "target_energy": 0.3}),
    "chill": Mood(("chill", "ambient"), {"target_energy": 0.3, "target_valence": 0.5}),
    "calm": Mood(("ambient", "classical"), {"target_energy": 0.2, "max_loudness": -8}),
    "energetic": Mood(("work-out", "rock"), {"target_energy": 0.9, "min_tempo": 120}),
    "party": Mood(("party", "dance"), {"target_danceability": 0.85, "target_energy": 0.85}),
    "focus": Mood(("study", "classical"), {"target_instrumentalness": 0.8, "target_energy": 0.35}),
    "study": Mood(("study", "classical"), {"target_instrumentalness": 0.8, "target_energy": 0.35}),
    "sleep": Mood(("sleep", "ambient"), {"target_energy": 0.1, "target_acousticness": 0.8}),
    "romantic": Mood(("romance", "soul"), {"target_valence": 0.6, "target_energy": 0.4}),
    "romance": Mood(("romance", "soul"), {"target_valence": 0.6, "target_energy": 0.4}),
    "angry": Mood(("metal", "hardcore"), {"target_energy": 0.95, "target_valence": 0.2}),
    "melancholic": Mood(("sad", "indie"), {"target_valence": 0.2, "target_energy": 0.4}),
    "nostalgic": Mood(("rock-n-roll", "soul"), {"target_valence": 0.5}),
    "relaxed": Mood(("chill", "jazz"), {"target_energy": 0.3, "target_acousticness": 0.6}),
    "road trip": Mood(("road-trip", "rock"), {"target_energy": 0.7, "target_valence": 0.7}),
    "rainy day": Mood(("rainy-day", "acoustic"), {"target_valence": 0.3, "target_energy": 0.3}),
    "work out": Mood(("work-out", "dance"), {"target_energy": 0.9, "min_tempo": 120}),
    "workout": Mood(("work-out", "dance"), {"target_energy": 0.9, "min_tempo": 120}),
    "summer": Mood(("summer", "reggae"), {"target_valence": 0.8, "target_energy": 0.7}),
    "holidays": Mood(("holidays", "pop"), {"target_valence": 0.7}),
}


def mood_of(words: str) -> Mood:
    """The mood of that name; one that nobody described is looked up by its own words."""
    return MOODS.get(words, Mood((words,)))
