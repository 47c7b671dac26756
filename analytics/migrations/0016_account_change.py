from django.conf import settings
from django.db import migrations, models

# How many accounts there are, kept as 0014 keeps the number of recommendations. The triggers come
# first: they hold back who would change the table until all is counted.
ACCOUNTS = """
CREATE FUNCTION analytics_accounts_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    change bigint;
BEGIN
    IF TG_OP = 'INSERT' THEN
        SELECT count(*) INTO change FROM come;
    ELSE
        SELECT -count(*) INTO change FROM gone;
    END IF;
    IF change <> 0 THEN
        INSERT INTO analytics_accountchange (change) VALUES (change);
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER account_inserted AFTER INSERT ON users_user
    REFERENCING NEW TABLE AS come
    FOR EACH STATEMENT EXECUTE FUNCTION analytics_accounts_changed();
CREATE TRIGGER account_deleted AFTER DELETE ON users_user
    REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION analytics_accounts_changed();

INSERT INTO analytics_accountchange (change) SELECT count(*) FROM users_user;
"""
NO_ACCOUNTS = """
DROP TRIGGER account_inserted ON users_user;
DROP TRIGGER account_deleted ON users_user;
DROP FUNCTION analytics_accounts_changed();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("analytics", "0015_listeners_in_public"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AccountChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("change", models.BigIntegerField()),
            ],
        ),
        migrations.RunSQL(ACCOUNTS, NO_ACCOUNTS),
    ]
