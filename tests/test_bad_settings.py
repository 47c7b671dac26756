"""A missing or senseless setting ends every program at its start with one line that names it."""

import pytest

PROGRAMS = {
    "manage.py": ("manage", "check"),
    "gunicorn": ("gunicorn", "-c", "python:music_discovery_backend.gunicorn_conf"),
    "celery worker": ("celery", "-A", "music_discovery_backend", "worker"),
    "celery beat": ("celery", "-A", "music_discovery_backend", "beat"),
}
SECRETS = {"SECRET_KEY": "x" * 50, "POSTGRES_PASSWORD": "x"}

NONSENSE = {
    "DEBUG": "maybe",
    "POSTGRES_PORT": "70000",
    "REDIS_URL": "http://127.0.0.1",
    "RATELIMIT_TOKEN": "often",
    "TRUSTED_PROXIES": "nginx",
    "SPOTIFY_MARKET": "USA",
    "SPOTIFY_API_URL": "api.spotify.com",
    "RECOMMENDATION_CACHE_TTL": "-1",
    "LOG_LEVEL": "loud",
    "ENV_FILE": "/nowhere/.env",
    "SECRET_KEY_FILE": "/nowhere/key",
    "SECRET_KEY": "easily guessed",
    "JWT_SIGNING_KEY": "x" * 31,
}


def assert_one_line_about(name, done):
    assert done.returncode == 1
    (line,) = (done.stderr + done.stdout).splitlines()
    assert line.startswith(f"{name}: ")


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_missing_secret_key_stops_the_start(run_module, program):
    assert_one_line_about("SECRET_KEY", run_module(*PROGRAMS[program], POSTGRES_PASSWORD="x"))


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_word_that_is_no_truth_value_stops_the_start(run_module, program):
    done = run_module(*PROGRAMS[program], **SECRETS, RATELIMIT_ENABLE="maybe")
    assert_one_line_about("RATELIMIT_ENABLE", done)


@pytest.mark.parametrize("name", NONSENSE)
def test_nonsense_is_named(run_manage, name):
    assert_one_line_about(name, run_manage("check", **(SECRETS | {name: NONSENSE[name]})))


def test_a_missing_database_password_stops_the_start(run_manage):
    assert_one_line_about("POSTGRES_PASSWORD", run_manage("check", SECRET_KEY="x" * 50))


def test_gunicorns_own_settings_are_checked_too(run_module):
    done = run_module(*PROGRAMS["gunicorn"], **SECRETS, WEB_THREADS="0")
    assert_one_line_about("WEB_THREADS", done)


def test_a_secret_may_come_from_a_file(run_manage, tmp_path):
    file = tmp_path / "key"
    file.write_text("x" * 50 + "\n")
    done = run_manage("check", SECRET_KEY_FILE=str(file), POSTGRES_PASSWORD="x")
    assert done.returncode == 0, done.stderr


def test_the_environment_wins_over_the_file(run_manage, tmp_path):
    file = tmp_path / "env"
    file.write_text(f"SECRET_KEY={'x' * 50}\nSPOTIFY_MARKET=nowhere\nPOSTGRES_PASSWORD=x\n")
    done = run_manage("check", ENV_FILE=str(file), SPOTIFY_MARKET="DE")
    assert done.returncode == 0, done.stderr
