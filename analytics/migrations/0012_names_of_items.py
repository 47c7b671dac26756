from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    # Events go on being stored while the index is built.
    atomic = False

    dependencies = [
        ("analytics", "0011_impressions_of_nobody"),
    ]

    operations = [
        migrations.AddField(
            model_name="item",
            name="named_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        AddIndexConcurrently(
            model_name="useractivity",
            index=models.Index(
                condition=models.Q(("private", False)),
                fields=["artist_key", "timestamp"],
                name="activity_artist",
            ),
        ),
    ]
