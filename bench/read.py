"""How much of a bare Django view's throughput does the cached recommendation list keep?

    python -m bench.read [--rounds 5] [--seconds 4] [--connections 8]

Both are served by Gunicorn with the same settings (one worker, so that the load generator has a
core of its own) and answer with the same bytes. The list's answer takes a verified token, the
check of ownership and revocation, the rate limit and the shelf in Redis; the bare view, without
any middleware, takes nothing. They are measured in turns.
"""

import argparse
import tempfile
from pathlib import Path

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
            compare(port, stack.port, token, options)
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


def compare(bare: int, ours: int, token: str, options: argparse.Namespace) -> None:
    """Measure both in turns and print each round and the medians."""
    requests_of = {
        "bare": (bare, load.request(PATH)),
        "ours": (ours, load.request(PATH, authorization=f"Bearer {token}")),
    }
    ratios = []
    for number in range(options.rounds + 1):
        rates = {}
        for name, (port, request) in requests_of.items():
            result = load.run(
                port, request, connections=options.connections, seconds=options.seconds
            )
            rates[name] = result.per_second
            if number:  # the first round only warms up
                print(
                    f"round {number}  {name}  {result.per_second:7.0f} requests/s"
                    f"  p50 {result.percentile(0.5):6.2f} ms  p99 {result.percentile(0.99):6.2f} ms"
                    f"  failed {result.failures}",
                    flush=True,
                )
        ratios.append(rates["ours"] / rates["bare"])
    ratios = sorted(ratios[1:])
    print(f"ratio ours/bare  median {ratios[len(ratios) // 2]:.2f}  worst {ratios[0]:.2f}")


if __name__ == "__main__":
    main()
