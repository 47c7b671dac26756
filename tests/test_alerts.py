"""The alert rules speak of metrics that there are."""

import re
import shutil
import subprocess

import pytest
import yaml

from common import metrics
from tests.settings_source import PROJECT

FOLDER = PROJECT / "docker" / "prometheus"
GROUPS = yaml.safe_load((FOLDER / "alerts.yml").read_text())["groups"]
RULES = [rule for group in GROUPS for rule in group["rules"]]
# What a metric's samples are called beyond its name.
_PARTS = re.compile(r"_(total|bucket|sum|count)$")

needs_promtool = pytest.mark.skipif(
    shutil.which("promtool") is None, reason="promtool is not installed (Debian: prometheus)"
)


@pytest.fixture
def exposition(client, db):
    """All metrics as Prometheus gets them."""
    metrics.forget_state()
    return client.get("/metrics").content


@pytest.fixture
def known(exposition):
    """The names of all metrics, with and without values."""
    types = re.findall(r"^# TYPE (\S+) ", exposition.decode(), re.MULTILINE)
    return {_PARTS.sub("", name) for name in types}


def test_every_metric_of_a_rule_exists(known):
    for rule in RULES:
        named = {_PARTS.sub("", name) for name in re.findall(r"music_\w+", rule["expr"])}
        assert named <= known, rule["alert"]


def test_every_rule_says_how_urgent_it_is_and_what_is_wrong():
    for rule in RULES:
        assert rule["labels"]["severity"] in ("page", "ticket")
        assert rule["annotations"]["summary"].endswith((".", "?", "rebuild_rollups"))


def test_no_rule_has_the_name_of_another():
    names = [rule["alert"] for rule in RULES]
    assert len(set(names)) == len(names)


def test_operations_names_every_alert():
    text = (PROJECT / "docs" / "operations.md").read_text()
    assert [rule["alert"] for rule in RULES if rule["alert"] not in text] == []


@needs_promtool
@pytest.mark.parametrize("check", [("config", "prometheus.yml"), ("rules", "alerts.yml")])
def test_promtool_finds_nothing_wrong(check):
    done = subprocess.run(
        ["promtool", "check", *check], cwd=FOLDER, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@needs_promtool
def test_promtool_finds_nothing_wrong_with_the_metrics(exposition):
    done = subprocess.run(["promtool", "check", "metrics"], input=exposition, capture_output=True)
    assert (done.returncode, done.stderr) == (0, b"")
