"""Counts everything anew."""

from typing import Any

from django.core.management.base import BaseCommand

from analytics import rollups

_NO_LIMIT = float("inf")


class Command(BaseCommand):
    """After a restore into another server, a changed rule, or a failed self-check."""

    help = "Empty all rollups and count every event anew. Reports stay exact, and slow, meanwhile."

    def handle(self, *args: Any, **options: Any) -> None:
        """Forget, count, compare."""
        rollups.forget_counts()
        rollups.catch_up(_NO_LIMIT)
        for found in rollups.compare():
            self.stdout.write(f"{found.what}: {found.compared} rows, {found.differing} differ")
