"""What QUICKSTART.md and the README's tour tell people to paste runs, all of it."""

import re
import subprocess

import pytest

from tests.settings_source import PROJECT

_BLOCK = re.compile(r"^```(?:bash|sh)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_ADDRESS = "http://127.0.0.1:8000"
# A status of 400 or more ends the script.
_STRICT = 'set -euo pipefail\ncurl() { command curl --fail-with-body --max-time 30 "$@"; }\n'


@pytest.fixture
def paste(live_stack, tmp_path):
    """Run the blocks of a text, those that start the service left out, and return the output."""

    def paste(text):
        blocks = [block for block in _BLOCK.findall(text) if "make " not in block]
        script = _STRICT + "".join(blocks).replace(_ADDRESS, live_stack.base_url)
        done = subprocess.run(
            ["bash", "-c", script], cwd=tmp_path, capture_output=True, text=True, timeout=100
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    return paste


def test_the_quickstart_leads_to_a_list_that_knows_the_skip(paste):
    said = paste((PROJECT / "QUICKSTART.md").read_text())
    names = [name.split(" ", 1)[-1] for name in re.findall(r"^(.+?) / .+ - Because", said, re.M)]
    before, after = names[:5], said.rpartition('"my-first-skip"')[2]
    assert len(names) == 10
    assert before[0] not in after.partition('{"user_id"')[0]


def test_the_tour_of_the_readme_runs(paste):
    tour = (PROJECT / "README.md").read_text().partition("## A tour by curl")[2]
    said = paste(re.sub(r"\bada\b", "ada-on-tour", tour))
    assert '"access"' not in said
    assert said.count('"recommendations":[') == 2
