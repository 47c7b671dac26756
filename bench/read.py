"""How much of a bare Django view's throughput does the cached recommendation list keep?

    python -m bench.read [--rounds 5] [--seconds 4] [--connections 8]

Both are served by Gunicorn with the same settings (one worker, so that the load generator has a
core of its own) and answer with the same bytes. The list's answer takes a verified token, the
check of ownership and revocation, the rate limit and the shelf in Redis; the bare view, without
any middleware, takes nothing. They are measured in turns.
"""

import argparse
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import psutil
import requests

from bench import load
from devstack import programs
from devstack.process import free_port
from devstack.stack import Stack

SETTINGS = {
    "WEB_CONCURRENCY": "1",
    "RATELIMIT_RECOMMENDATIONS": "900000/m",
    "JWT_ACCESS_MINUTES": "60",
    "LOG_LEVEL": "WARNING",
}
ACCOUNT = {"username": "bench", "email": "bench@example.org", "password": "correct horse battery"}
PATH = "/api/recommendations/me/"


@dataclass(frozen=True, slots=True)
class Server:
    """One of the two: where it listens, its Gunicorn's process id, what it is asked."""

    name: str
    port: int
    pid: int
    request: bytes

    def cpu_seconds(self) -> float:
        """CPU time of the server's worker processes so far."""
        workers = psutil.Process(self.pid).children(recursive=True)
        return sum(times.user + times.system for times in (w.cpu_times() for w in workers))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=4)
    parser.add_argument("--connections", type=int, default=8)
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="music-bench-"))
    with Stack(folder, parts=("standin", "web"), settings=SETTINGS) as stack:
        token, body = cached_list(stack.base_url)
        (folder / "body").write_bytes(body)
        environment = stack.environment | {"BARE_BODY": str(folder / "body")}
        environment["DJANGO_SETTINGS_MODULE"] = ""
        port = free_port()
        bare = programs.web(folder, port, "bench.bare", environment)
        bare.start()
        try:
            bare.wait()
            servers = [
                Server("bare", port, bare.pid, load.request(PATH)),
                Server("ours", stack.port, stack.web.pid, authorised(token)),
            ]
            compare(servers, options)
        finally:
            bare.stop()


def cached_list(base_url: str) -> tuple[str, bytes]:
    """Sign up, log in, read once to fill the shelf; the token and the cached answer."""
    profile = {"favorite_genres": ["rock", "jazz", "blues"]}
    requests.post(f"{base_url}/api/users/", json=ACCOUNT | {"profile": profile}, timeout=10)
    tokens = requests.post(f"{base_url}/api/auth/token/", json=ACCOUNT, timeout=10).json()
    headers = {"Authorization": f"Bearer {tokens['access']}"}
    for _ in range(2):
        answer = requests.get(base_url + PATH, headers=headers, timeout=10)
        answer.raise_for_status()
    if answer.json()["source"] != "cache":
        raise SystemExit(f"The list did not come from the cache: {answer.text[:200]}")
    return tokens["access"], answer.content


def authorised(token: str) -> bytes:
    """The request of the list's owner."""
    return load.request(PATH, authorization=f"Bearer {token}")


def compare(servers: Sequence[Server], options: argparse.Namespace) -> None:
    """Measure both in turns and print each round and the medians."""
    ratios, costs = [], []
    for number in range(options.rounds + 1):
        measured = [measure(server, options) for server in servers]
        if number == 0:
            continue  # it only warmed up
        for server, (result, cpu) in zip(servers, measured, strict=True):
            print(
                f"round {number}  {server.name}  {result.per_second:7.0f} requests/s"
                f"  p50 {result.percentile(0.5):6.2f} ms  p99 {result.percentile(0.99):6.2f} ms"
                f"  {cpu:4.0f} us CPU/request  failed {result.failures}",
                flush=True,
            )
        (bare, bare_cpu), (ours, ours_cpu) = measured
        ratios.append(ours.per_second / bare.per_second)
        costs.append(bare_cpu / ours_cpu)
    print(f"ratio ours/bare  throughput  median {median(ratios):.2f}  worst {min(ratios):.2f}")
    print(f"ratio bare/ours  CPU         median {median(costs):.2f}  worst {min(costs):.2f}")


def measure(server: Server, options: argparse.Namespace) -> tuple[load.Load, float]:
    """One run, and the microseconds of CPU time that a request cost the server's processes."""
    before = server.cpu_seconds()
    result = load.run(
        server.port, server.request, connections=options.connections, seconds=options.seconds
    )
    spent = server.cpu_seconds() - before
    return result, 1e6 * spent / len(result.latencies)


if __name__ == "__main__":
    main()
