"""How tasks are sent: after the commit, and never at the request's expense."""

import pytest
from celery import Celery
from django.db import transaction

from common.tasks import QueueUnavailable
from devstack.redis_server import RedisServer

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def broker(tmp_path):
    """A Redis of our own, which a test may kill."""
    with RedisServer(tmp_path / "redis", durable=False) as running:
        yield running


@pytest.fixture
def task(broker, monkeypatch):
    """A task that is sent to that broker, with the project's own Celery settings."""
    monkeypatch.setenv("CELERY_BROKER_URL", broker.environment["CELERY_BROKER_URL"])
    app = Celery("tests", task_cls="common.tasks:DurableTask", set_as_current=False)
    app.config_from_object("django.conf:settings", namespace="CELERY")
    yield app.task(_work, name="tests.task", shared=False)
    app.close()


def _work(number):
    return number


def waiting(task):
    with task.app.connection_for_read() as connection:
        return connection.default_channel.client.llen("celery")


def test_a_task_is_sent_once_the_transaction_has_committed(task):
    with transaction.atomic():
        task.delay_on_commit(number=1)
        assert waiting(task) == 0
    assert waiting(task) == 1


def test_a_task_of_a_transaction_that_failed_is_not_sent(task):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        task.delay_on_commit(number=1)
        raise ZeroDivisionError
    assert waiting(task) == 0


def test_without_a_broker_the_request_goes_on_and_the_log_says_so(task, broker, caplog):
    broker.kill()
    task.delay_on_commit(number=1)
    assert "Task tests.task was not sent" in caplog.text


def test_a_broker_that_went_away_meanwhile_is_no_different(task, broker, caplog):
    task.delay_on_commit(number=1)
    broker.kill()
    task.delay_on_commit(number=2)
    assert "Task tests.task was not sent" in caplog.text


def test_what_nothing_could_make_up_for_is_refused_without_a_broker(task, broker):
    task.send_or_refuse(number=1)
    assert waiting(task) == 1
    broker.kill()
    with pytest.raises(QueueUnavailable):
        task.send_or_refuse(number=2)
