"""Sending and listing events."""

from collections import Counter
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.utils.translation import gettext
from rest_framework import generics, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from analytics import services
from analytics.ingestion.errors import NotEvents
from analytics.models import UserActivity
from analytics.pagination import NewestFirst
from analytics.parsers import EventsParser
from analytics.query import BadQuery, moment_of, number_of
from analytics.serializers import ActivitySerializer
from analytics.types import Verdict
from common.access import subject_of
from common.errors import NotFound
from common.idempotency import idempotent
from users import selectors as users
from users.types import ServiceCaller


class ActivityView(generics.ListAPIView):
    """``POST`` one event or a list of them; ``GET`` one's own, newest first."""

    serializer_class = ActivitySerializer
    pagination_class = NewestFirst
    parser_classes = [EventsParser]
    ratelimit_group = "analytics"
    ratelimit_groups = {"POST": "activity"}
    service_scopes = {"POST": "activity:write"}

    @idempotent(about="user")
    def post(self, request: Request) -> Response:
        """Answer once PostgreSQL has committed: 201 or 200 for one, verdicts for a list."""
        body = request.data
        if not isinstance(body, dict | list):
            raise NotEvents
        caller = _caller(request)
        if isinstance(body, list):
            return Response(_verdicts(services.record_events(body, caller)))
        (verdict,) = services.record_events([body], caller)
        return self._single(verdict)

    def _single(self, verdict: Verdict) -> Response:
        if verdict.error is not None:
            raise verdict.error
        event = generics.get_object_or_404(UserActivity, pk=verdict.id)
        body = self.get_serializer(event).data
        if verdict.status != "accepted":
            return Response(body)
        return Response(body, status.HTTP_201_CREATED, headers={"Location": self._place(event)})

    def _place(self, event: UserActivity) -> str:
        """Where the event can be read: the list that holds it alone."""
        query = {"event_id": event.event_id}
        if event.user_id != self.request.user.pk:
            query["user"] = str(event.user_id)
        return f"{reverse('activity', request=self.request)}?{urlencode(query)}"

    def get_queryset(self) -> QuerySet[UserActivity]:
        """The events asked for: ``user`` (staff), action, track_id, event_id, since, until."""
        query = self.request.query_params
        events = UserActivity.objects.filter(user_id=self._subject())
        if action := query.get("action"):
            if action not in UserActivity.Action.values:
                raise BadQuery("action", gettext("One of play, like, skip, share."))
            events = events.filter(action=action)
        for name in ("track_id", "event_id"):
            if value := query.get(name, "").replace("\x00", ""):
                events = events.filter(**{name: value})
        if since := moment_of(query, "since"):
            events = events.filter(timestamp__gte=since)
        if until := moment_of(query, "until"):
            events = events.filter(timestamp__lt=until)
        return events

    def _subject(self) -> int:
        query = self.request.query_params
        if query.get("user", "me") == "me":
            return subject_of(self.request, "me")
        user_id = subject_of(self.request, number_of(query, "user", default=1, most=2**63 - 1))
        if not users.exists(user_id):  # only staff come this far
            raise NotFound
        return user_id


def _caller(request: Request) -> services.Caller:
    sender: object = request.user
    if isinstance(sender, ServiceCaller):
        return services.Caller(None, for_anyone=True)
    return services.Caller(subject_of(request, "me"), for_anyone=request.user.is_staff)


def _verdicts(verdicts: list[Verdict]) -> dict[str, Any]:
    counts = Counter(verdict.status for verdict in verdicts)
    return {
        "accepted": counts["accepted"],
        "duplicate": counts["duplicate"],
        "rejected": counts["rejected"],
        "results": [_result(verdict) for verdict in verdicts],
    }


def _result(verdict: Verdict) -> dict[str, Any]:
    result: dict[str, Any] = {"index": verdict.index, "status": verdict.status, "id": verdict.id}
    if verdict.error is not None:
        detail = verdict.error.detail or {"non_field_errors": [verdict.error.message]}
        result |= {"code": verdict.error.code, "detail": detail}
    return result
