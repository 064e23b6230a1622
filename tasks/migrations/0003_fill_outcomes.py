"""Tasks that were finished before say how they stood to their date; extensions say what was granted."""

from django.db import migrations
from django.db.models import F
from django.utils import timezone

AT_ONCE = 1000


def outcome_of(task):
    """The rule of tasks.rules.outcome_of, as it was when this was written."""
    if task.due_on is None or task.relation == "requested":
        return "undated"
    if task.finished_on > task.due_on:
        return "late"
    first = task.original_due_on
    return "extended" if first and task.finished_on > first else "on_time"


def fill(apps, schema_editor):
    apps.get_model("tasks", "Extension").objects.filter(status="granted").update(
        granted_due_on=F("new_due_on")
    )
    Task = apps.get_model("tasks", "Task")
    batch = []
    for task in Task._base_manager.filter(status="done").iterator(chunk_size=AT_ONCE):
        said = task.reported_at or task.accepted_at or task.last_update_at
        if said is None:
            continue
        task.finished_on = timezone.localdate(said)
        task.outcome = outcome_of(task)
        batch.append(task)
        if len(batch) == AT_ONCE:
            Task._base_manager.bulk_update(batch, ["finished_on", "outcome"])
            batch = []
    Task._base_manager.bulk_update(batch, ["finished_on", "outcome"])


class Migration(migrations.Migration):
    dependencies = [("tasks", "0002_following_the_work")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
