"""Whether an experiment reached its variants' listeners in the shares that were meant."""

from datetime import timedelta

import pytest

from analytics import services
from analytics.chi_square import p_value, survival
from analytics.models import Impression
from analytics.types import Shown, ShownItem

REPORT = "/api/analytics/recommendations/"


@pytest.fixture
def shown(now):
    """Store one impression for each of so many listeners of a variant."""

    def store(variant, listeners):
        first = Impression.objects.count()
        Impression.objects.bulk_create(
            Impression(
                user_id=10_000 + first + n,
                recommendation_id=first + n,
                day=now.date(),
                shown_at=now,
                source="pools",
                reason="genre",
                position=1,
                variant=variant,
            )
            for n in range(listeners)
        )

    return store


@pytest.fixture
def checks(client_of, staff):
    return lambda: client_of(staff).get(REPORT).json()["sample_ratio"]


@pytest.mark.django_db
def test_shares_as_they_were_meant_are_fine(shown, checks):
    services.describe_variants("fame", {"bold": 1, "control": 3})
    shown("fame:bold", 260)
    shown("fame:control", 740)
    (check,) = checks()
    assert check["ok"]
    assert check["p"] == pytest.approx(0.465209, abs=1e-6)
    assert check["variants"] == [
        {"variant": "fame:bold", "listeners": 260, "expected_share": 0.25},
        {"variant": "fame:control", "listeners": 740, "expected_share": 0.75},
    ]


@pytest.mark.django_db
def test_a_variant_that_loses_listeners_is_found_out(shown, checks):
    services.describe_variants("fame", {"bold": 1, "control": 1})
    shown("fame:bold", 420)
    shown("fame:control", 580)
    (check,) = checks()
    assert (check["experiment"], check["ok"]) == ("fame", False)
    assert check["p"] < 0.001


@pytest.mark.django_db
def test_a_listener_counts_once_however_much_they_saw(owner, now, checks):
    services.describe_variants("fame", {"bold": 1, "control": 1})
    services.record_impressions(
        Shown(owner.pk, ShownItem(n, "pools", "genre", "fame:bold"), n, now) for n in (1, 2, 3)
    )
    (check,) = checks()
    assert [line["listeners"] for line in check["variants"]] == [1, 0]


@pytest.mark.django_db
def test_an_experiment_that_nobody_saw_says_nothing(shown, checks):
    services.describe_variants("fame", {"bold": 1, "control": 1})
    shown("", 5)
    assert checks() == []


@pytest.mark.django_db
def test_experiments_are_checked_each_by_itself(shown, checks):
    for name in ("fame", "novelty"):
        services.describe_variants(name, {"a": 1, "b": 1})
    shown("fame:a", 100)
    shown("novelty:a", 50)
    shown("novelty:b", 50)
    assert [check["ok"] for check in checks()] == [False, True]


# From the table of critical values, NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.4.
@pytest.mark.parametrize(
    ("degrees", "distance", "p"),
    [
        (1, 3.841, 0.05),
        (1, 10.828, 0.001),
        (2, 5.991, 0.05),
        (3, 7.815, 0.05),
        (4, 18.467, 0.001),
        (9, 21.666, 0.01),
        (10, 18.307, 0.05),
    ],
)
def test_survival_is_as_in_the_tables(degrees, distance, p):
    assert survival(distance, degrees=degrees) == pytest.approx(p, rel=2e-3)


def test_no_distance_is_certain_and_a_great_one_impossible():
    assert p_value([50, 50], [1, 1]) == 1
    assert p_value([10**6, 0, 0], [1, 1, 1]) == 0


@pytest.mark.django_db
def test_a_window_holds_who_was_shown_anything_in_it(owner, other, now, client_of, staff):
    services.describe_variants("fame", {"bold": 1, "control": 1})
    for user, days in ((owner, 20), (owner, 2), (other, 9), (other, 20)):
        at = now - timedelta(days=days)
        item = ShownItem(days, "pools", "genre", "fame:bold")
        services.record_impressions([Shown(user.pk, item, 1, at)])

    def listeners(window):
        body = client_of(staff).get(f"{REPORT}?window={window}").json()
        return [line["listeners"] for check in body["sample_ratio"] for line in check["variants"]]

    assert [listeners(name) for name in ("7d", "30d", "all")] == [[1, 0], [2, 0], [2, 0]]
    Impression.objects.filter(day__gt=(now - timedelta(days=5)).date()).delete()
    assert [listeners(name) for name in ("7d", "30d")] == [[], [2, 0]]
    Impression.objects.filter(user_id=owner.pk).delete()
    assert listeners("all") == [1, 0]
