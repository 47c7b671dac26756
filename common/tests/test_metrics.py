"""The state of the whole: looked up when asked for, kept a moment, silent on what is away."""

import pytest
from django.db import connection

from common import metrics
from common.redis_client import redis_client


@pytest.fixture(autouse=True)
def _anew():
    metrics.forget_state()
    yield
    metrics.forget_state()


@pytest.fixture
def looked_up(monkeypatch):
    """Two sources, one for each dependency; how often each was asked."""
    asked = {"postgresql": 0, "redis": 0}
    sources = []
    monkeypatch.setattr(metrics, "_sources", sources)

    @metrics.state_of("postgresql")
    def _rows():
        asked["postgresql"] += 1
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        yield metrics.gauge("test_rows", "Rows.", {(): 1})

    @metrics.state_of("redis")
    def _keys():
        asked["redis"] += 1
        redis_client().ping()
        yield metrics.gauge("test_keys", "Keys.", {("all",): 2}, ["which"])

    return asked


def up(dependency):
    return f'music_dependency_up{{dependency="{dependency}"}}'


@pytest.mark.django_db
def test_with_everything_there_each_source_is_heard(looked_up):
    text = metrics.exposition().decode()
    assert "music_test_rows 1.0" in text
    assert 'music_test_keys{which="all"} 2.0' in text
    assert f"{up('postgresql')} 1.0" in text
    assert f"{up('redis')} 1.0" in text


def test_without_postgresql_the_rest_is_told(looked_up, postgres_away):
    postgres_away()
    text = metrics.exposition().decode()
    assert "music_test_rows" not in text
    assert 'music_test_keys{which="all"} 2.0' in text
    assert f"{up('postgresql')} 0.0" in text


@pytest.mark.django_db
def test_without_redis_the_rest_is_told(looked_up, redis_away):
    text = metrics.exposition().decode()
    assert "music_test_keys" not in text
    assert "music_test_rows 1.0" in text
    assert f"{up('redis')} 0.0" in text


@pytest.mark.django_db
def test_many_questions_at_once_cost_one_look(looked_up):
    assert {metrics.exposition() for _ in range(5)}
    assert looked_up == {"postgresql": 1, "redis": 1}


@pytest.mark.django_db
def test_a_slow_statement_is_cut_off(looked_up):
    @metrics.state_of("postgresql")
    def _slow():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(20)")
        yield metrics.gauge("test_slow", "Never told.", {(): 1})

    text = metrics.exposition().decode()
    assert "test_slow" not in text
    assert f"{up('postgresql')} 0.0" in text
