"""Folders below ``.run/``, where everything that runs keeps its data and logs."""

import contextlib
import fcntl
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from devstack.process import StartFailed

PROJECT = Path(__file__).resolve().parent.parent
_RUN = PROJECT / ".run"


class FolderInUse(StartFailed):
    """Another process holds the folder."""


@contextlib.contextmanager
def fresh_folder(purpose: str) -> Iterator[Path]:
    """An empty folder that is gone afterwards, whatever happened."""
    _RUN.mkdir(exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=f"{purpose}-", dir=_RUN))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def kept_folder(purpose: str) -> Path:
    """The folder that keeps its content from run to run."""
    folder = _RUN / purpose
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@contextlib.contextmanager
def sole_user(folder: Path) -> Iterator[None]:
    """Hold the folder for this process alone; FolderInUse if another holds it.

    Two servers on one data folder would destroy it. The kernel lets go of the lock with the
    process, so none is ever left behind.
    """
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise FolderInUse(f"Another process uses the data in {folder}.") from None
        yield
