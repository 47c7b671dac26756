from django.db import migrations

# Impressions whose user was erased by a process that died before it came to them. What is left to
# do of an erasure stands in this table, and is done by a task.
FORGET = """
INSERT INTO users_erasure (user_id, erased_at)
SELECT DISTINCT user_id, now() FROM analytics_impression i
WHERE NOT EXISTS (SELECT FROM users_user u WHERE u.id = i.user_id)
"""


class Migration(migrations.Migration):
    dependencies = [
        ("analytics", "0010_import_attempts"),
        ("users", "0005_erasures"),
    ]

    operations = [migrations.RunSQL(FORGET, migrations.RunSQL.noop)]
