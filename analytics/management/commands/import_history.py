"""Imports a user's listening history from a file."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from analytics import services
from common.errors import DomainError
from users import selectors as users


class Command(BaseCommand):
    """The same as POST /api/analytics/import/, for files on this machine."""

    help = "Import a Spotify, Last.fm or ListenBrainz export as a user's events."

    def add_arguments(self, parser: CommandParser) -> None:
        """The file and whose it is."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--user", type=int, required=True, help="the user's id")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import, showing how far it is, and say what became of the rows."""
        if not users.exists(options["user"]):
            raise CommandError(f"There is no user {options['user']}.")
        try:
            with options["file"].open(encoding="utf-8", newline="") as stream:
                report = services.import_history(stream, options["user"], self._show)
        except (DomainError, OSError) as error:
            raise CommandError(str(error)) from None
        rejected = ", ".join(f"{count} {code}" for code, count in sorted(report.rejected.items()))
        self.stdout.write(
            f"read {report.read} = stored {report.stored} + duplicate {report.duplicate} "
            f"+ rejected {report.rejected.total()}" + (f" ({rejected})" if rejected else "")
        )

    def _show(self, report: services.ImportReport) -> None:
        if self.stderr.isatty():
            self.stderr.write(f"\r{report.read:,} rows", ending="")
