"""``python -m listenbrainz.standin``: run the stand-in until it is told to stop."""

import argparse
import signal
import sys

from listenbrainz.standin.server import StandinServer

_STOP_SIGNALS = {signal.SIGINT, signal.SIGTERM}


def main() -> int:
    """Serve until SIGTERM or SIGINT; 1 if the port cannot be had."""
    parser = argparse.ArgumentParser(prog="python -m listenbrainz.standin")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=0, help="0, the default, takes a free one")
    options = parser.parse_args()
    # Blocked before any thread starts, so that only ``sigwait`` below receives them.
    signal.pthread_sigmask(signal.SIG_BLOCK, _STOP_SIGNALS)
    try:
        server = StandinServer(host=options.host, port=options.port)
    except OSError as error:
        sys.stderr.write(f"Cannot listen on {options.host}:{options.port}: {error}\n")
        return 1
    with server:
        sys.stdout.write(f"ListenBrainz stand-in at {server.site}\n")
        sys.stdout.flush()
        signal.sigwait(_STOP_SIGNALS)
    return 0


if __name__ == "__main__":
    sys.exit(main())
