"""Who is in which variant, and what that does to their list."""

from collections import Counter

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from analytics import services as analytics
from analytics.chi_square import p_value
from analytics.models import Impression
from common.redis_client import redis_client
from recommendations import experiments, shelf
from recommendations.experiments import Branch, Running
from recommendations.models import Experiment, Variant
from recommendations.ranking import DEFAULT, adjusted
from recommendations.ranking.tuning import BOUNDS, problems

committed = pytest.mark.django_db(transaction=True)
PEOPLE = range(10_000)


@pytest.fixture
def running():
    """Run an experiment whose variants set these weights; nothing of it outlives the test."""

    def run(name, **variants):
        experiment = Experiment.objects.create(name=name)
        for variant, weights in variants.items():
            Variant.objects.create(experiment=experiment, name=variant, weights=weights)
        experiments.start(experiment.pk)
        experiments.forget()
        return experiment

    yield run
    experiments.forget()


def made_of(name, *shares):
    return Running(name, [Branch(f"{name}:{n}", share) for n, share in enumerate(shares)])


def divided(running):
    return [experiments.chosen(running, user_id).label for user_id in PEOPLE]


def test_a_user_stays_in_their_variant_also_from_version_to_version():
    running = made_of("fame", 1, 1)
    labels = [experiments.chosen(running, user_id).label for user_id in (1, 2, 3, 4)]
    assert labels == ["fame:0", "fame:1", "fame:0", "fame:1"]


@pytest.mark.parametrize("shares", [(1, 1), (1, 9), (2, 3, 5), (1,) * 7])
def test_variants_get_their_shares_of_ten_thousand(shares):
    counts = Counter(divided(made_of("fame", *shares)))
    observed = [counts[f"fame:{n}"] for n in range(len(shares))]
    assert p_value(observed, shares) > 0.001


def test_two_experiments_divide_people_independently():
    both = zip(divided(made_of("fame", 1, 1)), divided(made_of("novelty", 1, 1)), strict=True)
    assert p_value(list(Counter(both).values()), [1] * 4) > 0.001


@given(st.lists(st.integers(1, 32767), min_size=1, max_size=9), st.integers(1, 2**63 - 1))
def test_everybody_has_a_variant(shares, user_id):
    running = made_of("fame", *shares)
    assert experiments.chosen(running, user_id) in running.branches


def test_only_what_a_variant_sets_changes():
    weights = adjusted(DEFAULT, {"novelty": 0.4, "per_artist": 1})
    assert (weights.novelty, weights.per_artist) == (0.4, 1)
    assert adjusted(weights, {"novelty": DEFAULT.novelty, "per_artist": 2}) == DEFAULT


def test_the_weights_in_force_are_within_their_bounds():
    in_force = {f"kinds.{kind}": belief for kind, belief in DEFAULT.kinds.items()}
    in_force |= {name: getattr(DEFAULT, name) for name in BOUNDS if name not in in_force}
    assert in_force.keys() == BOUNDS.keys()
    assert problems(in_force) == []


def test_the_belief_in_one_kind_of_source_can_be_set_and_the_others_stay():
    changed = adjusted(DEFAULT, {"kinds.similar": 0.4, "novelty": 0.1})
    assert changed.kinds == {**DEFAULT.kinds, "similar": 0.4}
    assert changed.novelty == 0.1


@pytest.mark.parametrize(
    ("weights", "about"),
    [
        ({"fame": 1}, "fame is no weight"),
        ({"kinds": 1}, "kinds is no weight"),
        ({"jitter": 2}, "jitter must be from 0 to 1"),
        ({"jitter": "1"}, "jitter must be a number"),
        ({"jitter": True}, "jitter must be a number"),
        ({"jitter": float("nan")}, "jitter must be a number"),
        ({"per_artist": 1.5}, "per_artist must be a whole number"),
        ([], "an object"),
    ],
)
def test_weights_that_cannot_be_used_are_refused(weights, about):
    with pytest.raises(ValidationError, match=about):
        Variant(experiment=Experiment(name="fame"), name="bold", weights=weights).clean()


def most_of_one_artist(body):
    return max(Counter(each["artist_name"] for each in body["recommendations"]).values())


@committed
def test_a_running_variant_decides_the_order(standin, owner, get_list, running):
    assert most_of_one_artist(get_list(owner)) == 2
    running("fame", few={"per_artist": 1}, control={"per_artist": 1})
    shelf.outdate([owner.pk])
    assert most_of_one_artist(get_list(owner)) == 1


@committed
@pytest.mark.parametrize("redis_lost", [False, True], ids=["cached", "from PostgreSQL"])
def test_impressions_say_which_variant_made_the_list(standin, owner, get_list, running, redis_lost):
    experiment = running("fame", bold={"novelty": 0.2}, control={})
    label = experiments.branch_of(owner.pk).label
    get_list(owner)
    experiments.end(experiment.pk)
    experiments.forget()
    redis_client().flushdb() if redis_lost else redis_client().delete(analytics.VIEWED)
    assert get_list(owner)["source"] == ("database" if redis_lost else "cache")
    analytics.record_views()
    assert set(Impression.objects.values_list("variant", flat=True)) == {label}


@committed
def test_without_an_experiment_there_is_no_variant(standin, owner, get_list):
    get_list(owner)
    analytics.record_views()
    assert set(Impression.objects.values_list("variant", flat=True)) == {""}


@pytest.mark.django_db
def test_many_users_cost_one_query(running, django_assert_num_queries):
    running("fame", bold={}, control={})
    with django_assert_num_queries(1):
        assert all(experiments.branch_of(user_id) for user_id in range(100))
