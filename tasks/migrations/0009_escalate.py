"""Communes that have rules already get those that go up the line, where they have none that speak to that person."""

from django.db import migrations


def escalate(apps, schema_editor):
    Rule = apps.get_model("tasks", "ReminderRule")
    with_rules = set(Rule.objects.values_list("commune", flat=True))
    heads = set(Rule.objects.filter(to_head=True).values_list("commune", flat=True))
    after = Rule.objects.filter(kind="due", days=-1)
    after.exclude(commune__in=heads).update(to_head=True)
    new = []
    for audience, kind, days, again in (
        ("to_coordinator", "due", -5, 5),
        ("to_leader", "due", -10, 10),
        ("to_responsible", "silent", 14, 14),
    ):
        have = Rule.objects.filter(**{audience: True})
        if kind == "silent":
            have = have.filter(kind="silent")
        without = with_rules - set(have.values_list("commune", flat=True))
        told = {"to_responsible": False, audience: True}
        new += [
            Rule(commune_id=pk, kind=kind, days=days, repeat_days=again, **told) for pk in without
        ]
    Rule.objects.bulk_create(new, ignore_conflicts=True, batch_size=1000)


class Migration(migrations.Migration):
    dependencies = [("tasks", "0008_reminding_up_the_line")]

    operations = [migrations.RunPython(escalate, migrations.RunPython.noop)]
