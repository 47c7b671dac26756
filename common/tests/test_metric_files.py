"""What a process counted stays counted after its end. In processes of their own: the counts of
several add up only where prometheus_client was told so before it was imported."""

import os
import subprocess
import sys

import pytest

_WORKER = """
import os
from prometheus_client import Counter, Histogram
Counter("things", "Things.", ["kind"]).labels("small").inc({count})
Histogram("waits", "Waits.", buckets=(1, 2)).observe(1.5)
print(os.getpid())
"""


@pytest.fixture
def worker(tmp_path):
    """Run a process that counts so many things and ends; its id."""

    def run(count):
        done = subprocess.run(
            [sys.executable, "-c", _WORKER.format(count=count)],
            env=os.environ | {"PROMETHEUS_MULTIPROC_DIR": str(tmp_path)},
            capture_output=True,
            text=True,
            check=True,
        )
        return int(done.stdout)

    return run


@pytest.fixture
def samples(tmp_path, monkeypatch):
    """All samples, by name and labels' values."""
    from common.metric_files import FilesOfAllProcesses

    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", str(tmp_path))

    def collect():
        families = FilesOfAllProcesses().collect()
        return {
            (sample.name, *sample.labels.values()): sample.value
            for family in families
            for sample in family.samples
        }

    return collect


def test_the_counts_of_all_processes_add_up(worker, samples):
    worker(2), worker(3)
    assert samples()["things_total", "small"] == 5


def test_folding_a_process_changes_no_count(worker, samples):
    from common.metric_files import fold

    pids = [worker(2), worker(3)]
    before = samples()
    for pid in pids:
        fold(pid)
    assert samples() == before
    assert before["waits_bucket", "2.0"] == before["waits_count",] == 2


def test_the_dead_leave_one_file_of_each_kind(worker, samples, tmp_path):
    from common.metric_files import fold

    for _ in range(3):
        fold(worker(1))
    assert {file.name for file in tmp_path.glob("*.db")} == {"counter_dead.db", "histogram_dead.db"}


def test_a_process_that_counted_nothing_is_no_trouble(samples):
    from common.metric_files import fold

    fold(1)
    assert samples() == {}
