"""What the processes share about Spotify: in Redis, or in this process while Redis is away."""

from spotify.store.base import Entry, Store
from spotify.store.fallback import FallbackStore

__all__ = ["Entry", "FallbackStore", "Store"]
