"""Experiments are written down, started and ended by operators, on record."""

import pytest
from django.contrib.admin.models import LogEntry

from analytics.models import VariantShare
from recommendations.models import Experiment, Variant

pytestmark = pytest.mark.django_db
PAGE = "/admin/recommendations/experiment/"


@pytest.fixture
def operator(make_user, client):
    """A browser in which an operator has signed in."""
    client.force_login(make_user("operator", is_staff=True, is_superuser=True))
    return client


@pytest.fixture
def written():
    def write(name, **shares):
        experiment = Experiment.objects.create(name=name)
        for variant, share in (shares or {"bold": 1, "control": 3}).items():
            Variant.objects.create(experiment=experiment, name=variant, share=share)
        return experiment

    return write


def act(browser, action, *rows):
    form = {"action": action, "_selected_action": [row.pk for row in rows]}
    return browser.post(PAGE, form, follow=True).content.decode()


def write_down(browser, **changed):
    form = {"name": "fame", "about": "", "variants-TOTAL_FORMS": 2, "variants-INITIAL_FORMS": 0}
    for number, name in enumerate(("bold", "control")):
        values = {"name": name, "share": 1, "weights": "{}"}
        form |= {f"variants-{number}-{key}": value for key, value in values.items()}
    return browser.post(f"{PAGE}add/", form | changed, follow=True).content.decode()


def state(experiment):
    experiment.refresh_from_db()
    return experiment.active, experiment.started_at is not None, experiment.ended_at is not None


def test_an_experiment_is_written_down_and_does_not_run_yet(operator):
    write_down(operator, **{"variants-0-weights": '{"novelty": 0.2}'})
    assert state(Experiment.objects.get()) == (False, False, False)
    assert Variant.objects.get(name="bold").weights == {"novelty": 0.2}
    assert LogEntry.objects.get().object_repr == "fame"


@pytest.mark.parametrize(
    ("field", "value", "about"),
    [
        ("weights", '{"fame": 1}', "fame is no weight"),
        ("weights", '{"novelty": 7}', "novelty must be from -1 to 1"),
        ("share", "0", "greater than or equal to 1"),
    ],
)
def test_what_cannot_run_is_refused(operator, field, value, about):
    assert about in write_down(operator, **{f"variants-0-{field}": value})
    assert not Experiment.objects.exists()


def test_starting_one_ends_the_other(operator, written):
    first, second = written("fame"), written("novelty")
    act(operator, "start", first)
    act(operator, "start", second)
    assert (state(first), state(second)) == ((False, True, True), (True, True, False))
    assert [entry.object_repr for entry in LogEntry.objects.order_by("pk")] == ["fame", "novelty"]


def test_the_report_knows_the_shares_from_the_start_on(operator, written):
    experiment = written("fame")
    assert not VariantShare.objects.exists()
    act(operator, "start", experiment)
    shares = VariantShare.objects.values_list("variant", "share")
    assert dict(shares) == {"fame:bold": 1, "fame:control": 3}


def test_an_ended_one_is_not_started_again(operator, written):
    experiment = written("fame")
    for action in ("start", "end"):
        act(operator, action, experiment)
    assert "started once" in act(operator, "start", experiment)
    assert "does not run" in act(operator, "end", experiment)
    assert state(experiment) == (False, True, True)
    assert LogEntry.objects.count() == 2


def test_one_variant_is_nothing_to_compare(operator, written):
    experiment = written("fame", bold=1)
    assert "two variants or more" in act(operator, "start", experiment)
    assert state(experiment) == (False, False, False)


def test_what_was_started_stays_as_it_was(operator, written):
    experiment = written("fame")
    act(operator, "start", experiment)
    assert operator.get(f"{PAGE}{experiment.pk}/change/").status_code == 200
    assert operator.post(f"{PAGE}{experiment.pk}/change/", {"name": "x"}).status_code == 403
    assert operator.post(f"{PAGE}{experiment.pk}/delete/", {"post": "yes"}).status_code == 403
