"""Learn now which items go together, instead of at the daily time."""

from argparse import ArgumentParser
from typing import Any, Literal

from django.core.management.base import BaseCommand

from recommendations import services

_KINDS: tuple[Literal["track", "artist"], ...] = ("track", "artist")


class Command(BaseCommand):
    """``manage.py train_similarity [--kind track|artist]``; both kinds by default."""

    help = "Learn from all activity which tracks and which artists go together, and serve it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One kind, where only one is wanted."""
        parser.add_argument("--kind", choices=_KINDS)

    def handle(self, *args: Any, **options: Any) -> None:
        """Train and say how it went."""
        for kind in (each for each in _KINDS if options["kind"] in (None, each)):
            self.stdout.write(services.train_similarity(kind))
