"""What people are told about tasks, in words. Keys begin with "task:<pk>:", so that all of it can be withdrawn."""

from collections import Counter

from django.urls import reverse

from accounts.models import Membership, Person, Role
from notices.actions import tell, tell_all, withdraw
from notices.models import Notice
from tasks.models import Snooze
from tasks.reminders.words import SHOWN_TITLE


def short(title):
    return title if len(title) <= SHOWN_TITLE else f"{title[: SHOWN_TITLE - 1].rstrip()}…"


def about(task):
    return f"task:{task.pk}:"


def coordinators_of(commune_pk):
    """Those who run the commune's work today."""
    posts = Membership.objects.current().filter(
        unit__commune=commune_pk, role=Role.COORDINATOR, person__is_active=True
    )
    return list(Person.objects.filter(pk__in=posts.values("person")))


def heads_of(unit_pk):
    posts = Membership.objects.current().filter(unit=unit_pk, is_head=True, person__is_active=True)
    return list(Person.objects.filter(pk__in=posts.values("person")))


def said_due(task):
    return f", hạn {task.due_on:%d/%m/%Y}" if task.due_on else ""


def tell_assigned(task, line):
    """The responsible person learns of the work, and so does the head of the unit: at once, not tomorrow."""
    asked = "Đề nghị phối hợp" if task.relation == "requested" else "Nhiệm vụ mới"
    text = f"{asked}: {short(task.title)}{said_due(task)}"
    told = {person.pk: person for person in [task.responsible, *heads_of(task.lead_unit_id)]}
    told.pop(line.by_id, None)
    key, url = f"{about(task)}assigned:{line.pk}", task.get_absolute_url()
    tell_all(((person, key, text, url) for person in told.values()), at_once=True)


def tell_heir(task, series):
    """The coordinators learn that a recurring task went to somebody else, because its person is gone."""
    text = (
        f"{series.responsible} không còn phụ trách; đã giao {task.responsible}: {short(task.title)}"
    )
    url = reverse("tasks:series_edit", args=[series.pk])
    tell_all(
        (one, f"{about(task)}heir:{series.pk}", text, url)
        for one in coordinators_of(task.commune_id)
    )


def tell_responsible(task, line, text):
    if line.by_id != task.responsible_id:
        key = f"{about(task)}{line.move}:{line.pk}"
        tell(task.responsible, key, f"{text}: {short(task.title)}", task.get_absolute_url())


def tell_coordinators(task, line, text):
    tell_all(
        (
            person,
            f"{about(task)}{line.move}:{line.pk}",
            f"{text}: {short(task.title)}",
            task.get_absolute_url(),
        )
        for person in coordinators_of(task.commune_id)
        if person.pk != line.by_id
    )


def tell_urged(tasks, day, *, by):
    """Đôn đốc: at once, in the portal and by mail; once a day for each task."""
    tell_all(
        (
            (
                task.responsible,
                f"{about(task)}urged:{day:%Y%m%d}",
                f"{by} đôn đốc: {short(task.title)}{said_due(task)}"
                if task.relation == "assigned"
                else f"{by} xin trao đổi về việc: {short(task.title)}{said_due(task)}",
                task.get_absolute_url(),
            )
            for task in tasks
        ),
        urgency=Notice.Urgency.TODAY,
        at_once=True,
    )


def tell_read_anew(tasks, key, *, by):
    """Each person learns once how many of the own tasks have another last day, now that "trước ngày" is read anew."""
    own = Counter(task.responsible_id for task in tasks)
    own.pop(by.pk, None)
    people = Person.objects.in_bulk(list(own))
    text = (
        "Xã đổi cách tính “trước ngày”: {} nhiệm vụ của anh/chị đổi hạn, xem lại ngày ở danh sách."
    )
    url = reverse("tasks:list")
    tell_all((people[pk], key, text.format(count), url) for pk, count in own.items())


def tell_amended(plan, count):
    """The coordinators learn that tasks wait for a decision after an amendment of their plan."""
    text = f"{plan.code} thay {plan.amends.code}: {count} nhiệm vụ cần xem lại."
    url = reverse("tasks:amendment", args=[plan.pk])
    tell_all((one, f"plan:{plan.pk}:tasks", text, url) for one in coordinators_of(plan.commune_id))


def withdraw_amendment(plan):
    """Once all is decided, or a further amendment asks anew."""
    withdraw(f"plan:{plan.pk}:tasks")


def withdraw_reported(task):
    """Nothing waits for a confirmation any more."""
    withdraw(f"{about(task)}report_done:")


def withdraw_asked(task):
    """The request for more time has its answer."""
    withdraw(f"{about(task)}ask_extension:")


def withdraw_all(task):
    withdraw(about(task))


def withdraw_from_former(task):
    """The task is another's now. A request for more time still waits for its answer, and so does its notice."""
    withdraw(about(task), but=f"{about(task)}ask_extension:")


def withdraw_reminders(task):
    """After the due date moved, or the work is with somebody else to judge."""
    withdraw(f"{about(task)}due:")
    withdraw(f"{about(task)}urged:")
    # What was put off was the reminder of the old date.
    Snooze.objects.filter(task=task).delete()


def withdraw_silence(task):
    """Somebody has said or done something: nobody is to read any more that nothing was heard."""
    withdraw(f"{about(task)}due:silent:")


def withdraw_reminders_of(task, person):
    """After this person put the task off."""
    withdraw(f"{about(task)}due:", people=[person])


def tell_handed_over(made, lines):
    """Each taker learns once what came over, with a link to the whole list; the giver has notices of it no more."""
    titles = {}
    for line in lines:
        if line.taker_id != made.made_by_id:
            titles.setdefault(line.taker, []).append(line.title)
    tell_all(
        (
            (
                taker,
                f"handover:{made.pk}",
                f"{made.giver} bàn giao cho anh/chị {len(mine)} việc: {short('; '.join(mine))}",
                made.get_absolute_url(),
            )
            for taker, mine in titles.items()
        ),
        urgency=Notice.Urgency.TODAY,
        at_once=True,
    )


def tell_letter(letter, *, by):
    """The heads of the unit learn that a letter is out; the paper itself reaches them by the clerk."""
    asked = letter.unit.relation == "requested"
    verb = "đề nghị phối hợp" if asked else "đôn đốc"
    until = f", trả lời chậm nhất {letter.reply_by:%d/%m/%Y}" if letter.reply_by else ""
    text = f"Công văn số {letter.code} {verb} {len(letter.lines)} nhiệm vụ{until}."
    url = f"{reverse('tasks:list')}?unit={letter.unit_id}&status=open"
    tell_all(
        (person, f"letter:{letter.pk}", text, url)
        for person in heads_of(letter.unit_id)
        if person.pk != by.pk
    )
