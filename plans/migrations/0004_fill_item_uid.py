"""Every item that was there before gets a name of its own."""

import uuid

from django.db import migrations

AT_ONCE = 500


def fill(apps, schema_editor):
    rows = apps.get_model("plans", "PlanItem")._base_manager
    while chunk := list(rows.filter(uid=None)[:AT_ONCE]):
        for row in chunk:
            row.uid = uuid.uuid4()
        rows.bulk_update(chunk, ["uid"])


class Migration(migrations.Migration):
    dependencies = [("plans", "0003_editor")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
