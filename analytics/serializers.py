"""How an event is shown."""

from rest_framework import serializers

from analytics.models import UserActivity


class ActivitySerializer(serializers.ModelSerializer):
    """A stored event, read only."""

    class Meta:
        model = UserActivity
        fields = [
            "id",
            "user",
            "recommendation",
            "track_id",
            "track_name",
            "artist_name",
            "action",
            "timestamp",
            "metadata",
            "event_id",
            "ms_played",
            "duration_ms",
            "reason_end",
            "received_at",
        ]
        read_only_fields = fields
