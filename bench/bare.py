"""The baseline of bench/read.py: Django and nothing else, handing out bytes from memory."""

import os
from pathlib import Path

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

BODY = Path(os.environ["BARE_BODY"]).read_bytes()

settings.configure(
    ALLOWED_HOSTS=["127.0.0.1"],
    MIDDLEWARE=[],
    ROOT_URLCONF=__name__,
    SECRET_KEY="only-for-measuring",  # noqa: S106 - signs nothing
)


def body(request: HttpRequest, user_ref: str) -> HttpResponse:
    """The same bytes to everyone."""
    length = {"Content-Length": str(len(BODY))}  # else Gunicorn sends chunks, which cost more
    return HttpResponse(BODY, content_type="application/json", headers=length)


urlpatterns = [path("api/recommendations/<str:user_ref>/", body)]

application = get_wsgi_application()
