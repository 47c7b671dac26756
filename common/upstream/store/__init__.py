"""What the processes share about a service outside: in Redis, or in memory while Redis is away."""

from common.upstream.store.base import Entry, Store
from common.upstream.store.fallback import FallbackStore

__all__ = ["Entry", "FallbackStore", "Store"]
