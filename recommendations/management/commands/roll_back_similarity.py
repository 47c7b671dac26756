"""Serve again what was learned before the active version, after one that turned out bad."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from recommendations import services


class Command(BaseCommand):
    """``manage.py roll_back_similarity track|artist``; a second time leads forward again."""

    help = "Serve the version of the similarities that was active before the active one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which similarities."""
        parser.add_argument("kind", choices=["track", "artist"])

    def handle(self, *args: Any, **options: Any) -> None:
        """Go back and say where to. Raises CommandError if no version is kept to go back to."""
        try:
            version = services.roll_back_similarity(options["kind"])
        except services.VersionNotKept as error:
            raise CommandError(error.message) from error
        self.stdout.write(f"Version {version} of {options['kind']}s is served.")
