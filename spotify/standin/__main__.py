"""``python -m spotify.standin``: run the stand-in until it is told to stop."""

import argparse
import signal
import sys
from pathlib import Path

from spotify.standin.facts import SHIPPED
from spotify.standin.profiles import PROFILES
from spotify.standin.server import DEFAULT_CLIENT_ID, DEFAULT_CLIENT_SECRET, StandinServer

_STOP_SIGNALS = {signal.SIGINT, signal.SIGTERM}


def main() -> int:
    """Serve until SIGTERM or SIGINT; 1 if the port cannot be had."""
    options = _parser().parse_args()
    # Blocked before any thread starts, so that only ``sigwait`` below receives them.
    signal.pthread_sigmask(signal.SIG_BLOCK, _STOP_SIGNALS)
    try:
        server = StandinServer(
            options.profile,
            host=options.host,
            port=options.port,
            client_id=options.client_id,
            client_secret=options.client_secret,
            latency_ms=options.latency_ms,
            facts=options.facts,
        )
    except OSError as error:
        sys.stderr.write(f"Cannot listen on {options.host}:{options.port}: {error}\n")
        return 1
    with server:
        sys.stdout.write(f"Spotify stand-in ({server.profile}) at {server.site}\n")
        sys.stdout.flush()
        signal.sigwait(_STOP_SIGNALS)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m spotify.standin",
        description="A stand-in for Spotify's Web API over a small catalogue of real tracks.",
    )
    parser.add_argument("--profile", choices=PROFILES, default="dev2026", help="the kind of app")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=0, help="0, the default, takes a free one")
    parser.add_argument("--client-id", default=DEFAULT_CLIENT_ID)
    parser.add_argument("--client-secret", default=DEFAULT_CLIENT_SECRET)
    parser.add_argument(
        "--latency-ms", type=int, default=0, help="time to wait before every API answer"
    )
    parser.add_argument(
        "--facts", type=Path, default=SHIPPED, help="CSV of the tracks, in place of those shipped"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
