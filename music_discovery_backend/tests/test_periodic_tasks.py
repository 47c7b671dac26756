"""Periodic tasks are edited in the admin, and stay as edited when beat starts again."""

import pytest
from django.contrib.admin.models import LogEntry
from django_celery_beat.models import IntervalSchedule, PeriodicTask

from music_discovery_backend import celery_app
from music_discovery_backend.scheduler import EditableScheduler

pytestmark = pytest.mark.django_db(transaction=True)  # beat closes connections

LIST = "/admin/django_celery_beat/periodictask/"


@pytest.fixture
def start_beat():
    def start():
        EditableScheduler(app=celery_app, lazy=True).setup_schedule()
        return PeriodicTask.objects.get(name="refill-stale-pools")

    return start


def edit(browser, task, **changes):
    page = f"{LIST}{task.pk}/change/"
    form = browser.get(page).context["adminform"].form
    values = {field.html_name: field.value() for field in form}
    sent = {name: value for name, value in values.items() if value not in (None, False)}
    answer = browser.post(page, sent | {"start_time_0": "", "start_time_1": ""} | changes)
    assert answer.status_code == 302, answer.context["errors"]


def act(browser, action, task):
    browser.post(LIST, {"action": action, "_selected_action": [task.pk]})
    task.refresh_from_db()


def test_what_was_edited_outlives_a_start_of_beat(start_beat, operator):
    hourly = IntervalSchedule.objects.create(every=3, period="hours")
    edit(operator, start_beat(), interval=hourly.pk)
    task = start_beat()
    assert task.interval == hourly
    assert task.description.startswith("Edited by hand.")
    assert LogEntry.objects.get().object_id == str(task.pk)


def test_what_was_not_edited_follows_the_release(start_beat):
    task = start_beat()
    released = task.interval
    task.interval = IntervalSchedule.objects.create(every=3, period="hours")
    task.save()
    assert start_beat().interval == released


def test_a_deleted_one_comes_back_as_the_release_has_it(start_beat, operator):
    task = start_beat()
    operator.post(f"{LIST}{task.pk}/delete/", {"post": "yes"})
    assert start_beat().pk != task.pk


def test_switching_off_is_logged_and_outlives_a_start(start_beat, operator):
    act(operator, "disable_tasks", start_beat())
    assert not start_beat().enabled
    assert LogEntry.objects.get().change_message == "Disabled."


def test_one_is_sent_by_hand(start_beat, operator):
    act(operator, "run_tasks", start_beat())
    assert LogEntry.objects.get().change_message == "Sent by hand."


def test_who_may_only_look_switches_nothing(start_beat, looker):
    task = start_beat()
    act(looker("django_celery_beat.view_periodictask"), "disable_tasks", task)
    assert task.enabled
