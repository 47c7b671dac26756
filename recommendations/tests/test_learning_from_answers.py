"""Lists get better with use: the ranking alone, answered by a population of known tastes.

``bench.loop`` shows the same of the whole product; this is small enough for each run.
"""

from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta
from itertools import islice

import pytest

from bench.simulation.population import Population, populate
from recommendations.ranking import Context, rank
from recommendations.tests.test_ranking import Did
from recommendations.types import Candidate, Taste, TrackFacts
from spotify.standin.catalogue import load_catalogue

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
LISTENERS, ROUNDS, SHOWN = 60, 5, 8


@pytest.fixture(scope="module")
def population() -> Population:
    tracks = tuple(islice(load_catalogue().tracks.values(), 0, None, 2))
    return populate(tracks, LISTENERS, seed=1)


def facts(track):
    return TrackFacts(track.id, track.title, (track.artist.id,), (track.artist.name,), "")


def stated_candidates(population, listener):
    """All tracks of the genres that the listener states, as two pools would offer them."""
    stated = population.stated[listener]
    return {
        number: Candidate(facts(track), Taste("genre", genre), 0, "search")
        for genre in stated
        for number, track in enumerate(population.tracks)
        if genre in track.genres
    }


def likes_by_round(population, *, knowing):
    """The share of likes of each round. Without ``knowing`` answers only keep a track out."""
    likes = Counter()
    for listener in range(len(population)):
        offered = stated_candidates(population, listener)
        artists, genres = defaultdict(Counter), defaultdict(Counter)
        heard = {}
        for number in range(ROUNDS):
            context = Context(
                now=NOW + timedelta(hours=number),
                seed=f"{listener}:{number}",
                last_heard=heard,
                artists={name: did(deeds) for name, deeds in artists.items()} if knowing else {},
                genres={name: did(deeds) for name, deeds in genres.items()} if knowing else {},
            )
            places = {each.track.id: place for place, each in offered.items()}
            for item in rank(list(offered.values()), context, count=SHOWN):
                place = places[item.track.id]
                reaction = population.reaction(listener, place)
                heard[item.track.id] = context.now
                artists[item.track.folded_names[0]][reaction] += 1
                genres[offered[place].taste.value][reaction] += 1
                likes[number] += reaction == "like"
    return [likes[number] / (LISTENERS * SHOWN) for number in range(ROUNDS)]


def did(deeds):
    return Did(plays=deeds["play"] + deeds["like"], likes=deeds["like"], skips=deeds["skip"])


def test_likes_rise_with_what_is_known_and_not_without(population):
    knowing = likes_by_round(population, knowing=True)
    without = likes_by_round(population, knowing=False)
    assert knowing[0] == without[0]
    assert min(knowing[1:]) > knowing[0] + 0.02
    assert min(knowing[1:]) > max(without[1:])
