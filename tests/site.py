"""The product as browsers need it: with its static files."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from django.core.management import call_command
from django.test import override_settings

from devstack import programs
from devstack.process import free_port
from devstack.stack import Stack
from tests.nginx_server import NginxServer, nginx_program


@contextlib.contextmanager
def served(stack: Stack, folder: Path) -> Iterator[str]:
    """The address of the running stack by Nginx, or without it by another Gunicorn."""
    with _nginx(stack, folder) if nginx_program() else _gunicorn(stack, folder) as url:
        yield url


@contextlib.contextmanager
def _nginx(stack: Stack, folder: Path) -> Iterator[str]:
    with NginxServer(folder, stack.port) as server:
        with override_settings(STATIC_ROOT=server.static):
            call_command("collectstatic", interactive=False, verbosity=0)
        yield server.base_url


@contextlib.contextmanager
def _gunicorn(stack: Stack, folder: Path) -> Iterator[str]:
    port = free_port()
    web = programs.web(folder, port, "devstack.wsgi:application", stack.environment)
    web.start()
    try:
        web.wait()
        yield f"http://127.0.0.1:{port}"
    finally:
        web.stop()
