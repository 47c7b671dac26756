"""A refusal reads what it did not want."""

from django.http import HttpResponse
from django.test import RequestFactory

from common.refusals import RefusalMiddleware


def left_after(status, body, settings, most):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = most
    request = RequestFactory().post("/", body, content_type="application/json")
    RefusalMiddleware(lambda _: HttpResponse(status=status))(request)
    return len(request.read())


def test_a_refused_body_is_read_to_its_end(settings):
    assert left_after(401, b"x" * 200_000, settings, 1_000_000) == 0


def test_no_more_is_read_than_a_body_may_be_long(settings):
    assert left_after(401, b"x" * 1_000_000, settings, 100_000) > 800_000


def test_what_a_view_accepted_is_its_own_business(settings):
    assert left_after(201, b"x" * 1000, settings, 100_000) == 1000
