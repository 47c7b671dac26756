"""``python -m devstack.screenshots``: fill a stack with invented listeners, picture its admin."""

import secrets
import sys
from pathlib import Path

from devstack.browser import chromium, chromium_program
from devstack.folder import PROJECT, fresh_folder
from devstack.interrupts import orderly_end
from devstack.process import StartFailed
from devstack.screenshots.listeners import fill
from devstack.screenshots.pictures import take
from devstack.stack import Stack

_FOLDER = PROJECT / "docs" / "images"
_ACCOUNT = ("--username=admin", "--email=admin@example.org")


def main() -> int:
    """0 when all pictures are taken; 1 without a browser, or if something does not start."""
    if chromium_program() is None:
        print("Chromium is not installed (Debian: apt install chromium).")
        return 1
    try:
        with orderly_end():
            _picture(Path(sys.argv[1]) if len(sys.argv) > 1 else _FOLDER)
    except StartFailed as failure:
        print(failure)
        return 1
    return 0


def _picture(folder: Path) -> None:
    with fresh_folder("screenshots") as data, _stack(data) as stack:
        password = secrets.token_urlsafe(12)
        stack.manage("createsuperuser", "--no-input", *_ACCOUNT, DJANGO_SUPERUSER_PASSWORD=password)
        fill(stack)
        with chromium() as browser:
            for file in take(browser, stack.base_url, "admin", password, folder):
                print(f"{file}  {file.stat().st_size // 1000} kB")


def _stack(data: Path) -> Stack:
    return Stack(data, wsgi="devstack.wsgi:application", settings={"RATELIMIT_ENABLE": "false"})


if __name__ == "__main__":
    sys.exit(main())
