"""The population of ``bench.loop``: what it does is settled by its seed, never by a list."""

from itertools import islice

import numpy as np
import pytest

from bench.simulation.arms import PER_ARTIST, AtRandomOfStated, MostPopular, pick
from bench.simulation.population import Population, populate
from spotify.standin.catalogue import load_catalogue


@pytest.fixture(scope="module")
def population() -> Population:
    return _made(seed=3)


def _made(seed: int) -> Population:
    tracks = tuple(islice(load_catalogue().tracks.values(), 0, None, 8))
    return populate(tracks, 30, seed)


def _reactions(population: Population) -> list[str]:
    return [
        population.reaction(listener, track)
        for listener in range(len(population))
        for track in range(len(population.tracks))
    ]


def test_the_same_seed_gives_the_same_listeners_and_reactions(population) -> None:
    again = _made(seed=3)
    assert again.stated == population.stated
    assert _reactions(again) == _reactions(population)


def test_another_seed_gives_other_listeners(population) -> None:
    assert _reactions(_made(seed=4)) != _reactions(population)


def test_a_better_chance_never_makes_a_reaction_worse(population) -> None:
    worth = {"skip": 0, "play": 1, "like": 2}
    better = Population(
        population.tracks, (1 + population.chance) / 2, population.fate, population.stated
    )
    before, after = _reactions(population), _reactions(better)
    assert all(worth[new] >= worth[old] for old, new in zip(before, after, strict=True))


def test_what_listeners_state_suits_them_better_than_the_rest(population) -> None:
    within = [
        [not stated.isdisjoint(track.genres) for track in population.tracks]
        for stated in map(set, population.stated)
    ]
    assert population.chance[np.array(within)].mean() > population.chance.mean()


def test_a_list_holds_nothing_heard_and_few_of_an_artist(population) -> None:
    heard = set(range(20))
    chosen = pick(range(len(population.tracks)), population, heard, 10)
    artists = [population.tracks[track].artist.id for track in chosen]
    assert len(chosen) == 10
    assert heard.isdisjoint(chosen)
    assert max(map(artists.count, artists)) <= PER_ARTIST


def test_the_stated_genres_come_first(population) -> None:
    offer = np.arange(len(population.tracks))
    stated = set(population.stated[0])
    chosen = AtRandomOfStated(population, seed=0).choose(0, frozenset(), offer, 5)
    assert not any(stated.isdisjoint(population.tracks[track].genres) for track in chosen)


def test_the_popular_is_what_was_liked_most(population) -> None:
    arm = MostPopular(population, seed=0)
    offer = np.arange(len(population.tracks))
    arm.learn([{7: "like", 8: "skip"}, {7: "like", 9: "play"}, {100: "like"}])
    assert arm.choose(5, frozenset(), offer, 3) == [7, 100, 9]
