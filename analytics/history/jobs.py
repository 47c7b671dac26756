"""Imports in the background: take the file in, work it off, say how far it is."""

import gzip
import io
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy

from analytics.history.importing import Report, import_history
from analytics.models import ImportJob
from common.errors import Conflict, DomainError, InvalidInput, TooLarge

MAX_BYTES = 32 * 1024 * 1024
# What a form may add to its file; nginx.conf takes as much.
MAX_BODY_BYTES = MAX_BYTES + 1024 * 1024
_LEASE = timedelta(minutes=5)
_ATTEMPTS = 3


class FileTooLarge(TooLarge):
    """The export is larger than is taken at once; Spotify's own come in parts of 12 MB."""

    code = "file_too_large"
    sentence = format_lazy(
        gettext_lazy("A file has at most {size} MB. Send a large history in parts."),
        size=MAX_BYTES // 2**20,
    )


class NoFile(InvalidInput):
    """A form without the field ``file``."""

    code = "no_file"
    sentence = gettext_lazy("Send the export as the form field named file.")


class ImportRunning(Conflict):
    """The user's last import is not through."""

    code = "import_running"
    sentence = gettext_lazy("An import of yours is still running.")


class ImportGivenUp(InvalidInput):
    """Whoever worked on the file died, again and again."""

    code = "import_given_up"
    sentence = gettext_lazy(
        "The import was begun several times and never came to its end. Send the history in parts."
    )


def start_import(user_id: int, content: Iterable[bytes]) -> ImportJob:
    """Keep the file, given in pieces, for the background; return its job. Raises ImportRunning."""
    try:
        with transaction.atomic():
            return ImportJob.objects.create(user_id=user_id, content=_compressed(content))
    except IntegrityError:
        raise ImportRunning from None


def run_import(job_id: int) -> None:
    """Work a job off, unless it is done or somebody else is on it."""
    if not _claimed(job_id):
        return
    job = ImportJob.objects.get(pk=job_id)
    try:
        if job.attempts > _ATTEMPTS:
            raise ImportGivenUp
        with gzip.open(io.BytesIO(job.content), "rt", encoding="utf-8", newline="") as text:
            report = import_history(text, job.user_id, lambda report: _show(job_id, report))
    except DomainError as error:
        _finish(job_id, status="error", error=str(error)[:300])
    else:
        _show(job_id, report)
        _finish(job_id, status="success")


def open_imports() -> list[int]:
    """Jobs that nobody works on: the broker was away, or their worker died."""
    stuck = Q(status="pending") | Q(status="running", claimed_until__lt=datetime.now(UTC))
    return list(ImportJob.objects.filter(stuck).order_by("id").values_list("id", flat=True))


def _claimed(job_id: int) -> bool:
    now = datetime.now(UTC)
    free = Q(status="pending") | Q(status="running", claimed_until__lt=now)
    lease = {"claimed_until": now + _LEASE, "attempts": F("attempts") + 1}
    return _update(job_id, free, status="running", **lease) > 0


def _compressed(content: Iterable[bytes]) -> bytes:
    packed = io.BytesIO()
    with gzip.open(packed, "wb", compresslevel=6) as file:
        for piece in content:
            file.write(piece)
    return packed.getvalue()


def _show(job_id: int, report: Report) -> None:
    _update(
        job_id,
        Q(),
        claimed_until=datetime.now(UTC) + _LEASE,
        read=report.read,
        stored=report.stored,
        duplicate=report.duplicate,
        rejected=dict(report.rejected),
    )


def _finish(job_id: int, **fields: Any) -> None:
    _update(job_id, Q(), content=b"", finished_at=datetime.now(UTC), **fields)


def _update(job_id: int, condition: Q, **fields: Any) -> int:
    return ImportJob.objects.filter(condition, pk=job_id).update(**fields)
