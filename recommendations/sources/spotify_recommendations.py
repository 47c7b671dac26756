"""Spotify's own recommendations, for the few apps that may still use them."""

from recommendations import spotify_service
from recommendations.sources.moods import mood_of
from recommendations.types import Taste, TrackFacts, is_spotify_id
from spotify.errors import NotOffered
from spotify.genre_seeds import GENRE_SEEDS


class SpotifyRecommendations:
    """/recommendations, seeded by a genre, by a mood's genres and targets, or by an artist's id."""

    name = "spotify_recommendations"
    upstream = True
    fallback = False
    near = False

    def serves(self, taste: Taste) -> bool:
        """Only what can be said in Spotify's seeds."""
        if taste.kind == "artist":
            return is_spotify_id(taste.value)
        return bool(_seeds(taste))

    def tracks(self, taste: Taste, turn: int) -> list[TrackFacts]:
        """Up to 100 tracks; none where this app has no such endpoint."""
        try:
            if taste.kind == "artist":
                return spotify_service.recommended(artists=[taste.value])
            targets = mood_of(taste.value).targets if taste.kind == "mood" else None
            return spotify_service.recommended(genres=_seeds(taste), targets=targets)
        except NotOffered:
            return []


def _seeds(taste: Taste) -> list[str]:
    """The taste in Spotify's seed words, at most five."""
    words = mood_of(taste.value).genres if taste.kind == "mood" else (taste.value,)
    return [seed for word in words if (seed := word.replace(" ", "-")) in GENRE_SEEDS][:5]
