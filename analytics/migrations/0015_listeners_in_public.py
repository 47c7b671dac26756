from django.db import migrations

# Private sessions are no listeners of the platform any more: what was counted of them is taken
# out, and the platform's heats are added up anew. Whoever counts waits meanwhile. What a worker of
# the version before counts of private sessions in the minute until it is replaced stays, until
# rebuild_rollups: the self-check tells.
TAKE_OUT = """
SELECT FROM analytics_rollupcursor FOR UPDATE;
CREATE TEMPORARY TABLE private_hours ON COMMIT DROP AS
SELECT date_trunc('hour', "timestamp", 'UTC') AS hour, user_id, count(*) AS events FROM (
    SELECT user_id, "timestamp" FROM analytics_useractivity
    WHERE private AND action <> 'skip'
      AND xact_id < (SELECT max(position) FROM analytics_rollupcursor)
    UNION ALL
    SELECT user_id, "timestamp" FROM analytics_retraction
    WHERE private AND action <> 'skip'
      AND event_xact_id < (SELECT max(position) FROM analytics_rollupcursor)
) counted GROUP BY 1, 2;
UPDATE analytics_itemlistener l SET events = l.events - p.events
FROM private_hours p, analytics_item i
WHERE i.kind = 'platform' AND l.item_id = i.id AND l.hour = p.hour AND l.user_id = p.user_id;
UPDATE analytics_itemhour h SET listeners = (
    SELECT count(*) FROM analytics_itemlistener l
    WHERE l.item_id = h.item_id AND l.hour = h.hour AND l.events > 0)
FROM analytics_item i
WHERE i.kind = 'platform' AND h.item_id = i.id AND h.hour IN (SELECT hour FROM private_hours);
DELETE FROM analytics_itemlistener l USING analytics_item i, private_hours p
WHERE i.kind = 'platform' AND l.item_id = i.id AND l.hour = p.hour AND l.user_id = p.user_id
  AND l.events = 0;
UPDATE analytics_item i
SET heat_6h = e.h6, heat_42h = e.h42, heat_180h = e.h180, heat_720h = e.h720, heat_ever = e.ever
FROM (
    SELECT item_id, sum(listeners * power(2::float8, greatest(-600, age / 6))) AS h6,
           sum(listeners * power(2::float8, greatest(-600, age / 42))) AS h42,
           sum(listeners * power(2::float8, greatest(-600, age / 180))) AS h180,
           sum(listeners * power(2::float8, greatest(-600, age / 720))) AS h720,
           sum(listeners) AS ever
    FROM (
        SELECT item_id, listeners,
               extract(epoch FROM hour - (SELECT max(landmark) FROM analytics_rollupcursor))::float8
                   / 3600 AS age
        FROM analytics_itemhour WHERE item_id IN (
            SELECT id FROM analytics_item WHERE kind = 'platform')
    ) aged GROUP BY item_id
) e
WHERE i.id = e.item_id AND EXISTS (SELECT FROM private_hours)
"""


class Migration(migrations.Migration):
    dependencies = [
        ("analytics", "0014_small_counts"),
    ]

    operations = [migrations.RunSQL(TAKE_OUT, migrations.RunSQL.noop)]
