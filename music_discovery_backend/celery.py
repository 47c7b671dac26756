"""The Celery application. Workers and beat start with ``celery -A music_discovery_backend``."""

import os

from celery import Celery

from common.task_trace import follow_tasks
from music_discovery_backend.heartbeat import follow_celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "music_discovery_backend.settings")

app = Celery("music_discovery_backend", task_cls="common.tasks:DurableTask")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
follow_celery()
follow_tasks()
