import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("plans", "0004_fill_item_uid")]

    operations = [
        migrations.AlterField(
            "planitem", "uid", models.UUIDField(default=uuid.uuid4, editable=False)
        ),
        migrations.AddConstraint(
            "planitem",
            models.UniqueConstraint(fields=("plan", "uid"), name="item_uid_once_per_plan"),
        ),
    ]
