"""The pool of candidates of each taste, shared by everyone who has that taste."""

from recommendations.pool.drawing import draw
from recommendations.pool.ensuring import ensure
from recommendations.pool.filling import purge, refill, stale_pools
from recommendations.pool.widening import widen

__all__ = ["draw", "ensure", "purge", "refill", "stale_pools", "widen"]
