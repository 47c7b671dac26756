"""Gives another backend a key."""

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from users import services
from users.models import ServiceKey

_LONGEST_NAME = ServiceKey._meta.get_field("name").max_length or 0


class Command(BaseCommand):
    """The same as in the admin, for machines without a browser."""

    help = "Make a service key and print it, once; it is not kept."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whose key, what it opens, and until when."""
        parser.add_argument("name", help="who gets it")
        parser.add_argument(
            "--scope",
            action="append",
            required=True,
            choices=ServiceKey.Scope.values,
            help="what it opens; may be given several times",
        )
        parser.add_argument("--days", type=int, help="how long it is good; without it for ever")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the key alone, so that it can be piped to where it belongs."""
        name, days = options["name"], options["days"]
        if not 0 < len(name) <= _LONGEST_NAME:
            raise CommandError(f"A name has 1 to {_LONGEST_NAME} characters.")
        expires_at = timezone.now() + timedelta(days=days) if days is not None else None
        scopes = set(options["scope"])
        self.stdout.write(services.create_service_key(name, scopes, expires_at=expires_at))
