"""Every measurement that bench/README.md describes can be begun."""

import re
import subprocess
import sys

import pytest

from devstack.folder import PROJECT
from devstack.stack import neutral_environment

README = (PROJECT / "bench" / "README.md").read_text()
BENCHES = re.findall(r"^## (\w+)\.py$", README, re.MULTILINE)


def test_there_are_some():
    assert len(BENCHES) > 8


@pytest.mark.parametrize("bench", BENCHES)
def test_it_says_what_it_takes(bench):
    done = subprocess.run(
        [sys.executable, "-m", f"bench.{bench}", "--help"],
        cwd=PROJECT,
        env=neutral_environment(),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
