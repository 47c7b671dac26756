"""The Makefile explains itself and offers what the documents promise."""

import os
import re
import shutil
import subprocess

import pytest

from tests.settings_source import PROJECT

_MAKEFILE = (PROJECT / "Makefile").read_text()
_TARGETS = set(re.findall(r"^\.PHONY: (.+)$", _MAKEFILE, re.MULTILINE))
_EXPECTED = (
    *("setup", "build", "up", "down", "restart", "logs", "shell", "migrate", "createsuperuser"),
    *("test", "clean", "demo", "run", "check", "help", "lock", "format"),
)
_DOCUMENTS = [*PROJECT.glob("*.md"), *PROJECT.glob("docs/**/*.md")]


def make(*arguments, cwd=PROJECT, programs=""):
    """Run make; the folder ``programs`` comes before all others on PATH."""
    return subprocess.run(
        ["make", "--no-print-directory", *arguments],
        cwd=cwd,
        env=os.environ | {"PATH": f"{programs}:{os.environ['PATH']}"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )


def stand_in(folder, name, script):
    """A program of this name that notes how it was called."""
    folder.mkdir(parents=True, exist_ok=True)
    program = folder / name
    program.write_text(f'#!/bin/sh\necho {name} "$@" >> {folder}/calls\n{script}\n')
    program.chmod(0o755)


@pytest.fixture
def containers_run(tmp_path):
    """A folder whose docker knows a web container that runs; what it was told, by a function."""
    stand_in(tmp_path, "docker", 'case "$*" in *ps*) echo 0123456789ab ;; esac')
    return tmp_path, lambda: (tmp_path / "calls").read_text().splitlines()[1:]


def test_make_alone_lists_every_target_with_what_it_does():
    shown = dict(re.findall(r"^  make ([a-z-]+) +(\S.*)$", make().stdout, re.MULTILINE))
    assert shown.keys() == _TARGETS


@pytest.mark.parametrize("target", _EXPECTED)
def test_what_people_expect_is_there(target):
    assert target in _TARGETS


def test_check_runs_each_of_its_steps_and_the_tests_last():
    steps = re.search(r"^check: (.+?) ##", _MAKEFILE, re.MULTILINE).group(1).split()
    assert steps[-1] == "test"
    assert set(steps) > {"format-check", "lint", "types", "imports", "deploy-check"}


def test_documents_name_only_targets_that_exist():
    text = "\n".join(document.read_text() for document in _DOCUMENTS)
    assert set(re.findall(r"(?:`|^|\$ )make ([a-z-]+)", text, re.MULTILINE)) <= _TARGETS


@pytest.mark.parametrize("target", ["shell", "createsuperuser"])
def test_while_the_containers_run_a_command_goes_there(containers_run, target):
    programs, called = containers_run
    assert make(target, programs=programs).returncode == 0
    assert called() == [f"docker compose exec --no-TTY web python manage.py {target}"]


def test_while_the_containers_run_their_own_service_migrates(containers_run):
    programs, called = containers_run
    assert make("migrate", programs=programs).returncode == 0
    assert called() == ["docker compose run --rm --no-deps --no-TTY migrate"]


@pytest.mark.parametrize("target", ["shell", "createsuperuser", "migrate"])
def test_without_containers_a_command_is_for_what_make_run_keeps(tmp_path, target):
    stand_in(tmp_path / "bin", "docker", "exit 1")
    stand_in(tmp_path / ".venv" / "bin", "python", "")
    for name in ("docker/manage.sh", "Makefile"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(PROJECT / name, tmp_path / name)
    # The environment is there already, and newer than what it is made from.
    for name in ("requirements.txt", "requirements/dev.txt", "requirements/embedded.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / ".venv" / ".ready").touch()
    done = make(target, cwd=tmp_path, programs=tmp_path / "bin")
    assert done.returncode == 0, done.stderr
    called = (tmp_path / ".venv" / "bin" / "calls").read_text()
    assert called == f"python -m devstack.manage {target}\n"


def test_an_unfit_python_is_refused_in_one_sentence(tmp_path):
    done = subprocess.run(
        ["sh", "devstack/make_venv.sh", str(tmp_path / "venv"), "false"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (1, "false is not a Python 3.11, 3.12 or 3.13.\n")
