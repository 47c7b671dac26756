"""What does Nginx add to the cached recommendation list, and what does it take?

    python -m bench.stack [--rounds 5] [--seconds 4] [--connections 8]

The same list is read from Gunicorn directly and through Nginx under our nginx.conf, in turns: the
same Gunicorn, one worker, plain and with the compression that a browser asks for. Needs Nginx
(Debian: nginx-light).
"""

import argparse
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench import load
from bench.read import PATH, SETTINGS, cached_list
from devstack.stack import Stack
from tests.nginx_server import NginxServer, nginx_program


@dataclass(frozen=True, slots=True)
class Way:
    """One way to the list: its name, the port where it begins, what is asked there."""

    name: str
    port: int
    request: bytes


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=4)
    parser.add_argument("--connections", type=int, default=8)
    options = parser.parse_args()
    if nginx_program() is None:
        raise SystemExit("Nginx is not installed (Debian: apt install nginx-light).")
    folder = Path(tempfile.mkdtemp(prefix="music-bench-"))
    with Stack(folder / "stack", parts=("standin", "web"), settings=SETTINGS) as stack:
        token, _ = cached_list(stack.base_url)
        (folder / "nginx").mkdir()
        with NginxServer(folder / "nginx", stack.port) as nginx:
            compare(_ways(token, stack.port, nginx.port), options)


def _ways(token: str, gunicorn: int, nginx: int) -> list[Way]:
    bearer = {"authorization": f"Bearer {token}"}
    plain = load.request(PATH, **bearer)
    compressed = load.request(PATH, **bearer, accept_encoding="gzip")
    return [
        Way("gunicorn", gunicorn, plain),
        Way("nginx", nginx, plain),
        Way("nginx, gzip", nginx, compressed),
    ]


def compare(ways: Sequence[Way], options: argparse.Namespace) -> None:
    """Measure all in turns; print each round, and the medians of the ratios to the first."""
    ratios: dict[str, list[float]] = {way.name: [] for way in ways[1:]}
    for number in range(options.rounds + 1):
        results = [
            load.run(
                way.port, way.request, connections=options.connections, seconds=options.seconds
            )
            for way in ways
        ]
        if number == 0:
            continue  # it only warmed up
        for way, result in zip(ways, results, strict=True):
            print(
                f"round {number}  {way.name:<12}{result.per_second:7.0f} requests/s"
                f"  p50 {result.percentile(0.5):6.2f} ms  p99 {result.percentile(0.99):6.2f} ms"
                f"  failed {result.failures}",
                flush=True,
            )
        for way, result in zip(ways[1:], results[1:], strict=True):
            ratios[way.name].append(result.per_second / results[0].per_second)
    for name, found in ratios.items():
        print(f"ratio {name}/gunicorn  median {median(found):.2f}  worst {min(found):.2f}")


if __name__ == "__main__":
    main()
