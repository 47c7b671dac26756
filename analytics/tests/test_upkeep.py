"""Background work: counting, noting ranks, checking oneself, erasing."""

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection

from analytics import rollups, selectors, services, tasks
from analytics.models import Item, SelfCheck, TrendRank
from analytics.tests.horizon import wait_until_all_ended
from analytics.windows import NAMES
from users import services as users

pytestmark = pytest.mark.django_db(transaction=True)


def roll_up():
    """Run the task once it can count all that was stored before the call."""
    wait_until_all_ended()
    tasks.roll_up()


def test_the_task_counts_and_notes_ranks_once_an_hour(owner, other, happened):
    for user in (owner, other):
        happened(user, "play", "t1")
    roll_up()
    noted = TrendRank.objects.count()
    assert Item.objects.get(kind="track").plays == 2
    assert noted > 0
    roll_up()
    assert TrendRank.objects.count() == noted


@pytest.fixture
def no_third_window():
    """PostgreSQL takes no rank of the third window, until this is called."""

    def run(change):
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER TABLE analytics_trendrank {change}")

    run("ADD CONSTRAINT no_third CHECK (\"window\" <> '30d')")
    yield lambda: run("DROP CONSTRAINT no_third")
    run("DROP CONSTRAINT IF EXISTS no_third")


def test_the_ranks_of_an_hour_are_noted_all_or_none(owner, other, happened, no_third_window):
    for user in (owner, other):
        happened(user, "play", "t1")
    with pytest.raises(IntegrityError):
        roll_up()
    assert not TrendRank.objects.exists()
    no_third_window()
    roll_up()
    assert set(TrendRank.objects.values_list("window", flat=True)) == set(NAMES)


def test_the_self_check_finds_nothing_where_nothing_is_wrong(owner, happened):
    happened(owner, "play", "t1")
    roll_up()
    tasks.self_check()
    assert SelfCheck.objects.exists()
    assert selectors.differing_counts() == 0


def test_the_self_check_cries_out_on_a_difference(owner, happened, caplog):
    happened(owner, "play", "t1")
    roll_up()
    Item.objects.filter(kind="track").update(likes=3)
    services.self_check(parts=1)
    assert selectors.differing_counts() == 1
    assert "differ from a recount" in caplog.text


def test_rebuilding_repairs_it(owner, happened, capsys):
    happened(owner, "play", "t1")
    roll_up()
    Item.objects.filter(kind="track").update(likes=3)
    call_command("rebuild_rollups")
    assert Item.objects.get(kind="track").likes == 0
    assert "item totals: 3 rows, 0 differ" in capsys.readouterr().out


def test_an_erased_user_is_out_of_every_count_at_once(owner, other, happened):
    happened(owner, "play", "t1")
    happened(other, "play", "t1")
    roll_up()
    users.erase_user(owner.pk)
    assert Item.objects.get(kind="track").plays == 1
    assert [check for check in rollups.compare() if check.differing] == []
