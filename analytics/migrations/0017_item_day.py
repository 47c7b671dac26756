from django.db import migrations, models

# Days follow the hours of items within each transaction, also while workers of the version before
# still count. Only who holds the rollup cursor changes hours, so nobody waits for anybody here.
# An hour that counts nothing any more is deleted, and its day with the last of them. The triggers
# come first: they hold back who would change hours until all days are added up.
DAYS = """
CREATE FUNCTION analytics_item_hours_came() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO analytics_itemday AS d (item_id, day, plays, events)
    SELECT item_id, (hour AT TIME ZONE 'UTC')::date, sum(plays), sum(plays + likes + skips + shares)
    FROM come GROUP BY 1, 2 ORDER BY 1, 2
    ON CONFLICT (item_id, day) DO UPDATE
    SET plays = d.plays + excluded.plays, events = d.events + excluded.events;
    RETURN NULL;
END $$;

CREATE FUNCTION analytics_item_hours_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE analytics_itemday d SET plays = d.plays + moved.plays, events = d.events + moved.events
    FROM (
        SELECT item_id, (hour AT TIME ZONE 'UTC')::date AS day, sum(plays) AS plays,
               sum(events) AS events
        FROM (
            SELECT item_id, hour, plays, plays + likes + skips + shares AS events FROM come
            UNION ALL
            SELECT item_id, hour, -plays, -(plays + likes + skips + shares) FROM gone
        ) signed GROUP BY 1, 2
    ) moved
    WHERE d.item_id = moved.item_id AND d.day = moved.day;
    RETURN NULL;
END $$;

CREATE FUNCTION analytics_item_hours_went() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE analytics_itemday d SET plays = d.plays - g.plays, events = d.events - g.events
    FROM (
        SELECT item_id, (hour AT TIME ZONE 'UTC')::date AS day, sum(plays) AS plays,
               sum(plays + likes + skips + shares) AS events
        FROM gone GROUP BY 1, 2
    ) g
    WHERE d.item_id = g.item_id AND d.day = g.day;
    DELETE FROM analytics_itemday d USING gone g
    WHERE d.item_id = g.item_id AND d.day = (g.hour AT TIME ZONE 'UTC')::date AND d.events = 0;
    RETURN NULL;
END $$;

CREATE TRIGGER hour_inserted AFTER INSERT ON analytics_itemhour
    REFERENCING NEW TABLE AS come
    FOR EACH STATEMENT EXECUTE FUNCTION analytics_item_hours_came();
CREATE TRIGGER hour_updated AFTER UPDATE ON analytics_itemhour
    REFERENCING OLD TABLE AS gone NEW TABLE AS come
    FOR EACH STATEMENT EXECUTE FUNCTION analytics_item_hours_changed();
CREATE TRIGGER hour_deleted AFTER DELETE ON analytics_itemhour
    REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION analytics_item_hours_went();

INSERT INTO analytics_itemday (item_id, day, plays, events)
SELECT item_id, (hour AT TIME ZONE 'UTC')::date, sum(plays), sum(plays + likes + skips + shares)
FROM analytics_itemhour GROUP BY 1, 2 ORDER BY 1, 2;
"""
NO_DAYS = """
DROP TRIGGER hour_inserted ON analytics_itemhour;
DROP TRIGGER hour_updated ON analytics_itemhour;
DROP TRIGGER hour_deleted ON analytics_itemhour;
DROP FUNCTION analytics_item_hours_came();
DROP FUNCTION analytics_item_hours_changed();
DROP FUNCTION analytics_item_hours_went();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("analytics", "0016_account_change"),
    ]

    operations = [
        migrations.CreateModel(
            name="ItemDay",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "item_id",
                        "day",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("item_id", models.BigIntegerField()),
                ("day", models.DateField()),
                ("plays", models.BigIntegerField()),
                ("events", models.BigIntegerField()),
            ],
        ),
        migrations.RunSQL(DAYS, NO_DAYS),
    ]
