"""How good are the recommendations, on listening data that others measure with too?

    python -m bench.quality --data PATH [--ours-only] [--discovery] [--split validation]

Prints one line for each setting and metric, means over the seeds: ``weak`` tests users seen in
training, ``strong`` users known by their history alone. Lines without a name are ours, in the
form that is stored and served; the others begin with the contender's name. The peers of the
package ``implicit`` take part where it is installed. See docs/quality.md.
"""

import argparse
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

if not __package__:  # run as a file
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np
from scipy.sparse import csr_matrix

from bench.offline import contenders, splits
from bench.offline.contenders import Lister
from bench.offline.metrics import METRICS, measure

Family = Callable[[csr_matrix], dict[str, Lister]]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--data", type=Path, required=True, help="HetRec 2011's user_artists.dat, or its folder"
    )
    parser.add_argument("--ours-only", action="store_true", help="leave the others out")
    parser.add_argument(
        "--discovery", action="store_true", help="ours under the preference for discovery, too"
    )
    parser.add_argument("--split", choices=["test", "validation"], default="test")
    parser.add_argument("--seeds", type=int, nargs="+", default=[0, 1, 2])
    options = parser.parse_args()
    data = splits.load(options.data)
    make = splits.split if options.split == "test" else splits.validation
    for family in families(ours_only=options.ours_only, discovery=options.discovery):
        for setting in splits.SETTINGS:
            results = compare(family, [make(data, seed, setting) for seed in options.seeds])
            for name, means in results.items():
                show(name, setting, means)


def families(*, ours_only: bool, discovery: bool = False) -> Iterator[Family]:
    """Who takes part, ours first."""
    yield contenders.ours
    if discovery:
        yield contenders.ours_by_discovery
    if ours_only:
        return
    yield contenders.most_popular
    if find_spec("implicit"):
        from bench.offline import peers

        yield from peers.FAMILIES


def compare(family: Family, tests: list[splits.Split]) -> dict[str, dict[str, float]]:
    """Mean of each metric over the tests, for each contender of the family."""
    runs: dict[str, list[dict[str, float]]] = defaultdict(list)
    for test in tests:
        for name, recommend in family(test.train.counts).items():
            runs[name].append(measure(test, recommend(test.history)))
    return {
        name: {metric: float(np.mean([run[metric] for run in own])) for metric in METRICS}
        for name, own in runs.items()
    }


def show(name: str, setting: str, means: dict[str, float]) -> None:
    """Print one contender's lines."""
    for metric, value in means.items():
        print(f"{name} {setting} {metric} {value:.4f}".strip(), flush=True)


if __name__ == "__main__":
    main()
