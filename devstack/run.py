"""``python -m devstack.run``: everything on 127.0.0.1:PORT until Ctrl-C, with data that stay."""

import secrets
import sys
import time

from devstack.development import DevelopmentStack
from devstack.interrupts import orderly_end
from devstack.process import StartFailed, accepts_connections
from devstack.secret import write_private

_LOOK_AGAIN = 1.0  # seconds


def main() -> int:
    """Run until told to stop: 0. If something does not start, or ends by itself: 1."""
    try:
        with orderly_end():
            _run(DevelopmentStack())
    except StartFailed as failure:
        print(failure)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. The data stay for the next time; `make clean` removes them.")
    return 0


def _run(stack: DevelopmentStack) -> None:
    if accepts_connections(stack.port):
        raise StartFailed(f"Port {stack.port} is in use; choose another: make run PORT=8001")
    print("Starting PostgreSQL, Redis, Gunicorn, Celery worker and beat.", flush=True)
    with stack:
        stack.publish_environment()
        _make_admin(stack)
        print(_introduction(stack), flush=True)
        while not (ended := stack.ended()):
            time.sleep(_LOOK_AGAIN)
        raise StartFailed(f"{ended[0].name} ended by itself.\n{ended[0].tail()}")


def _make_admin(stack: DevelopmentStack) -> None:
    if stack.admin_password.exists():
        return
    password = secrets.token_urlsafe(12)
    account = ("--username=admin", "--email=admin@example.org")
    stack.manage("createsuperuser", "--no-input", *account, DJANGO_SUPERUSER_PASSWORD=password)
    write_private(stack.admin_password, password)


def _introduction(stack: DevelopmentStack) -> str:
    if stack.talks_to_spotify:
        spotify = "the real one, with SPOTIFY_CLIENT_ID and SPOTIFY_CLIENT_SECRET"
    else:
        spotify = (
            "a stand-in on this machine with about 3,300 tracks, for want of\n"
            "           SPOTIFY_CLIENT_ID and SPOTIFY_CLIENT_SECRET in .env"
        )
    return f"""
  API      {stack.base_url}/api/
  Admin    {stack.base_url}/admin/  user admin, password in {stack.admin_password}
  Spotify  {spotify}
  Logs     {stack.folder}/*.log

Ctrl-C stops it."""


if __name__ == "__main__":
    sys.exit(main())
