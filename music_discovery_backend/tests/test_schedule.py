"""What beat sends can be sent."""

import pytest

from music_discovery_backend import celery_app
from music_discovery_backend.schedule import beat_schedule


@pytest.fixture
def tasks():
    celery_app.loader.import_default_modules()
    return celery_app.tasks


@pytest.mark.parametrize("entry", beat_schedule().values(), ids=beat_schedule())
def test_every_entry_names_a_task_that_celery_agrees_to_send(tasks, entry):
    task = tasks[entry["task"]]
    sent = task.apply_async(kwargs=entry.get("kwargs"))
    assert sent.id


def test_no_task_is_warned_after_it_was_ended(tasks):
    for task in tasks.values():
        soft = task.soft_time_limit or celery_app.conf.task_soft_time_limit
        assert soft <= (task.time_limit or celery_app.conf.task_time_limit), task.name
