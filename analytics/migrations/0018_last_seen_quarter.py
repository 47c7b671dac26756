from django.db import migrations, models

# In place of hours, of which a span of days took half a one, user by user. Every zone's midnight is
# the beginning of a quarter, so "today" takes whole ones alone.
QUARTERS = """
CREATE FUNCTION analytics_last_seen_quarter(moment timestamptz) RETURNS timestamptz
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN date_bin('15 minutes', moment, '2000-01-01T00:00Z'::timestamptz);

CREATE OR REPLACE FUNCTION analytics_last_seen_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        INSERT INTO analytics_lastseenquarter AS q (at, users)
        SELECT analytics_last_seen_quarter(last_at) AS at, -count(*) FROM gone
        WHERE last_at IS NOT NULL GROUP BY 1 ORDER BY 1
        ON CONFLICT (at) DO UPDATE SET users = q.users + excluded.users;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO analytics_lastseenquarter AS q (at, users)
        SELECT analytics_last_seen_quarter(last_at) AS at, count(*) FROM come
        WHERE last_at IS NOT NULL GROUP BY 1 ORDER BY 1
        ON CONFLICT (at) DO UPDATE SET users = q.users + excluded.users;
    END IF;
    IF TG_OP <> 'INSERT' THEN
        DELETE FROM analytics_lastseenquarter q USING gone g
        WHERE q.at = analytics_last_seen_quarter(g.last_at) AND q.users = 0;
    END IF;
    RETURN NULL;
END $$;

SELECT FROM analytics_rollupcursor FOR UPDATE;
INSERT INTO analytics_lastseenquarter (at, users)
SELECT analytics_last_seen_quarter(last_at), count(*) FROM analytics_usertotal
WHERE last_at IS NOT NULL GROUP BY 1;
"""
HOURS = """
CREATE OR REPLACE FUNCTION analytics_last_seen_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        INSERT INTO analytics_lastseenhour AS h (hour, users)
        SELECT date_trunc('hour', last_at, 'UTC') AS hour, -count(*) FROM gone
        WHERE last_at IS NOT NULL GROUP BY 1 ORDER BY 1
        ON CONFLICT (hour) DO UPDATE SET users = h.users + excluded.users;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO analytics_lastseenhour AS h (hour, users)
        SELECT date_trunc('hour', last_at, 'UTC') AS hour, count(*) FROM come
        WHERE last_at IS NOT NULL GROUP BY 1 ORDER BY 1
        ON CONFLICT (hour) DO UPDATE SET users = h.users + excluded.users;
    END IF;
    DELETE FROM analytics_lastseenhour WHERE users = 0;
    RETURN NULL;
END $$;

SELECT FROM analytics_rollupcursor FOR UPDATE;
INSERT INTO analytics_lastseenhour (hour, users)
SELECT date_trunc('hour', last_at, 'UTC'), count(*) FROM analytics_usertotal
WHERE last_at IS NOT NULL GROUP BY 1;
DROP FUNCTION analytics_last_seen_quarter(timestamptz);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("analytics", "0017_item_day"),
    ]

    operations = [
        migrations.CreateModel(
            name="LastSeenQuarter",
            fields=[
                ("at", models.DateTimeField(primary_key=True, serialize=False)),
                ("users", models.BigIntegerField()),
            ],
        ),
        migrations.RunSQL(QUARTERS, HOURS),
        migrations.DeleteModel(name="LastSeenHour"),
    ]
