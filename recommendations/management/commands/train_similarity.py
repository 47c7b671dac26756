"""Learn now which items go together, instead of at the daily time."""

import shutil
from argparse import ArgumentParser
from importlib.util import find_spec
from typing import Any, Literal

from django.core.management.base import BaseCommand, CommandError

from recommendations import services

_KINDS: tuple[Literal["track", "artist"], ...] = ("track", "artist")


class Command(BaseCommand):
    """``manage.py train_similarity [--kind track|artist] [--engine spark --master local[2]]``."""

    help = "Learn from all activity which tracks and which artists go together, and serve it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One kind, where only one is wanted; where to calculate."""
        parser.add_argument("--kind", choices=_KINDS, help="both without it")
        parser.add_argument(
            "--engine", choices=["local", "spark"], default="local", help="this machine, or Spark"
        )
        parser.add_argument(
            "--master", help="Spark's address, such as spark://host:7077; default: local[*]"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Train and say how it went."""
        master = _master(options["engine"], options["master"])
        for kind in (each for each in _KINDS if options["kind"] in (None, each)):
            self.stdout.write(services.train_similarity(kind, spark_master=master))


def _master(engine: str, named: str | None) -> str:
    """Where Spark is; "" for this machine alone. Raises CommandError for what cannot be."""
    if engine == "local":
        if named:
            raise CommandError("--master is for --engine spark")
        return ""
    if find_spec("pyspark") is None:
        raise CommandError("--engine spark needs PySpark: pip install -r requirements/spark.txt")
    if shutil.which("java") is None:
        raise CommandError("--engine spark needs Java 17 or newer on this machine")
    return named or "local[*]"
