"""The pool of candidates of each taste, shared by everyone who has that taste."""

from recommendations.pool.drawing import draw
from recommendations.pool.ensuring import ensure, existing
from recommendations.pool.filling import purge, refill, stale_pools
from recommendations.pool.widening import Find, kin, widen

__all__ = ["Find", "draw", "ensure", "existing", "kin", "purge", "refill", "stale_pools", "widen"]
