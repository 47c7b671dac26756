"""A worker and beat show by a file that they do their work."""

import pytest
from celery.signals import after_task_publish, beat_init, heartbeat_sent


@pytest.fixture
def file(tmp_path, monkeypatch):
    path = tmp_path / "heartbeat"
    monkeypatch.setenv("HEARTBEAT_FILE", str(path))
    return path


def test_a_workers_beat_touches_the_file(file):
    heartbeat_sent.send(sender=None)
    assert file.exists()


def test_in_beat_every_task_sent_touches_the_file(file):
    after_task_publish.send(sender="task")
    assert not file.exists()  # this is no beat yet
    receivers = list(after_task_publish.receivers)
    beat_init.send(sender=None)
    after_task_publish.send(sender="task")
    after_task_publish.receivers[:] = receivers
    assert file.exists()


def test_without_a_file_named_nothing_happens(monkeypatch):
    monkeypatch.delenv("HEARTBEAT_FILE", raising=False)
    assert heartbeat_sent.send(sender=None)
