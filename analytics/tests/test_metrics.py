"""What is told of events and of the counts that follow them."""

from datetime import timedelta

import pytest

from analytics import services
from analytics.models import RollupCursor, SelfCheck
from analytics.tests.horizon import wait_until_all_ended

pytestmark = pytest.mark.django_db(transaction=True)


def told(scraped, verdict, code=""):
    return scraped().get(("music_events_total", code, verdict), 0)


def test_events_are_counted_by_verdict_and_reason(owner, send, event, scraped):
    kinds = (("accepted", ""), ("duplicate", ""), ("rejected", "unknown_action"))
    before = [told(scraped, *kind) for kind in kinds]
    first, bad = event(event_id="one"), event(action="dance")
    send(owner, [first, first, event(), bad])
    after = [told(scraped, *kind) for kind in kinds]
    assert [now - then for now, then in zip(after, before, strict=True)] == [2, 1, 1]


def test_events_that_wait_to_be_counted_are_told(owner, happened, scraped):
    wait_until_all_ended()
    services.roll_up(5)
    happened(owner, "play", "t1")
    happened(owner, "play", "t2")
    assert scraped()["music_rollup_waiting_events",] == 2
    wait_until_all_ended()
    services.roll_up(5)
    assert scraped()["music_rollup_waiting_events",] == 0


def test_how_long_nothing_was_counted_is_told(scraped, now):
    wait_until_all_ended()
    services.roll_up(5)
    RollupCursor.objects.update(moved_at=now - timedelta(minutes=5))
    assert scraped()["music_rollup_lag_seconds",] == pytest.approx(300, abs=60)


def test_differences_that_the_self_check_found_raise_an_alarm(scraped):
    SelfCheck.objects.create(what="items", compared=10, differing=3)
    assert scraped()["music_self_check_differences",] == 3
    assert scraped()["music_self_check_age_seconds",] < 60


def test_before_anything_ran_nothing_is_made_up(scraped):
    names = {name for name, *_ in scraped()}
    assert not names & {"music_rollup_lag_seconds", "music_self_check_differences"}
