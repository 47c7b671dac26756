"""``python -m devstack.demo``: start everything, play the story, clean up.

Exit status: 0 if every step held, 1 if one did not or something did not start, 130 if interrupted.
"""

import argparse
import sys
import time

from devstack.demo.api import StepFailed
from devstack.demo.story import play
from devstack.folder import fresh_folder
from devstack.interrupts import orderly_end
from devstack.process import StartFailed
from devstack.stack import Stack


def main() -> int:
    """Play the story against our own stack, or against the server that --base-url names."""
    parser = argparse.ArgumentParser(prog="python -m devstack.demo", description=__doc__)
    parser.add_argument("--base-url", help="play against this server and start nothing")
    base_url = parser.parse_args().base_url
    try:
        with orderly_end():
            play(base_url, _say) if base_url else _play_alone()
    except (StepFailed, StartFailed) as failure:
        _say(f"\n{failure}")
        return 1
    except KeyboardInterrupt:
        _say("\nInterrupted.")
        return 130
    return 0


def _play_alone() -> None:
    started = time.perf_counter()
    _say("Starting PostgreSQL, Redis, Gunicorn, Celery worker and beat, and a Spotify stand-in.")
    with fresh_folder("demo") as folder, Stack(folder) as stack:
        _say(f"Ready at {stack.base_url} after {time.perf_counter() - started:.1f} s.\n")
        try:
            play(stack.base_url, _say)
            if ended := stack.ended():
                raise StepFailed(f"{', '.join(child.name for child in ended)} ended meanwhile.")
        except StepFailed:
            _say(f"\n{stack.logs()}")
            raise
        _say(f"Calls to the stand-in: {stack.standin.calls()['by_group']}")


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())
