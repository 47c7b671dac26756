"""How Gunicorn serves: ``gunicorn -c python:music_discovery_backend.gunicorn_conf``."""

import os
import shutil
from pathlib import Path
from typing import Any

from gunicorn import util

from music_discovery_backend.counts_folder import new_folder
from music_discovery_backend.env import env_int, env_str, load_env_file
from music_discovery_backend.gunicorn_errors import write_error

load_env_file()

wsgi_app = "music_discovery_backend.wsgi"
bind = env_str("WEB_BIND", "127.0.0.1:8000")

# Loaded once, before any worker: a bad setting ends the start with its one line, where a worker
# would be started again and again. It saves memory, too.
preload_app = True

# Threads, since a request mostly waits for Redis or PostgreSQL.
worker_class = "gthread"
workers = env_int("WEB_CONCURRENCY", 2, least=1, most=256)
threads = env_int("WEB_THREADS", 4, least=1, most=256)

# A worker is replaced now and then, so that no leak grows for ever; not all in the same moment.
max_requests = env_int("WEB_MAX_REQUESTS", 100_000)
max_requests_jitter = max_requests // 10

# Longer than Nginx keeps its connections (60 s), so that no request meets a closing one.
keepalive = 75
timeout = env_int("WEB_TIMEOUT", 30, least=1)
graceful_timeout = env_int("WEB_GRACEFUL_TIMEOUT", 20, least=1)

# Room for the longest paging cursor and a token, and for nothing much longer.
limit_request_line = 4094
limit_request_fields = 60
limit_request_field_size = 8190

# Workers show that they live by touching a file; on a slow disk that alone may block them.
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108 - not guessable

# What Gunicorn refuses by itself has the shape of the API's errors, too.
util.write_error = write_error

# Nginx and the service write a line for each request; "-" writes a third, to standard output.
accesslog = env_str("WEB_ACCESS_LOG", "") or None
# Without the query, which may hold what is nobody's business.
access_log_format = (
    '{"time":"%(t)s","request_id":"%({x-request-id}o)s","client":"%(h)s","method":"%(m)s",'
    '"path":"%(U)s","status":%(s)s,"bytes":"%(b)s","milliseconds":%(M)s}'
)
errorlog = "-"

# Where the workers put their counts together, in memory where that may be. Set before anything
# imports prometheus_client, which looks once.
os.environ["PROMETHEUS_MULTIPROC_DIR"] = new_folder(worker_tmp_dir)

# Nobody steers a running server by a socket here, so there is none to guard.
control_socket_disable = True

pythonpath = str(Path(__file__).resolve().parent.parent)


def child_exit(server: Any, worker: Any) -> None:
    """A worker ended: what it counted stays counted."""
    from common import metric_files  # imports prometheus_client

    metric_files.fold(worker.pid)


def on_exit(server: Any) -> None:
    """All of them ended."""
    shutil.rmtree(os.environ["PROMETHEUS_MULTIPROC_DIR"], ignore_errors=True)
