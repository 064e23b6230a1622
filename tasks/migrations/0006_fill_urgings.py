"""What was urged before stands in the table too: the history of each task told it until now."""

from django.db import migrations
from django.utils import timezone

AT_ONCE = 1000


def fill(apps, schema_editor):
    Urging = apps.get_model("tasks", "Urging")
    lines = apps.get_model("tasks", "TaskHistory").objects.filter(move="urge", by__isnull=False)
    batch = []
    for line in lines.order_by("pk").iterator(chunk_size=AT_ONCE):
        day = timezone.localdate(line.at)
        batch.append(Urging(task_id=line.task_id, day=day, by_id=line.by_id, at=line.at))
        if len(batch) == AT_ONCE:
            Urging.objects.bulk_create(batch, ignore_conflicts=True)
            batch = []
    Urging.objects.bulk_create(batch, ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [("tasks", "0005_letters_take_numbers")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
