"""What was acknowledged is there, once, whatever was killed; bench/crashes.py does it at length."""

import pytest

from bench.crashes import rehearse


@pytest.mark.timeout(300)
def test_acknowledged_events_survive_every_kill(tmp_path):
    outcome = rehearse(tmp_path, events=3_000, batch=10, pause=0.7)
    assert {"postgres", "worker"} <= set(outcome.kills)
    assert len(outcome.acknowledged) == 3_000
    assert set(outcome.stored) == outcome.acknowledged
    assert len(outcome.stored) == 3_000
    assert outcome.differing == []
