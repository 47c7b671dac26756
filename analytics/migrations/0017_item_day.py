from django.db import migrations, models

# Days follow the hours of their items within each transaction. Only who holds the rollup cursor
# changes hours, so nobody waits for anybody here. An hour that counts nothing any more is
# deleted, and its day with the last of them.
DAYS = """
CREATE FUNCTION analytics_item_hours_came() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO analytics_itemday AS d (item_id, day, plays, events)
    SELECT item_id, (hour AT TIME ZONE 'UTC')::date, sum(c.plays),
           sum(c.plays + c.likes + c.skips + c.shares)
    FROM come c JOIN analytics_item i ON i.id = c.item_id WHERE i.by_day
    GROUP BY 1, 2
    ON CONFLICT (item_id, day) DO UPDATE
    SET plays = d.plays + excluded.plays, events = d.events + excluded.events;
    RETURN NULL;
END $$;

CREATE FUNCTION analytics_item_hours_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE analytics_itemday d SET plays = d.plays + moved.plays, events = d.events + moved.events
    FROM (
        SELECT item_id, (hour AT TIME ZONE 'UTC')::date AS day, sum(signed.plays) AS plays,
               sum(signed.events) AS events
        FROM (
            SELECT item_id, hour, plays, plays + likes + skips + shares AS events FROM come
            UNION ALL
            SELECT item_id, hour, -plays, -(plays + likes + skips + shares) FROM gone
        ) signed JOIN analytics_item i ON i.id = item_id WHERE i.by_day
        GROUP BY 1, 2
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
        migrations.AddField(
            model_name="item",
            name="by_day",
            field=models.BooleanField(db_default=False, default=False, editable=False),
        ),
        migrations.AddIndex(
            model_name="item",
            index=models.Index(
                condition=models.Q(("by_day", True)), fields=["id"], name="item_by_day"
            ),
        ),
        migrations.RunSQL(DAYS, NO_DAYS),
    ]
