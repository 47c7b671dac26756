"""Other values for some of the weights, within bounds that keep a list a list."""

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, cast

from recommendations.ranking.weights import DEFAULT, Weights
from recommendations.types import Kind

# Weight -> the least and the most that it may be set to. Showings are read for seven default
# half-lives, so that a longer one would count days that nobody reads.
_KIND = "kinds."
BOUNDS: Mapping[str, tuple[float, float]] = {
    **{f"{_KIND}{kind}": (0, 1) for kind in DEFAULT.kinds},
    "kin": (0, 1),
    "learned_half": (0.001, 10),
    "rank_half": (1, 1000),
    "artist": (0, 1),
    "genre": (0, 1),
    "reception": (0, 2),
    "popularity": (-1, 1),
    "jitter": (0, 1),
    "novelty": (-1, 1),
    "diversity": (0, 1),
    "prior": (0.1, 100),
    "per_artist": (1, 20),
    "shown_free": (0, 100),
    "shown_cost": (0, 1),
    "shown_half_life": (0.5, 7),
    "lesser_known": (-1, 1),
    "unlike": (0, 1),
}
_WHOLE = frozenset({"per_artist"})


def adjusted(weights: Weights, overrides: Mapping[str, float]) -> Weights:
    """The weights with these values in place of theirs; ``overrides`` has no ``problems``."""
    if not overrides:
        return weights
    kinds = {
        cast("Kind", name.removeprefix(_KIND)): value
        for name, value in overrides.items()
        if name.startswith(_KIND)
    }
    others: dict[str, Any] = {
        name: value for name, value in overrides.items() if not name.startswith(_KIND)
    }
    return replace(weights, kinds={**weights.kinds, **kinds}, **others)


def problems(overrides: object) -> list[str]:
    """A sentence for each thing that keeps ``overrides`` from being used; none if it can be."""
    if not isinstance(overrides, Mapping):
        return ["Weights are an object of names and numbers."]
    return [
        sentence for name, value in overrides.items() if (sentence := _problem(str(name), value))
    ]


def _problem(name: str, value: object) -> str:
    if name not in BOUNDS:
        return f"{name} is no weight that can be set. These can: {', '.join(BOUNDS)}."
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return f"{name} must be a number."
    low, high = BOUNDS[name]
    if not low <= value <= high:
        return f"{name} must be from {low:g} to {high:g}."
    if name in _WHOLE and not isinstance(value, int):
        return f"{name} must be a whole number."
    return ""
