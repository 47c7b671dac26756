"""The measuring stick of bench/quality.py: splits that hide what they should, metrics by hand."""

from pathlib import Path

import numpy as np
import pytest

from bench.offline import splits
from bench.offline.metrics import measure
from bench.quality import compare, families, show
from recommendations.learning.matrix import Interactions
from recommendations.learning.tests.examples import matrix


@pytest.fixture
def data(tmp_path: Path) -> splits.Data:
    """Forty listeners of two tastes with ten artists each, in the data set's own form."""
    lines = ["userID\tartistID\tweight\n"]
    for user in range(40):
        artists = [user % 2 * 12 + (user // 2 + step) % 12 for step in range(10)]
        lines += [f"{user}\t{artist}\t{1 + artist}\n" for artist in artists]
    path = tmp_path / "user_artists.dat"
    path.write_text("".join(lines), encoding="utf-8")
    return splits.load(path)


@pytest.mark.parametrize("make", [splits.split, splits.validation])
@pytest.mark.parametrize("setting", splits.SETTINGS)
def test_history_and_what_is_held_out_have_nothing_in_common(data, make, setting) -> None:
    test = make(data, 0, setting)
    assert test.held_out.nnz > 0
    assert test.history.multiply(test.held_out).nnz == 0


def test_weak_holds_out_a_fifth_of_everyones_items_from_training(data) -> None:
    test = splits.split(data, 0, "weak")
    assert np.diff(test.held_out.indptr).tolist() == [2] * 40
    assert (test.train.counts + test.held_out - data.counts).nnz == 0


def test_strong_tests_a_fifth_of_the_users_of_whom_training_sees_nothing(data) -> None:
    test = splits.split(data, 0, "strong")
    assert (test.history.shape[0], len(test.train.users)) == (8, 32)
    assert test.train.counts.nnz == 32 * 10


def test_tuning_sees_nothing_of_the_test(data) -> None:
    test = splits.split(data, 0, "weak")
    tuned = splits.validation(data, 0, "weak")
    assert tuned.train.counts.multiply(test.held_out).nnz == 0
    assert tuned.held_out.multiply(test.held_out).nnz == 0


def test_a_split_depends_on_the_seed_and_on_nothing_else(data) -> None:
    first, again, other = (splits.split(data, seed, "weak").held_out for seed in (0, 0, 1))
    assert (first != again).nnz == 0
    assert (first != other).nnz > 0


def test_the_metrics_are_those_computed_by_hand() -> None:
    train = matrix([[1, 1, 0, 0], [1, 1, 0, 0], [0, 0, 1, 0], [0, 0, 1, 0]])
    held_out = matrix([[0, 1, 0, 1]])
    known = Interactions(train, list("abcd"), list("wxyz"))
    found = measure(splits.Split(known, matrix([[1, 0, 0, 0]]), held_out), [[2, 1]])
    assert found["recall@10"] == 0.5
    assert found["nDCG@20"] == pytest.approx((1 / np.log2(3)) / (1 + 1 / np.log2(3)))
    assert found["coverage"] == 0.5
    assert found["novelty"] == 1.0
    assert found["diversity"] == pytest.approx(1.0)


def test_on_two_clear_tastes_ours_beats_what_is_popular(data, capsys) -> None:
    ours, popular = list(families(ours_only=False))[:2]
    test = [splits.split(data, 0, "strong")]
    learned, baseline = compare(ours, test)[""], compare(popular, test)["most popular"]
    assert learned["nDCG@20"] > baseline["nDCG@20"]
    show("", "strong", learned)
    assert f"strong nDCG@20 {learned['nDCG@20']:.4f}\n" in capsys.readouterr().out
