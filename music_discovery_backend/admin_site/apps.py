"""Wiring of the admin's start page; last of the apps, so that it finds what the others register."""

from django.apps import AppConfig


class AdminSiteConfig(AppConfig):
    """Holds no models."""

    name = "music_discovery_backend.admin_site"
    label = "admin_site"
