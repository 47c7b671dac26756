"""The WSGI application with the admin's static files, which Nginx serves in production."""

from django.contrib.staticfiles.handlers import StaticFilesHandler

from music_discovery_backend.wsgi import application as service

application = StaticFilesHandler(service)
