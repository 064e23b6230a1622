"""The one question to the database gives what a slow and plain reading of the rules gives, for made-up communes.

The reference below is written from the rules in words, task by task and person by person, and shares no code with
the portal but the working calendar.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import Membership, Person
from calendars.models import CalendarDay
from danvan.working_days import WorkingCalendar
from notices.models import Notice
from tasks.models import ReminderRule, Snooze, Task
from tasks.reminders import scan
from tests.factories import make_person

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
# The weeks around Tết 2026, and 29 February of a leap year.
STARTS = (date(2026, 2, 9), date(2026, 4, 24), date(2028, 2, 24))
PLAIN = {
    "{hạn}": lambda case: f"{case.due_on:%d/%m/%Y}" if case.due_on else "chưa có hạn",
    "{đơn vị}": lambda case: case.unit,
    "{người}": lambda case: case.responsible_name,
}

days_off = st.integers(0, 20)
tasks_drawn = st.lists(
    st.fixed_dictionaries(
        {
            "due": st.none() | st.integers(-40, 30) | st.just(-200),
            "assigned": st.integers(-60, 3),
            "word": st.none() | st.integers(-40, 0),
            "status": st.sampled_from(["new", "doing", "returned", "doing", "paused", "reported"]),
            "requested": st.booleans(),
            "who": st.integers(0, 4),
            "snooze": st.none() | st.tuples(st.integers(0, 4), st.integers(-3, 12)),
        }
    ),
    min_size=1,
    max_size=5,
)
rules_drawn = st.lists(
    st.fixed_dictionaries(
        {
            "kind": st.sampled_from(["due", "due", "due", "silent"]),
            "days": st.integers(-12, 9),
            "repeat": st.none() | st.integers(1, 7),
            "to": st.sets(st.sampled_from(["responsible", "head", "coordinator", "leader"]), min_size=1),
            "wording": st.sampled_from(["", "", "{đơn vị} nhớ {việc} ({số ngày} ngày, {hạn}, {người})"]),
            "active": st.sampled_from([True, True, True, False]),
        }
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda rule: (rule["kind"], abs(rule["days"]) if rule["kind"] == "silent" else rule["days"]),
)  # fmt: skip
worlds = st.fixed_dictionaries(
    {
        "start": st.sampled_from(STARTS),
        "tasks": tasks_drawn,
        "rules": rules_drawn,
        "own": st.dictionaries(days_off, st.booleans(), max_size=6),
        "gone": st.integers(0, 8),
        "scans": st.lists(st.integers(0, 20), min_size=1, max_size=8, unique=True),
    }
)


@dataclass
class Case:
    """One task as the reference sees it."""

    pk: int
    title: str
    due_on: date
    assigned_on: date
    last_word: date
    requested: bool
    responsible: int
    responsible_name: str
    unit: str
    unit_pk: int


@dataclass
class Reference:
    """What stands before whom, by the rules in words."""

    calendar: WorkingCalendar
    rules: list
    posts: list
    snoozed: dict
    # (person, key) → [text, urgency, whether withdrawn, when it spoke]
    notices: dict = field(default_factory=dict)
    spoken: dict = field(default_factory=dict)

    def scan(self, cases, day):
        if not self.calendar.is_working_day(day):
            return
        for case in cases:
            for person in sorted({post.person_id for post in self.posts}):
                self._tell(case, person, day)

    def _tell(self, case, person, day):
        found = [*self._by_rules(case, person, day), *self._put_off(case, person, day)]
        if not found:
            return
        due_first = [each for each in found if each[0] != "silent"] or found
        latest = max(each[2] for each in due_first)
        kind, anchor, at, rule = min(
            (each for each in due_first if each[2] == latest),
            key=lambda each: each[3]["days"] if each[3] else 0,
        )
        days = rule["days"] if rule else 0
        about = f"task:{case.pk}:due:"
        told = [
            row
            for (who, key), row in self.notices.items()
            if who == person and key.startswith(f"{about}{kind}:{anchor}:") and row[3] >= at
        ]
        if any(not row[2] for row in told):
            return
        for (who, key), row in self.notices.items():
            if who == person and key.startswith(about):
                row[2] = True
        text, urgency = self._words(case, person, day, kind, anchor, rule)
        self.notices[person, f"{about}{kind}:{anchor}:{days}:{at}"] = [text, urgency, False, at]

    def _by_rules(self, case, person, day):
        for rule in self.rules:
            if not rule["active"] or not self._concerns(rule, case, person):
                continue
            if rule["kind"] == "due" and (
                case.due_on is None or (case.requested and rule["days"] < 0)
            ):
                continue
            anchor = case.due_on if rule["kind"] == "due" else case.last_word
            spoken = [at for at in self._spoken(rule, anchor, day) if at <= day]
            if (
                not spoken
                or max(spoken) <= day - timedelta(days=7)
                or max(spoken) < case.assigned_on
            ):
                continue
            if self.snoozed.get((case.pk, person), date.min) >= max(spoken):
                continue
            yield rule["kind"], anchor, max(spoken), rule

    def _spoken(self, rule, anchor, day):
        """Every day on which the rule speaks, up to `day` and a little beyond; remembered, for it is slow."""
        shape = (rule["kind"], rule["days"], rule["repeat"], anchor, day)
        if shape not in self.spoken:
            self.spoken[shape] = list(self._speaks(rule, anchor, day))
        return self.spoken[shape]

    def _speaks(self, rule, anchor, day):
        calendar, days, again = self.calendar, rule["days"], rule["repeat"]
        if rule["kind"] == "due" and days >= 0:
            yield calendar.working_day_until(anchor - timedelta(days=days))
            return
        number = 0
        at = anchor if rule["kind"] == "silent" else calendar.add_working_days(anchor, -days)
        while at <= day:
            if rule["kind"] == "silent":
                ahead = timedelta(days=days + number * (again or 0))
                at = calendar.working_day_from(anchor + ahead)
            elif number:
                at = calendar.add_working_days(at, again)
            yield at
            if not again:
                return
            number += 1

    def _concerns(self, rule, case, person):
        asked_kindly = rule["kind"] == "silent" and case.requested
        to = {"responsible"} if asked_kindly else rule["to"]
        own = [post for post in self.posts if post.person_id == person]
        return bool(own) and (
            ("responsible" in to and case.responsible == person)
            or ("head" in to and any(p.is_head and p.unit_id == case.unit_pk for p in own))
            or ("coordinator" in to and any(p.role == "coordinator" for p in own))
            or ("leader" in to and any(p.role == "leader" for p in own))
        )

    def _put_off(self, case, person, day):
        until = self.snoozed.get((case.pk, person))
        everyone = {"kind": "later", "to": {"responsible", "head", "coordinator", "leader"}}
        if until and self._concerns(everyone, case, person):
            at = self.calendar.working_day_from(until)
            if day - timedelta(days=7) < at <= day:
                yield "later", until, at, None

    def _words(self, case, person, day, kind, anchor, rule):
        left = (case.due_on - day).days if case.due_on else None
        behind = "" if case.responsible == person else f"{case.unit}, {case.responsible_name}"
        due = f"hạn {case.due_on:%d/%m/%Y}" if case.due_on else ""
        if kind == "silent":
            urgency = 0 if left is not None and left < 0 and not case.requested else 3
            number = (day - anchor).days
            if case.requested:
                return f"Nhờ cập nhật tình hình phối hợp: {case.title}", urgency
            text = f"Chưa có cập nhật {number} ngày: {case.title}{bracketed(behind, due)}"
            return self._own(rule, case, number) or text, urgency
        if left is None:
            return f"Nhắc lại theo hẹn: {case.title}{bracketed(behind, '')}", 3
        fits = rule and (
            rule["days"] > 0 < left or rule["days"] == 0 == left or rule["days"] < 0 > left
        )
        own = self._own(rule, case, abs(left)) if fits else ""
        if left > 0:
            return own or f"Còn {left} ngày: {case.title}{bracketed(behind, due)}", 2
        if left == 0:
            return own or f"Hôm nay là hạn: {case.title}{bracketed(behind, '')}", 1
        if case.requested:
            return f"Đề nghị phối hợp: {case.title} ({due})", 3
        return own or f"Quá hạn {-left} ngày: {case.title}{bracketed(behind, due)}", 0

    def _own(self, rule, case, number):
        text = rule["wording"] if rule else ""
        for place, said in PLAIN.items():
            text = text.replace(place, said(case))
        return text.replace("{số ngày}", str(number)).replace("{việc}", case.title)


def bracketed(*parts):
    said = "; ".join(part for part in parts if part)
    return f" ({said})" if said else ""


@pytest.fixture
def people(dung, khanh, binh, an, hoa, culture):
    helper = make_person("Lý Mai", culture, username="mai")
    return [dung, helper, khanh, binh, hoa, an]


@given(world=worlds)
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_the_scan_says_what_a_plain_reading_of_the_rules_says(an_hoa, people, world):
    with transaction.atomic():
        reference, cases = build(an_hoa, people, world)
        for number in sorted(world["scans"]):
            day = world["start"] + timedelta(days=number)
            scan(datetime.combine(day, time(8), VIETNAM))
            reference.scan(cases, day)

            assert found() == {key: row[:3] for key, row in reference.notices.items()}
        transaction.set_rollback(True)


def found():
    rows = Notice.objects.unscoped("test").filter(key__contains=":due:")
    return {
        (row.person_id, row.key): [row.text, row.urgency, row.withdrawn_at is not None]
        for row in rows
    }


def build(commune, people, world):
    start = world["start"]
    own = {start + timedelta(days=number): off for number, off in world["own"].items()}
    CalendarDay.objects.bulk_create(
        CalendarDay(home=commune, day=day, is_off=off, name="riêng") for day, off in own.items()
    )
    rules = [
        rule | {"days": abs(rule["days"]) or 1} if rule["kind"] == "silent" else rule
        for rule in unlike(world["rules"])
    ]
    ReminderRule.objects.bulk_create(
        ReminderRule(
            commune=commune, kind=rule["kind"], days=rule["days"], repeat_days=rule["repeat"],
            wording=rule["wording"], is_active=rule["active"],
            **{f"to_{who}": who in rule["to"] for who in ReminderRule.AUDIENCES},
        )
        for rule in rules
    )  # fmt: skip
    # Of the first nine drawn, some let a person's account be closed, or the post be over.
    if world["gone"] < 3:
        Person.objects.filter(pk=people[world["gone"]].pk).update(is_active=False)
    elif world["gone"] < 6:
        over = start - timedelta(days=1)
        Membership.objects.filter(person=people[world["gone"]]).update(valid_to=over)
    cases, snoozed = [], {}
    for number, drawn in enumerate(world["tasks"]):
        task = a_task(commune, people, start, number, drawn)
        if drawn["snooze"]:
            person, ahead = people[drawn["snooze"][0]], drawn["snooze"][1]
            until = start + timedelta(days=ahead)
            Snooze.objects.create(task=task, person=person, until=until)
            snoozed[task.pk, person.pk] = until
        if drawn["status"] in Task.OPEN:
            cases.append(a_case(task))
    posts = Membership.objects.valid_on(start).filter(person__is_active=True, unit__commune=commune)
    return Reference(WorkingCalendar(own), rules, list(posts), snoozed), cases


def unlike(rules):
    """Rules repeat only where repeating means something; each kind and day once."""
    seen, kept = set(), []
    for rule in rules:
        days = abs(rule["days"]) or 1 if rule["kind"] == "silent" else rule["days"]
        repeats = rule["kind"] == "silent" or days < 0
        if (rule["kind"], days) not in seen:
            seen.add((rule["kind"], days))
            kept.append(rule | {"repeat": rule["repeat"] if repeats else None})
    return kept


def a_task(commune, people, start, number, drawn):
    responsible = people[drawn["who"]]
    unit = responsible.memberships.first().unit
    word = drawn["word"]
    return Task.objects.create(
        commune=commune,
        title=f"Việc {number}" + " rất dài" * (30 if number == 1 else 0),
        lead_unit=unit,
        responsible=responsible,
        assigned_by=people[3],
        relation="requested" if drawn["requested"] else "assigned",
        status=drawn["status"],
        due_on=None if drawn["due"] is None else start + timedelta(days=drawn["due"]),
        assigned_on=start + timedelta(days=drawn["assigned"]),
        # Half past midnight in Vietnam is the day before in Greenwich.
        last_update_at=None
        if word is None
        else datetime.combine(start + timedelta(days=word), time(0, 30), VIETNAM),
    )


def a_case(task):
    title = task.title if len(task.title) <= 160 else f"{task.title[:159].rstrip()}…"
    word = task.last_update_at
    return Case(
        task.pk,
        title,
        task.due_on,
        task.assigned_on,
        word.astimezone(VIETNAM).date() if word else task.assigned_on,
        task.relation == "requested",
        task.responsible_id,
        task.responsible.full_name,
        task.lead_unit.short_name,
        task.lead_unit_id,
    )
