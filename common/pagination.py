"""Keyset paging: stable while rows are added, and as fast on the last page as on the first."""

from rest_framework.pagination import CursorPagination


class KeysetPagination(CursorPagination):
    """``{"next", "previous", "results"}``; ``?page_size=`` up to 100. Views name the ordering."""

    page_size = 20
    page_size_query_param = "page_size"
    max_page_size = 100
    ordering = "-id"
