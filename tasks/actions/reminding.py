"""The commune's rules of reminding, and what a person puts off."""

from django.db import IntegrityError, transaction
from django.db.models import F

from accounts.models import Unit
from tasks import notices
from tasks.models import ReminderRule, Snooze

TAKEN = "Xã đã có quy định nhắc cho mốc này. Hãy sửa quy định đó hoặc chọn số ngày khác."


class RuleTaken(Exception):
    """A rule of this kind and day stands already. The message is for the page."""


def give_default_rules():
    """Communes without rules get ReminderRule.DEFAULTS. Two statements; safe to run twice."""
    without = Unit.objects.filter(kind=Unit.Kind.COMMUNE, reminder_rules=None).values_list(
        "pk", flat=True
    )
    ReminderRule.objects.bulk_create(
        [
            ReminderRule(commune_id=pk, kind=kind, days=days, repeat_days=repeat, **_told(who))
            for pk in without
            for kind, days, repeat, who in ReminderRule.DEFAULTS
        ],
        ignore_conflicts=True,
    )


def _told(who):
    return {f"to_{each}": each in who for each in ReminderRule.AUDIENCES}


def add_rule(commune, fields):
    """A new rule of the commune. Returns the ReminderRule; raises RuleTaken where one of this kind and day stands."""
    try:
        with transaction.atomic():
            return commune.reminder_rules.create(**fields)
    except IntegrityError:
        raise RuleTaken(TAKEN) from None


def change_rule(rule, fields, *, version):
    """Write a rule as the form has it. Returns False, and changes nothing, when somebody saved since `version`.

    Raises RuleTaken where another rule of this kind and day stands.
    """
    unread = ReminderRule.objects.filter(pk=rule.pk, version=version)
    try:
        with transaction.atomic():
            return bool(unread.update(**fields, version=version + 1))
    except IntegrityError:
        raise RuleTaken(TAKEN) from None


def drop_rule(rule):
    """Delete a rule. Returns False for the commune's last one: without any it would get the portal's own again."""
    others = ReminderRule.objects.filter(commune=rule.commune_id).exclude(pk=rule.pk)
    if not others.exists():
        return False
    rule.delete()
    return True


def switch_rule(rule, *, is_active):
    """On or off; pressing twice leaves it as the button said. Returns whether it changed."""
    other = ReminderRule.objects.filter(pk=rule.pk, is_active=not is_active)
    return bool(other.update(is_active=is_active, version=F("version") + 1))


def snooze(task, *, by, until):
    """Nothing of this task reminds `by` before `until` (a date, exclusive); unread reminders are taken back.

    Others hear of it as before. Put off again, the later press counts.
    """
    with transaction.atomic():
        Snooze.objects.update_or_create(task=task, person=by, defaults={"until": until})
        notices.withdraw_reminders_of(task, by)


def stop_snooze(task, *, by):
    """Remind again as the rules say: what was taken back stands again at the next scan.

    Returns whether it was put off.
    """
    put_off, _ = Snooze.objects.filter(task=task, person=by).delete()
    return bool(put_off)
