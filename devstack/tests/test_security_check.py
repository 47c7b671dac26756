"""What counts as explained to bandit, and what does not."""

import pytest

from devstack.security_check import Finding, is_explained

AT_LOAD = '_ALL = f"SELECT {_NAMES} FROM t"\n'
IN_A_FUNCTION = 'def find(name):\n    return f"SELECT {name} FROM t"\n'


@pytest.fixture
def finding(tmp_path):
    """A finding in a file with this source: ``finding(source, line, rule)``."""

    def make(source, line, rule="B608"):
        file = tmp_path / "module.py"
        file.write_text(source)
        return Finding(file, (line, line), rule, "")

    return make


def test_a_statement_made_while_loading_is_of_constants(finding):
    assert is_explained(finding(AT_LOAD, 1))


def test_one_made_in_a_function_is_not(finding):
    assert not is_explained(finding(IN_A_FUNCTION, 2))


def test_a_word_for_the_whole_file_is_not_enough(finding):
    assert not is_explained(finding("# ruff: noqa: S608 - constants\n" + IN_A_FUNCTION, 3))


@pytest.mark.parametrize("comment", ["noqa: S311 - jitter", "noqa: B007, S311"])
def test_what_ruff_was_told_on_the_line_need_not_be_said_again(finding, comment):
    assert is_explained(finding(f"x = random()  # {comment}\n", 1, "B311"))


@pytest.mark.parametrize("comment", ["noqa: S105 - a name", "S311", "noqa"])
def test_anything_else_that_was_said_is_beside_the_point(finding, comment):
    assert not is_explained(finding(f"x = random()  # {comment}\n", 1, "B311"))
