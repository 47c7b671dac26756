"""setup.sh makes .env once and keeps what is there; a short script stands in for the engine."""

import re
import shutil
import stat
import subprocess

import pytest

from tests.settings_source import PROJECT

# No volume yet, and an admin once one was made; everything else succeeds.
_DOCKER = """#!/bin/sh
echo "$@" >> calls
case "$*" in
volume*) exit 1 ;;
*shell*) [ -e superuser ] ;;
*"--username admin "*) [ ! -e admin-is-taken ] && touch superuser ;;
*createsuperuser*) touch superuser ;;
esac
"""
_SECRETS = ("SECRET_KEY", "POSTGRES_PASSWORD", "REDIS_PASSWORD")


@pytest.fixture
def clone(tmp_path):
    for name in ("setup.sh", ".env.example", "nginx.conf"):
        shutil.copy(PROJECT / name, tmp_path)
    shutil.copytree(PROJECT / "docker", tmp_path / "docker")
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


def calls(clone, word):
    """How docker was called with this word among the rest."""
    return [line for line in (clone / "calls").read_text().splitlines() if word in line]


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


def test_profiles_that_were_chosen_stay_beside_the_stand_in(clone):
    example = (PROJECT / ".env.example").read_text()
    chosen = example.replace("COMPOSE_PROFILES=", "COMPOSE_PROFILES=training")
    (clone / ".env").write_text(chosen)
    set_up(clone)
    assert environment(clone)["COMPOSE_PROFILES"] == "training,standin"


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


def test_an_admin_that_is_there_is_kept_and_no_password_shown(clone):
    set_up(clone)
    again = set_up(clone)
    assert again.returncode == 0
    assert "the account that you made before" in again.stdout
    assert "password" not in again.stdout
    assert len(calls(clone, "createsuperuser")) == 1


def test_where_somebody_else_is_called_admin_the_admin_gets_another_name(clone):
    (clone / "admin-is-taken").touch()
    done = set_up(clone)
    assert (done.returncode, done.stderr) == (0, "")
    name = re.search(r"user (admin-[0-9a-f]{6}), password", done.stdout).group(1)
    assert f"--username {name} --email {name}@example.org" in calls(clone, "createsuperuser")[-1]


@pytest.mark.parametrize(
    ("setting", "site"),
    [
        ("0.0.0.0:80", "http://127.0.0.1"),
        ("127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("8081", "http://127.0.0.1:8081"),
    ],
)
def test_the_links_name_the_port_that_was_chosen(clone, setting, site):
    example = (PROJECT / ".env.example").read_text()
    chosen = example.replace("HTTP_PORT=0.0.0.0:80", f"HTTP_PORT={setting}")
    (clone / ".env").write_text(chosen)
    assert f"  API     {site}/api/\n" in set_up(clone).stdout


def test_what_containers_mount_is_readable_there_after_a_clone_under_a_strict_umask(clone):
    mounted = [clone / name for name in ("nginx.conf", "docker/redis.conf", "docker/follow-web.sh")]
    for file in mounted:
        file.chmod(file.stat().st_mode & 0o700)
    set_up(clone)
    assert [oct(file.stat().st_mode & 0o777) for file in mounted] == ["0o644", "0o644", "0o755"]


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
