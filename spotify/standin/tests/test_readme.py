"""The readme names everything that can be ordered."""

from pathlib import Path

import pytest

from spotify.standin.faults.kinds import KINDS
from spotify.standin.groups import GROUPS
from spotify.standin.profiles import PROFILES

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [*KINDS, *GROUPS, *PROFILES])
def test_the_readme_names_every_kind_group_and_profile(name):
    assert f"`{name}`" in README
