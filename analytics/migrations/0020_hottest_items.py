from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models

SEVERAL = models.Q(several_listeners=True)
SPANS = {"24h": "heat_6h", "7d": "heat_42h", "30d": "heat_180h"}


class Migration(migrations.Migration):
    # Reports and steps go on while the indexes are built; the old ones serve until then.
    atomic = False

    dependencies = [
        ("analytics", "0019_item_several_listeners"),
    ]

    operations = [
        *(
            AddIndexConcurrently(
                "item",
                models.Index(
                    fields=["kind", f"-{heat}"], condition=SEVERAL, name=f"item_hottest_{span}"
                ),
            )
            for span, heat in SPANS.items()
        ),
        AddIndexConcurrently(
            "item",
            models.Index(
                fields=["kind", "-several_listeners", "-heat_720h"], name="item_hottest_all"
            ),
        ),
        *(
            RemoveIndexConcurrently("item", name=f"item_hot_{span}")
            for span in ("24h", "7d", "30d", "all")
        ),
    ]
