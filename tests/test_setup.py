"""setup.sh makes .env once and keeps what is there; a short script stands in for the engine."""

import shutil
import stat
import subprocess

import pytest

from tests.settings_source import PROJECT

# No volume and no admin yet; everything else succeeds.
_DOCKER = '#!/bin/sh\necho "$@" >> calls\ncase "$*" in volume*|*shell*) exit 1 ;; esac\n'
_SECRETS = ("SECRET_KEY", "POSTGRES_PASSWORD", "REDIS_PASSWORD")


@pytest.fixture
def clone(tmp_path):
    for name in ("setup.sh", ".env.example"):
        shutil.copy(PROJECT / name, tmp_path)
    docker = tmp_path / "bin" / "docker"
    docker.parent.mkdir()
    docker.write_text(_DOCKER)
    docker.chmod(0o755)
    return tmp_path


def set_up(clone):
    path = f"{clone}/bin:/usr/local/bin:/usr/bin:/bin"
    return subprocess.run(
        ["sh", "./setup.sh"], cwd=clone, env={"PATH": path}, capture_output=True, text=True
    )


def environment(clone):
    lines = (clone / ".env").read_text().splitlines()
    return dict(line.split("=", 1) for line in lines if "=" in line and line[0].isupper())


def test_it_makes_fresh_secrets_that_nobody_else_reads(clone):
    assert set_up(clone).returncode == 0
    secrets = {environment(clone)[name] for name in _SECRETS}
    assert {len(secret) for secret in secrets} == {64}
    assert len(secrets) == 3
    assert stat.S_IMODE((clone / ".env").stat().st_mode) == 0o600


def test_a_second_run_changes_nothing(clone):
    set_up(clone)
    before = environment(clone)
    assert set_up(clone).returncode == 0
    assert environment(clone) == before


def test_without_credentials_the_stand_in_runs(clone):
    set_up(clone)
    assert environment(clone)["COMPOSE_PROFILES"] == "standin"
    assert environment(clone)["SPOTIFY_API_URL"] == "http://standin:9000/v1"


def test_with_credentials_nothing_is_stood_in(clone):
    example = (PROJECT / ".env.example").read_text()
    (clone / ".env").write_text(example.replace("SPOTIFY_CLIENT_ID=", "SPOTIFY_CLIENT_ID=mine"))
    set_up(clone)
    assert environment(clone)["COMPOSE_PROFILES"] == ""


def test_it_prints_the_links_and_the_admins_password_once(clone):
    output = set_up(clone).stdout
    assert "http://127.0.0.1/api/" in output
    (password,) = [
        line.split("password ")[1].split()[0] for line in output.splitlines() if "password " in line
    ]
    assert password not in (clone / "calls").read_text()


def test_a_database_without_its_password_is_left_alone(clone):
    docker = clone / "bin" / "docker"
    docker.write_text("#!/bin/sh\n")
    done = set_up(clone)
    assert done.returncode == 1
    assert "Restore .env" in done.stderr
    assert not (clone / ".env").exists()


def test_a_missing_engine_is_named(clone):
    (clone / "bin" / "docker").write_text('#!/bin/sh\n[ "$1" != info ]\n')
    done = set_up(clone)
    assert (done.returncode, "does not answer" in done.stderr) == (1, True)
