"""What an amended plan says of the dates of rounds that are open: the coordinator is asked, nothing moves by itself."""

from accounts.models import Role
from calendars.calendar import habits_of
from notices.actions import tell_all, withdraw
from notices.models import Notice
from plans.chain import of_chain
from reports.models import DueChange, Submission
from reports.notices import lower, people_in
from reports.rounds.deadlines import dues_of
from reports.rounds.periods import K, label_of

ORDINALS = {K.MONTH: range(1, 13), K.QUARTER: range(1, 5)}
TOLD = "Kế hoạch sửa đổi {code} ghi hạn mới cho {name}: {change}. {next}"
CHOOSE = "Mở đợt để chọn theo hạn mới hoặc giữ hạn cũ."
ASKED = "Hạn của đợt theo yêu cầu của {office} nên giữ nguyên."


def offer(old, new):
    """Put before the coordinator where the amended plan `new` dates an open round otherwise than `old`. Fixed queries.

    Rounds that were handed in are left alone; what an earlier version offered and nobody answered is forgotten where
    this one speaks of the same report.
    """
    rounds = _open_rounds(new) if new.unit_id is None else []
    if not rounds:
        return []
    habits = habits_of(new.commune)
    before, after = (dues_of(plan, habits) for plan in (old, new))
    spoken = [round for round in rounds if _differing(round, before, after)]
    stale = DueChange.objects.filter(round__in=spoken, answered_at=None)
    for change in stale:
        forget(change)
    stale.delete()
    changes = [_change(round, new, _differing(round, before, after)) for round in spoken]
    changes = [change for change in changes if change.due_on or change.parts_due_on]
    # One after the other, for a notice names the key; rounds of a year are a handful.
    DueChange.objects.bulk_create(changes)
    _tell(new, changes)
    return changes


def is_asked(round):
    """Whether an office above has set the date, and still stands by it. Needs `request`."""
    return round.request_id is not None and round.request.withdrawn_at is None


def forget(change):
    """Take back the notice of what was answered, or is no longer so."""
    withdraw(_key(change))


def _open_rounds(plan):
    """Those of any version of this plan: a commune may have two plans in one year."""
    rounds = plan.commune.report_rounds.filter(of_chain(plan), year=plan.year, topic="")
    handed_in = rounds.filter(reports__submissions__status__in=Submission.STANDING)
    return list(rounds.exclude(pk__in=handed_in.values("pk")).select_related("request", "receiver"))


def _differing(round, before, after):
    """{whether it goes upward: Due} of what the new version dates otherwise than the old one."""
    ordinals = ORDINALS.get(round.kind, (1,))
    ordinal = next(
        (n for n in ordinals if label_of(round.kind, round.year, n) == round.label), None
    )
    found = {}
    for way in (True, False):
        was, now = (dues.get((round.kind, ordinal, way)) for dues in (before, after))
        if now and (was is None or was.day != now.day):
            found[way] = now
    return found


def _change(round, plan, found):
    upward, parts = found.get(True), found.get(False)
    if parts and (round.is_closed or parts.day == round.parts_due_on):
        parts = None
    if upward and upward.day == round.due_on:
        upward = None
    return DueChange(
        round=round,
        plan=plan,
        said=" ".join(due.said(plan) for due in (parts, upward) if due)[:400],
        due_on=upward and upward.day,
        parts_due_on=parts and parts.day,
    )


def in_words(change):
    """ "hạn nộp cấp trên 16/06/2026 → 10/06/2026": what would become of the days of the round as they are now."""
    round = change.round
    days = (
        ("hạn các đơn vị gửi", round.parts_due_on, change.parts_due_on),
        ("hạn nộp cấp trên", round.due_on, change.due_on),
    )
    return "; ".join(f"{name} {old:%d/%m/%Y} → {new:%d/%m/%Y}" for name, old, new in days if new)


def _tell(plan, changes):
    people = people_in(plan.commune, Role.COORDINATOR) if changes else ()
    told = [
        (person, _key(change), _words(change), change.round.get_absolute_url())
        for change in changes
        for person in people
    ]
    tell_all(told, urgency=Notice.Urgency.SOON)


def _words(change):
    round = change.round
    asked = ASKED.format(office=round.receiver.short_name) if is_asked(round) else CHOOSE
    return TOLD.format(
        code=change.plan.code, name=lower(round.name), change=in_words(change), next=asked
    )


def _key(change):
    return f"round-due:{change.round_id}:{change.plan_id}"
