"""The files by which the processes of one web server add up what they count.

Each process writes its counts into files of its own below PROMETHEUS_MULTIPROC_DIR (the way of
prometheus_client). Those of a process that ended are added to one pair of files for all the dead:
workers are replaced now and then, and their files would become ever more.
"""

import fcntl
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from prometheus_client.core import Metric
from prometheus_client.mmap_dict import MmapedDict
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

_KINDS = ("counter", "histogram")


class FilesOfAllProcesses(Collector):
    """The sums over the living and the dead."""

    def collect(self) -> Iterable[Metric]:
        """One family for each metric."""
        with _locked(fcntl.LOCK_SH):
            return list(MultiProcessCollector(None).collect())

    def describe(self) -> Iterable[Metric]:
        """Nothing: to say it would be to read all files."""
        return []


def fold(pid: int) -> None:
    """Add the counts of a process that ended to those of all the dead, and remove its files."""
    with _locked(fcntl.LOCK_EX):
        for kind in _KINDS:
            file = _folder() / f"{kind}_{pid}.db"
            if file.exists():
                _add(file, _folder() / f"{kind}_dead.db")
                file.unlink()


def _add(file: Path, to: Path) -> None:
    sums = MmapedDict(str(to))
    try:
        for key, value, _, _ in MmapedDict.read_all_values_from_file(str(file)):
            before, _ = sums.read_value(key)
            sums.write_value(key, before + value, 0.0)
    finally:
        sums.close()


@contextmanager
def _locked(how: int) -> Iterator[None]:
    """Nobody reads while something is half moved: a count that fell would look like a restart."""
    with (_folder() / "lock").open("a") as lock:
        fcntl.flock(lock, how)
        yield


def _folder() -> Path:
    return Path(os.environ["PROMETHEUS_MULTIPROC_DIR"])
