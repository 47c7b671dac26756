"""Every track that we know."""

from collections.abc import Iterator

from django.contrib import admin
from django.db.models import Q
from django.http import HttpRequest

from common.admin import LookOnly, url_of_list
from common.folding import fold
from recommendations.models import Track


@admin.register(Track)
class TrackAdmin(LookOnly):
    """Every track that we know, until its facts expire."""

    section = "Recommendations"
    icon = "music_note"
    list_display = ["id", "name", "artists", "album_name", "popularity", "reception", "expires_at"]
    ordering = ["id"]
    search_fields = ["id"]
    search_help_text = "A track's exact id, or an artist's id or name."
    export_fields = [
        "id",
        "name",
        "artist_names",
        "album_name",
        "popularity",
        "reception",
        "release_year",
    ]

    def found_by(self, term: str) -> Q:
        """By what has an index: the id, and the artists."""
        keys = [term, fold(term)]
        return Q(pk=term) | Q(artist_keys__overlap=keys)

    @admin.display(description="artists")
    def artists(self, track: Track) -> str:
        """All names in one line."""
        return ", ".join(track.artist_names)

    def ways_from(self, request: HttpRequest, row: Track) -> Iterator[tuple[str, str]]:
        """Also to the events of the track."""
        yield from super().ways_from(request, row)
        if request.user.has_perm("analytics.view_useractivity"):
            yield "activity", url_of_list("analytics.useractivity", q=row.pk)
