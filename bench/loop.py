"""Do lists get better with use? A simulated population answers, round by round.

    python -m bench.loop [--listeners 200] [--rounds 6] [--count 10]
        [--fills 10] [--seed 0] [--catalogue PATH]

Each listener has a hidden taste and states a part of it. In each round everybody is shown a list
and likes, plays or skips what is on it. The product runs whole, on a stack of its own, over a
made-up catalogue in the stand-in, or over a CSV file of tracks; beside it, each with a copy of the
population: random tracks, random tracks of the stated genres, and what is most popular. All choose
from what the pools hold in that round. ``of best`` is the rate of likes over what the best list of
tracks that the same listener had not heard would have brought.
"""

import argparse
import os
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import django
import numpy as np

from bench.simulation.arms import Arm, AtRandom, AtRandomOfStated, MostPopular, Reactions, pick
from bench.simulation.catalogue import write_catalogue
from bench.simulation.population import Population, populate
from devstack.folder import fresh_folder
from devstack.stack import Stack
from spotify.standin.catalogue import load_catalogue

if TYPE_CHECKING:
    from bench.simulation.product import Product


# Days pass in seconds here, and with them the calls of many days.
_DAYS = {"SPOTIFY_DAILY_BUDGET": "1000000"}


@dataclass(frozen=True)
class Round:
    """What came of one arm's round: shares of what was shown, and how many artists that had."""

    likes: float
    skips: float
    of_best: float
    artists: int


def main() -> None:
    """Simulate and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--listeners", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=6)
    parser.add_argument("--count", type=int, default=10, help="tracks shown in a round")
    parser.add_argument("--fills", type=int, default=10, help="how often each pool was filled")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--catalogue", type=Path, help="CSV of tracks, in place of a made-up one")
    options = parser.parse_args()
    with fresh_folder("loop") as folder:
        facts = options.catalogue or write_catalogue(folder / "catalogue.csv", options.seed)
        tracks = tuple(load_catalogue(facts).tracks.values())
        population = populate(tracks, options.listeners, options.seed)
        run(population, folder, facts, options)


def run(population: Population, folder: Path, facts: Path, options: argparse.Namespace) -> None:
    """Start the product over these tracks and let the population answer."""
    with Stack(folder, parts=("standin",), facts=facts, settings=_DAYS) as stack:
        os.environ.update(stack.environment | {"LOG_LEVEL": "ERROR"})
        os.environ["DJANGO_SETTINGS_MODULE"] = "music_discovery_backend.settings"
        django.setup()
        from django.db import connection

        from bench.simulation.product import Product

        ours = Product(population, options.fills)
        simulate(population, ours, options)
        print(f"of the first {options.count} places {ours.repeats / ours.places:.1%} were repeats")
        connection.close()


def simulate(population: Population, ours: "Product", options: argparse.Namespace) -> None:
    """Let every arm recommend, round after round; print each, and the last one's ratios."""
    others = (AtRandom, AtRandomOfStated, MostPopular)
    arms = [ours, *(each(population, options.seed) for each in others)]
    heard: dict[str, list[set[int]]] = defaultdict(lambda: [set() for _ in range(len(population))])
    print(f"{len(population)} listeners, {len(ours.offer())} tracks on offer, seed {options.seed}")
    rounds: dict[str, Round] = {}
    for number in range(1, options.rounds + 1):
        offer = ours.offer()
        for arm in arms:
            rounds[arm.name] = play(population, arm, offer, heard[arm.name], options.count)
            show(number, arm.name, rounds[arm.name])
    for other in arms[1:]:
        ratio = rounds[ours.name].likes / rounds[other.name].likes
        print(f"likes in the last round, {ours.name}/{other.name}  {ratio:.2f}")


def play(
    population: Population, arm: Arm, offer: np.ndarray, heard: Sequence[set[int]], count: int
) -> Round:
    """One round of one arm; ``heard`` is added to."""
    best, reactions = 0.0, []
    for listener, known in enumerate(heard):
        chances = population.chance[listener]
        ideal = pick(offer[np.argsort(-chances[offer])], population, known, count)
        best += float(chances[ideal].sum())
        chosen = arm.choose(listener, known, offer, count)
        reactions.append({track: population.reaction(listener, track) for track in chosen})
        known.update(chosen)
    arm.learn(reactions)
    return outcome(population, reactions, best)


def outcome(population: Population, reactions: Reactions, best: float) -> Round:
    """Sum a round up; ``best`` is how many likes were to be expected of the best lists."""
    taken = [reaction for of_listener in reactions for reaction in of_listener.values()]
    artists = {population.tracks[track].artist.id for each in reactions for track in each}
    likes, shown = taken.count("like"), max(1, len(taken))
    return Round(likes / shown, taken.count("skip") / shown, likes / best, len(artists))


def show(number: int, name: str, result: Round) -> None:
    """Print one round of one arm."""
    print(
        f"round {number:2}  {name:8} likes {result.likes:6.1%}  skips {result.skips:6.1%}"
        f"  of best {result.of_best:6.1%}  artists {result.artists:4}",
        flush=True,
    )


if __name__ == "__main__":
    main()
