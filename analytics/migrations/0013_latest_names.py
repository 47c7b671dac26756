from django.db import migrations

# Items were called what the first event called them, though that may have been erased. Whoever
# counts waits meanwhile.
LATEST = """
SELECT FROM analytics_rollupcursor FOR UPDATE;
UPDATE analytics_item i
SET name = coalesce(e.track_name, ''), artist_name = coalesce(e.artist_name, ''),
    named_at = e.timestamp
FROM analytics_item k LEFT JOIN LATERAL (
    SELECT track_name, artist_name, timestamp FROM analytics_useractivity
    WHERE track_id = k.key AND NOT private
      AND xact_id < (SELECT max(position) FROM analytics_rollupcursor)
    ORDER BY timestamp DESC, track_name DESC, artist_name DESC LIMIT 1
) e ON true
WHERE k.kind = 'track' AND i.id = k.id;
UPDATE analytics_item i SET name = coalesce(e.artist_name, ''), named_at = e.timestamp
FROM analytics_item k LEFT JOIN LATERAL (
    SELECT artist_name, timestamp FROM analytics_useractivity
    WHERE artist_key = k.key AND NOT private
      AND xact_id < (SELECT max(position) FROM analytics_rollupcursor)
    ORDER BY timestamp DESC, artist_name DESC LIMIT 1
) e ON true
WHERE k.kind = 'artist' AND i.id = k.id
"""


class Migration(migrations.Migration):
    dependencies = [
        ("analytics", "0012_names_of_items"),
    ]

    operations = [migrations.RunSQL(LATEST, migrations.RunSQL.noop)]
