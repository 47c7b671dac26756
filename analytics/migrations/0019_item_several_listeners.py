from django.db import migrations, models

# No step counts meanwhile.
MARK = """
SELECT FROM analytics_rollupcursor FOR UPDATE;
UPDATE analytics_item SET several_listeners = true
WHERE id IN (
    SELECT item_id FROM analytics_itemlistener WHERE events > 0
    GROUP BY item_id HAVING min(user_id) <> max(user_id)
);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("analytics", "0018_last_seen_quarter"),
    ]

    operations = [
        migrations.AddField(
            model_name="item",
            name="several_listeners",
            field=models.BooleanField(default=False, db_default=False, editable=False),
        ),
        migrations.RunSQL(MARK, migrations.RunSQL.noop),
    ]
