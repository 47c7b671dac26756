"""Tables of Django and of Celery beat in the admin."""

from django.contrib import admin
from rest_framework_api_key.models import APIKey

from music_discovery_backend.admin_site.log_entries import LogEntryAdmin
from music_discovery_backend.admin_site.periodic_tasks import PeriodicTaskAdmin

__all__ = ["LogEntryAdmin", "PeriodicTaskAdmin"]

# The library's own keys open nothing here, and its table stays empty.
if admin.site.is_registered(APIKey):
    admin.site.unregister(APIKey)
