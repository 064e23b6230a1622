"""The commune's rules of reminding."""

from accounts.models import Unit
from tasks.models import ReminderRule


def give_default_rules():
    """Communes without rules get ReminderRule.DEFAULTS. Two statements; safe to run twice."""
    without = Unit.objects.filter(kind=Unit.Kind.COMMUNE, reminder_rules=None).values_list(
        "pk", flat=True
    )
    ReminderRule.objects.bulk_create(
        [
            ReminderRule(commune_id=pk, days=days, repeat_days=repeat)
            for pk in without
            for days, repeat in ReminderRule.DEFAULTS
        ],
        ignore_conflicts=True,
    )


def set_rule(rule, *, is_active, repeat_days):
    """Switch a rule on or off, and for a rule after the due date say how often it repeats."""
    rule.is_active = is_active
    rule.repeat_days = repeat_days
    rule.save(update_fields=["is_active", "repeat_days"])
