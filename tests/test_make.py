"""The Makefile explains itself and offers what the documents promise."""

import re
import subprocess

import pytest

from tests.settings_source import PROJECT

_MAKEFILE = (PROJECT / "Makefile").read_text()
_TARGETS = set(re.findall(r"^\.PHONY: (.+)$", _MAKEFILE, re.MULTILINE))
_DOCUMENTS = [*PROJECT.glob("*.md"), *PROJECT.glob("docs/**/*.md")]


def make(*arguments):
    return subprocess.run(
        ["make", "--no-print-directory", *arguments], cwd=PROJECT, capture_output=True, text=True
    )


def test_make_alone_lists_every_target_with_what_it_does():
    shown = dict(re.findall(r"^  make ([a-z-]+) +(\S.*)$", make().stdout, re.MULTILINE))
    assert shown.keys() == _TARGETS


@pytest.mark.parametrize("target", ["demo", "run", "test", "check", "help", "lock", "format"])
def test_what_people_expect_is_there(target):
    assert target in _TARGETS


def test_check_runs_each_of_its_steps_and_the_tests_last():
    steps = re.search(r"^check: (.+?) ##", _MAKEFILE, re.MULTILINE).group(1).split()
    assert steps[-1] == "test"
    assert set(steps) > {"format-check", "lint", "types", "imports", "deploy-check"}


def test_documents_name_only_targets_that_exist():
    text = "\n".join(document.read_text() for document in _DOCUMENTS)
    assert set(re.findall(r"(?:`|^|\$ )make ([a-z-]+)", text, re.MULTILINE)) <= _TARGETS


def test_an_unfit_python_is_refused_in_one_sentence(tmp_path):
    done = subprocess.run(
        ["sh", "devstack/make_venv.sh", str(tmp_path / "venv"), "false"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (1, "false is not a Python 3.11, 3.12 or 3.13.\n")
