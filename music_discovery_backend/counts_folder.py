"""The folder in which a web server's processes put their counts together.

Apart from common/metric_files.py, which imports prometheus_client: that looks for the folder once,
when it is imported.
"""

import os
import shutil
import tempfile
from pathlib import Path

_PREFIX = "music-counts"


def new_folder(parent: str | None) -> str:
    """A folder of this server's own, below ``parent`` or where temporary files lie.

    Folders of servers that are no more are removed: who is killed cannot tidy up.
    """
    place = Path(parent or tempfile.gettempdir())
    for left in place.glob(f"{_PREFIX}-[0-9]*-*"):
        if not _runs(int(left.name.split("-")[2])):
            shutil.rmtree(left, ignore_errors=True)
    return tempfile.mkdtemp(prefix=f"{_PREFIX}-{os.getpid()}-", dir=place)


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True  # somebody else's
    return True
