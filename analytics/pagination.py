"""How events are paged."""

from common.pagination import KeysetPagination


class NewestFirst(KeysetPagination):
    """By when things happened; events of the same moment in the order they came in."""

    ordering = ("-timestamp", "-id")
