"""``GET /v1/recommendations`` and the list of genre seeds, for legacy apps only.

Other apps get what Spotify gives them: 404 with an empty body.
"""

from typing import Any

from spotify.genre_seeds import GENRE_SEEDS
from spotify.standin.endpoints.writing import writer_for
from spotify.standin.messages import Answer, Request, json_answer
from spotify.standin.parameters import read_limit
from spotify.standin.recommending import SeedPool, read_seeds, read_tuning, recommend
from spotify.standin.standin import Standin


def recommendations(standin: Standin, request: Request) -> Answer:
    """``{"seeds": [...], "tracks": [...]}``: the pools of the seeds, dealt in turns."""
    if not standin.profile.recommendations:
        return Answer(404)
    parameters = request.parameters()
    limit = read_limit(parameters, default=20, most=100)
    writer = writer_for(standin, request)
    pools, tracks = recommend(
        standin.catalogue, read_seeds(parameters), read_tuning(parameters), limit
    )
    return json_answer(
        {
            "seeds": [_seed(pool, request.site) for pool in pools],
            "tracks": [writer.track(track) for track in tracks],
        }
    )


def available_genre_seeds(standin: Standin, request: Request) -> Answer:
    """``{"genres": [...]}``: the words that ``seed_genres`` takes."""
    if not standin.profile.recommendations:
        return Answer(404)
    return json_answer({"genres": list(GENRE_SEEDS)})


def _seed(pool: SeedPool, site: str) -> dict[str, Any]:
    linked = pool.seed.kind != "genre"
    return {
        "initialPoolSize": pool.initial_size,
        "afterFilteringSize": len(pool.tracks),
        "afterRelinkingSize": len(pool.tracks),
        "id": pool.seed.value,
        "type": pool.seed.kind.upper(),
        "href": f"{site}/v1/{pool.seed.kind}s/{pool.seed.value}" if linked else None,
    }
