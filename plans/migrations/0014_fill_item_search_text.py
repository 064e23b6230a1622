"""Every item that was there before gets the words it is found by."""

from django.db import migrations

from documents.model import plain
from documents.rich_text import to_text
from documents.storage import table_of
from plans.searching import folded

AT_ONCE = 500


def fill(apps, schema_editor):
    rows = apps.get_model("plans", "PlanItem")._base_manager
    last = 0
    while chunk := list(rows.filter(pk__gt=last).order_by("pk")[:AT_ONCE]):
        for row in chunk:
            row.search_text = folded(
                row.heading or plain(to_text(row.text)) or _words_of(row.table)
            )
        rows.bulk_update(chunk, ["search_text"])
        last = chunk[-1].pk


def _words_of(stored):
    if not stored:
        return ""
    table = table_of(stored)
    return " ".join([table.caption, *(plain(cell.text) for row in table.rows for cell in row)])


class Migration(migrations.Migration):
    dependencies = [("plans", "0013_item_search_text")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
