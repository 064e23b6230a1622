"""Every plan that was there before is found by all its words, folded as a search folds what is typed.

A plan in force is never saved again, so it would stay behind for good: without its closing, footnotes and appendices,
and with numbers written in blanks ("33 / CT - TTg") that no search asks for.
"""

from django.db import migrations

from documents.model import plain
from documents.rich_text import from_marks, to_text
from documents.storage import appendices_of
from plans.searching import folded


def fill(apps, schema_editor):
    plans = apps.get_model("plans", "Plan")._base_manager
    for pk in list(plans.values_list("pk", flat=True)):
        plan = plans.get(pk=pk)
        items = plan.items.order_by("position", "pk").values_list("search_text", flat=True)
        words = " ".join([folded(*_around(plan)), *items])
        plans.filter(pk=pk).update(search_text=words)


def _around(plan):
    code = f"{plan.number:02d}/{plan.symbol}" if plan.number else f"…/{plan.symbol}"
    boxes = [line for box in (plan.opening, plan.closing) for line in box.splitlines()]
    notes = plan.footnotes.values_list("text", flat=True)
    appendices = appendices_of(plan.appendices)
    below = [item for each in appendices for top in each.items for item in top.walk()]
    return [
        code,
        plan.title,
        str(plan.year),
        *[plain(from_marks(line)) for line in boxes],
        *[plain(to_text(note)) for note in notes],
        *[each.title for each in appendices],
        *[plain(item.heading or item.text) for item in below],
    ]


class Migration(migrations.Migration):
    dependencies = [("plans", "0014_fill_item_search_text")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
