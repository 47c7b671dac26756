"""``.env.example`` says what the code and Docker Compose read, all of it and nothing else."""

import re

import pytest

from tests.settings_source import PROJECT, variables

_LINES = (PROJECT / ".env.example").read_text().splitlines()
_SHOWN = dict(line.split("=", 1) for line in _LINES if re.match(r"[A-Z]", line))
# Read by env.load_env_file itself, before there is anything that a reader could read.
_READ_DIRECTLY = {"ENV_FILE"}
# What Docker Compose puts into its file, and what it reads by itself.
_COMPOSE = (PROJECT / "docker-compose.yml").read_text()
_READ_BY_COMPOSE = {*re.findall(r"(?<!\$)\$\{([A-Z_]+)", _COMPOSE), "COMPOSE_PROFILES"}


def test_every_variable_that_is_read_is_explained():
    read_by_code = {variable.name for variable in variables()} | _READ_DIRECTLY
    assert read_by_code | _READ_BY_COMPOSE == set(_SHOWN)


def test_no_variable_is_explained_twice():
    names = [line.split("=")[0] for line in _LINES if re.match(r"[A-Z]", line)]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("name", _SHOWN)
def test_a_comment_stands_above_each_variable(name):
    above = next(number for number, line in enumerate(_LINES) if line.startswith(f"{name}=")) - 1
    assert _LINES[above].startswith("# ")


@pytest.mark.parametrize(
    "variable", [each for each in variables() if each.package == "music_discovery_backend"], ids=str
)
def test_the_default_shown_is_the_one_in_force(variable):
    assert _SHOWN[variable.name] == (variable.default or "")


def test_the_example_as_it_stands_needs_only_its_secrets(run_manage):
    secrets = {"SECRET_KEY": "x" * 50, "POSTGRES_PASSWORD": "x"}
    done = run_manage("check", ENV_FILE=str(PROJECT / ".env.example"), **secrets)
    assert done.returncode == 0, done.stderr
