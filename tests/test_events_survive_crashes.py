"""What was acknowledged is there, once, whatever was killed; bench/crashes.py does it at length."""

import pytest

from bench.crashes import VICTIMS, Outcome, rehearse


@pytest.mark.timeout(300)
def test_acknowledged_events_survive_every_kill(tmp_path):
    outcome = rehearse(tmp_path, events=6_000, batch=10, pause=0.7)
    assert set(outcome.kills) == {"worker", "web", "redis", "postgres"}
    assert outcome.due == len(outcome.acknowledged) == len(outcome.stored) == 6_000
    assert set(outcome.stored) == outcome.acknowledged
    assert outcome.differing == []
    assert outcome.broken == []


@pytest.mark.parametrize(
    ("changed", "what"),
    [
        ({"due": 0, "acknowledged": set(), "stored": []}, "not all acknowledged"),
        ({"acknowledged": {"a"}, "stored": ["a"]}, "not all acknowledged"),
        ({"stored": ["a"]}, "acknowledged and not stored"),
        ({"stored": ["a", "b", "c"]}, "stored and not acknowledged"),
        ({"stored": ["a", "b", "b"]}, "stored twice"),
        ({"differing": ["heats"]}, "counts that differ from a recount"),
        ({"kills": ["worker", "redis", "postgres"]}, "never killed"),
    ],
)
def test_a_rehearsal_that_proves_nothing_does_not_pass(changed, what):
    seen = {"due": 2, "acknowledged": {"a", "b"}, "stored": ["a", "b"], "kills": [*VICTIMS]}
    assert Outcome(**seen).broken == []
    assert Outcome(**seen | changed).broken == [what]
