"""Imports a user's listening history from a file."""

import io
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

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
        parser.add_argument(
            "--no-progress", action="store_true", help="draw no bar, which only a terminal gets"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Import, showing how far it is, and say what became of the rows."""
        if not users.exists(options["user"]):
            raise CommandError(f"There is no user {options['user']}.")
        try:
            with self._bar(options) as bar:
                report = _imported(options["file"], options["user"], bar)
        except (DomainError, OSError) as error:
            raise CommandError(str(error)) from None
        rejected = ", ".join(f"{count} {code}" for code, count in sorted(report.rejected.items()))
        self.stdout.write(
            f"read {report.read} = stored {report.stored} + duplicate {report.duplicate} "
            f"+ rejected {report.rejected.total()}" + (f" ({rejected})" if rejected else "")
        )

    def _bar(self, options: dict[str, Any]) -> tqdm:
        hidden = options["no_progress"] or not self.stderr.isatty()
        size = options["file"].stat().st_size
        return tqdm(total=size, unit="B", unit_scale=True, file=self.stderr, disable=hidden)


def _imported(file: Path, user_id: int, bar: tqdm) -> services.ImportReport:
    with file.open("rb") as raw, io.TextIOWrapper(raw, encoding="utf-8", newline="") as stream:

        def show(report: services.ImportReport) -> None:
            bar.set_postfix_str(f"{report.read:,} rows", refresh=False)
            bar.update(raw.tell() - bar.n)

        return services.import_history(stream, user_id, show)
