"""An import's memory as the operating system sees it: bounded by a batch, not by the file."""

import json
import subprocess
import sys

from bench.importing import PROGRAM, rows
from devstack.folder import PROJECT


def peak(live_stack, folder, number):
    """The most memory that an import of so many rows had, in KiB, in a process of its own."""
    file = folder / f"{number}.json"
    file.write_text(json.dumps(list(rows(number))))
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(file)],
        cwd=PROJECT,
        env=live_stack.environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return int(done.stdout.split()[-1])


def test_ten_times_the_rows_take_no_more_memory(live_stack, tmp_path):
    few, many = (peak(live_stack, tmp_path, number) for number in (1_000, 10_000))
    assert many - few < 12 * 1024
