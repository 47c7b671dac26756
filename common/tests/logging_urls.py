"""A route that writes a line to the log."""

import logging

from django.http import HttpResponse
from django.urls import path

logger = logging.getLogger(__name__)


def speak(request):
    logger.warning("speaking")
    return HttpResponse()


urlpatterns = [path("speak/", speak)]
