"""``python -m devstack.reloaded COMMAND``: a program that starts anew when its code changes."""

import os
import subprocess
import sys

import django
from django.utils.autoreload import run_with_reloader

from devstack.process import die_with_parent


def main() -> None:
    """Run the command beside Django's reloader, which ends this process at every change."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "music_discovery_backend.settings")
    django.setup()  # so that the reloader knows the files of all apps
    run_with_reloader(_run, sys.argv[1:])


def _run(command: list[str]) -> None:
    subprocess.run(command, preexec_fn=die_with_parent)


if __name__ == "__main__":
    main()
