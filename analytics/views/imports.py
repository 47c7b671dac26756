"""Bringing a listening history along."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from rest_framework import generics, serializers, status
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from analytics import services
from analytics.history.errors import BadFile
from analytics.history.jobs import MAX_BODY_BYTES, MAX_BYTES, FileTooLarge, NoFile
from analytics.models import ImportJob
from analytics.tasks import import_history
from common.access import subject_of
from common.idempotency import idempotent
from common.language import said_anew


class ImportJobSerializer(serializers.ModelSerializer):
    """How far an import is: read = stored + duplicate + all of rejected."""

    error = serializers.SerializerMethodField()

    class Meta:
        model = ImportJob
        fields = [
            "id",
            "status",
            "read",
            "stored",
            "duplicate",
            "rejected",
            "error",
            "created_at",
            "finished_at",
        ]

    def get_error(self, job: ImportJob) -> str:
        """Why it failed, in the reader's language; empty otherwise."""
        return said_anew(job.error, BadFile.sentence) if job.error else ""


class ImportView(generics.GenericAPIView):
    """Take a Spotify, Last.fm or ListenBrainz export as the form field ``file``."""

    serializer_class = ImportJobSerializer
    parser_classes = [MultiPartParser]
    ratelimit_group = "activity"

    def initialize_request(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Request:
        """Say how long a body may be here before anything refuses or reads it."""
        request.longest_body = MAX_BODY_BYTES  # type: ignore[attr-defined]
        return super().initialize_request(request, *args, **kwargs)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Take no body that cannot hold a file of the right size."""
        super().initial(request, *args, **kwargs)
        if int(request.META.get("CONTENT_LENGTH") or 0) > MAX_BODY_BYTES:
            raise FileTooLarge

    @idempotent()
    def post(self, request: Request) -> Response:
        """202 with the job; it is worked off in the background."""
        file = request.FILES.get("file")
        if file is None:
            raise NoFile
        if file.size > MAX_BYTES:
            raise FileTooLarge
        job = services.start_import(subject_of(request, "me"), file.chunks())
        import_history.delay_on_commit(job_id=job.pk)
        where = reverse("analytics-import-job", kwargs={"pk": job.pk}, request=request)
        body = {**self.get_serializer(job).data, "status_url": where}
        return Response(body, status.HTTP_202_ACCEPTED, headers={"Location": where})


class ImportJobView(generics.RetrieveAPIView):
    """How far one's own import is; staff see anyone's."""

    serializer_class = ImportJobSerializer
    ratelimit_group = "analytics"

    def get_queryset(self) -> QuerySet[ImportJob, Any]:
        """Another user's job is as absent as one that never was."""
        jobs = ImportJob.objects.defer("content")
        return (
            jobs
            if self.request.user.is_staff
            else jobs.filter(user_id=subject_of(self.request, "me"))
        )
