"""PostgreSQL and Redis of our own: started where none is named, safe to crash, kept to one user."""

import contextlib

import psycopg2
import pytest
import redis

from devstack.folder import FolderInUse
from devstack.services import Services, redis_database


@pytest.fixture(scope="module")
def services(tmp_path_factory):
    with Services(tmp_path_factory.mktemp("services"), given={}) as services:
        yield services


def run_sql(services, statement):
    """Execute one statement in a session of its own and return its rows, if it has any."""
    postgres = services.postgres
    address = {"host": "127.0.0.1", "port": postgres.port, "dbname": "postgres"}
    login = {"user": "music", "password": postgres.password}
    with contextlib.closing(psycopg2.connect(**address, **login)) as session:
        session.autocommit = True
        cursor = session.cursor()
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else []


def redis_of(services):
    return contextlib.closing(redis.Redis.from_url(services.environment["REDIS_URL"]))


def test_postgres_keeps_what_was_committed_when_it_is_killed(services):
    run_sql(services, "CREATE TABLE kept AS SELECT 7 AS n")
    services.postgres.kill()
    services.postgres.start()
    assert run_sql(services, "SELECT n FROM kept") == [(7,)]


def test_postgres_refuses_a_wrong_password(services):
    address = {"host": "127.0.0.1", "port": services.postgres.port, "dbname": "postgres"}
    with pytest.raises(psycopg2.OperationalError, match="password authentication failed"):
        psycopg2.connect(**address, user="music", password="guess")


def test_a_pid_file_that_now_names_another_program_does_not_stop_the_start(services):
    services.postgres.kill()
    pid_file = services.postgres.data / "postmaster.pid"
    _, *rest = pid_file.read_text().splitlines()
    pid_file.write_text("\n".join(["1", *rest]))
    services.postgres.start()
    assert run_sql(services, "SELECT 1") == [(1,)]


def test_redis_keeps_what_was_written_when_it_is_killed(services):
    with redis_of(services) as client:
        client.set("kept", "7")
        services.redis.kill()
        services.redis.start()
        assert client.get("kept") == b"7"


def test_a_folder_has_one_user_at_a_time(services):
    with pytest.raises(FolderInUse), Services(services.folder, given={}):
        pass


def test_data_stay_from_one_run_to_the_next(tmp_path):
    with Services(tmp_path, given={"REDIS_URL": "redis://127.0.0.1:1/0"}) as first:
        run_sql(first, "CREATE TABLE kept AS SELECT 7 AS n")
    with Services(tmp_path, given={"REDIS_URL": "redis://127.0.0.1:1/0"}) as second:
        assert run_sql(second, "SELECT n FROM kept") == [(7,)]


def test_servers_that_the_environment_names_are_used_and_none_is_started(tmp_path):
    given = {"POSTGRES_HOST": "db.example.org", "REDIS_URL": "redis://r.example.org:6379/4"}
    with Services(tmp_path, given=given) as services:
        assert services.postgres is None
        assert services.redis is None
        assert services.environment == {"CELERY_BROKER_URL": "redis://r.example.org:6379/1"}


def test_a_redis_url_keeps_its_password_when_its_database_changes():
    url = redis_database("rediss://:secret@r.example.org:6380/4", 2)
    assert url == "rediss://:secret@r.example.org:6380/2"
