"""The people of the experiment, a task for each that is due in three days, and what became of their reminders."""

from datetime import time, timedelta

PER_COMMUNE = 500


def make(count, domain):
    """`count` people in communes of 500, each with one task, so that each is to be reminded once."""
    from django.db import connection

    from accounts.models import Membership, Person, Role
    from danvan.clock import today
    from tasks.models import Task

    for start in range(0, count, PER_COMMUNE):
        commune, rule_days = _commune(start), 3
        people = Person.objects.bulk_create(
            [
                Person(
                    username=f"n{start + n}", full_name=f"Người {start + n}",
                    email=f"{start + n}@{domain}",
                )
                for n in range(min(PER_COMMUNE, count - start))
            ]
        )  # fmt: skip
        Membership.objects.bulk_create(
            [Membership(person=one, unit=commune, role=Role.OFFICER) for one in people]
        )
        day = today() + timedelta(days=rule_days)
        Task.objects.bulk_create(
            [
                Task(
                    title=f"Việc của {one.full_name}", commune=commune, lead_unit=commune,
                    responsible=one, assigned_by=people[0], relation="assigned",
                    due_on=day, original_due_on=day, assigned_on=today() - timedelta(days=9),
                )
                for one in people
            ]
        )  # fmt: skip
    with connection.cursor() as cursor:
        # As the database does by itself in the first minutes after so many rows have come.
        cursor.execute("ANALYZE")


def _commune(number):
    """A commune that is open at any hour of these days, whatever the day: the experiment waits for no Monday."""
    from accounts.models import Unit
    from calendars.models import CalendarDay, OfficeHabits
    from danvan.clock import today
    from tasks.models import ReminderRule

    name = f"Xã {number}"
    commune = Unit.objects.create(kind="commune", name=name, short_name=name, code=f"xa-{number}")
    Unit.objects.filter(pk=commune.pk).update(commune=commune)
    OfficeHabits.objects.create(home=commune, opens=time(0), closes=time(23, 59, 59))
    CalendarDay.objects.bulk_create(
        CalendarDay(home=commune, day=today() + timedelta(days=n), is_off=False, name="Thử")
        for n in range(-9, 9)
    )
    ReminderRule.objects.create(commune=commune, days=3)
    return commune


def order_control(count):
    """The same number of mails as bare tasks through the same broker and workers."""
    from accounts.models import Person
    from chaos._bare import bare_mail

    person = Person.objects.earliest("pk")
    for number in range(count):
        bare_mail.apply_async((person.pk, number), queue="control")


def notices_found(count):
    from notices.models import Notice

    keys = Notice.objects.unscoped("the experiment counts").filter(key__startswith="task:")
    told = set(keys.values_list("person", flat=True))
    return {"notices_lost": count - len(told), "notices_doubled": keys.count() - len(told)}


def is_all_done(count):
    from notices.models import Digest
    from work.models import WorkRow

    why = "the experiment counts"
    sent = Digest.objects.unscoped(why).exclude(sent_at=None).count()
    left = WorkRow.objects.unscoped(why).exclude(state=WorkRow.State.DONE).count()
    return sent >= count and left == 0
