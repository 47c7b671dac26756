"""The WSGI application that Gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

from common.patience import bind_web_server

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "music_discovery_backend.settings")

application = get_wsgi_application()
bind_web_server()
