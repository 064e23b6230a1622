"""Changing a request that is out: its days and words, its communes; what the communes have written stays."""

from django.db import transaction
from django.db.models import F

from accounts.models import Unit
from calendars.calendar import calendars_of
from danvan.workflow import MoveRefused
from reports.actions.requests import (
    ask_communes,
    attach,
    begun,
    delete_rounds,
    handed_in,
    hold,
    open_still,
    untouched,
)
from reports.actions.rounds import unsent_parts
from reports.actions.templates import hold_template
from reports.models import (
    Report,
    ReportRound,
    ReportSection,
    RequestFile,
    RoundRequest,
)
from reports.outlines.templates import headings_of, sections_of
from reports.rounds import request_notices, request_words, round_notices
from reports.rounds.dates import require_sense
from reports.rounds.deadlines import OWN
from reports.rounds.request_dates import DAYS, followed, is_left_open
from reports.rounds.request_words import line_of, names_of
from reports.writing.opening import is_drafted, opening_of

HANDED_IN = (
    "{names} đã nộp báo cáo nên không bỏ khỏi yêu cầu được. Giữ lại các xã ấy rồi lưu lần nữa."
)
LOCKED = (
    "{names} đã bắt đầu làm nên đề cương và bộ chỉ tiêu giữ nguyên. Các thay đổi khác vẫn lưu được."
)
NOBODY_LEFT = "Yêu cầu phải còn ít nhất một xã. Nếu không xã nào phải báo cáo nữa thì rút yêu cầu."
NO_REASON = "Ghi lý do bỏ {names}: xã đọc lý do này trong thông báo."


class StaleRequest(Exception):
    """Somebody changed or withdrew the request in between; nothing was written."""


@transaction.atomic
def change_request(
    asked, fields, *, version, by, add=(), drop=(), reason="", files=(), drop_files=()
):
    """Write new `fields` (name → value) of a RoundRequest, ask the communes `add`, take out those of `drop`, attach
    `files` and remove the RequestFiles `drop_files`. Returns the RequestChange, None where nothing is different.

    Rounds follow (see `rounds.request_dates`), drafts that nobody has written in name the new paper, and every commune
    concerned is told once. What stands with the office, or has reached another one, stays as it is. Raises
    StaleRequest, BadDates, RequestExists, OutlineGone, MoveRefused with a sentence, FileRefused. The statements do
    not grow with the communes.
    """
    # In this order everywhere: the office, its request, the rounds.
    Unit.objects.select_for_update(no_key=True).get(pk=asked.receiver_id)
    same = RoundRequest._base_manager.filter(pk=asked.pk, version=version, withdrawn_at=None)
    if not same.update(version=F("version") + 1):
        raise StaleRequest
    before, after = _stored(asked), _stored(asked)
    for name, value in fields.items():
        setattr(after, name, value)
    lines = request_words.lines_of(before, after)
    _judge(before, after, drop, reason)
    hold_template(after.template)
    after.save(update_fields=[*fields])
    lines += _files(after, files, drop_files, by)
    hold(after)
    told = {}
    lines += _take_out(before, drop, reason, told)
    if any(line["field"] in request_words.OUTLINE for line in lines):
        _change_outline(after)
    lines += _follow(before, after, told, lines)
    added = _add(after, list(add), by)
    if added:
        lines.append(_communes_line("communes", request_words.COMMUNES, list(add)))
    if not lines:
        RoundRequest._base_manager.filter(pk=asked.pk).update(version=version)
        return None
    change = after.changes.create(version=after.version, by=by, lines=lines, reason=reason[:300])
    request_notices.changed(after, change, told)
    if added:
        request_notices.asked(after, *added, change=change)
    return change


def _stored(asked):
    rows = RoundRequest._base_manager.select_related("receiver", "template", "indicator_set")
    return rows.get(pk=asked.pk)


def _judge(before, after, drop, reason):
    require_sense(
        period_from=after.period_from, period_to=after.period_to,
        data_closing_on=after.data_closing_on, due_on=after.due_on,
    )  # fmt: skip
    if drop and not reason.strip():
        raise MoveRefused(NO_REASON.format(names=names_of(list(drop))))


def _files(asked, files, drop_files, by):
    gone = list(RequestFile.objects.filter(request=asked, pk__in=[each.pk for each in drop_files]))
    RequestFile.objects.filter(pk__in=[each.pk for each in gone]).delete()
    attach(asked, files, by)
    pairs = (
        ("files_gone", request_words.FILES_GONE, gone),
        ("files", request_words.FILES, files),
    )
    return [
        line_of(field, label, ", ".join(f"“{each.name[:200]}”" for each in found))
        for field, label, found in pairs
        if found
    ]


def _communes_line(field, label, communes):
    return line_of(field, label, names_of(communes, 10), [commune.pk for commune in communes])


def _take_out(asked, drop, reason, told):
    """Let go of the communes of `drop`; puts what they are told into `told`. Raises MoveRefused."""
    rounds = asked.rounds.filter(commune__in=drop).select_related(
        "commune", "receiver", "plan", "template", "request__receiver"
    )
    rounds = list(rounds.order_by("commune__position", "pk"))
    if not rounds:
        return []
    if sent := handed_in(asked).filter(commune__in=drop):
        names = names_of([round.commune for round in sent])
        raise MoveRefused(HANDED_IN.format(names=names))
    if not asked.rounds.exclude(commune__in=drop).exists():
        raise MoveRefused(NOBODY_LEFT)
    gone = set(untouched(asked).filter(commune__in=drop).values_list("pk", flat=True))
    kept = [round for round in rounds if round.pk not in gone]
    _redraft({round.pk: round for round in kept}, asked, None)
    rows = ReportRound._base_manager.filter(pk__in=[round.pk for round in kept])
    rows.update(request=None, due_source=OWN)
    request_notices.taken_out(asked, rounds, gone=gone, reason=reason)
    delete_rounds(gone)
    return [
        _communes_line(
            "communes_gone", request_words.COMMUNES_GONE, [round.commune for round in rounds]
        )
    ]


def _redraft(rounds, before, after):
    """Name the new paper and addressees in the drafts of `rounds` (pk → round) that still have the drafted ones."""
    reports = Report._base_manager.filter(
        round__in=rounds, scope=Report.Scope.COMMUNE, status__in=(Report.Status.DRAFT, Report.Status.RETURNED)
    )  # fmt: skip
    changed = []
    for report in reports.defer("document").order_by("pk"):
        round = rounds[report.round_id]
        words = report.opening, report.addressees
        round.request = before
        if is_drafted(report.opening, round):
            round.request = after
            report.opening = opening_of(round)
        if report.addressees.strip() == _addressees(round, before):
            report.addressees = _addressees(round, after)
        if words != (report.opening, report.addressees):
            # Whoever has the report open in a form finds it changed; what nobody has touched stays untouched.
            report.version += report.version > 1
            changed.append(report)
    Report._base_manager.bulk_update(changed, ["opening", "addressees", "version"])


def _addressees(round, request):
    return ((request and request.addressees) or round.receiver.name).strip()


def _change_outline(asked):
    """Another outline and set of figures, while nobody has begun. Raises MoveRefused."""
    if busy := begun(asked):
        raise MoveRefused(LOCKED.format(names=names_of(busy)))
    rounds = ReportRound._base_manager.filter(request=asked)
    if rounds.exclude(template=asked.template_id).exists():
        reports = list(Report._base_manager.filter(round__request=asked).select_related("round"))
        ReportSection.objects.filter(report__in=reports).delete()
        _, own = headings_of(asked.template)
        ReportSection.objects.bulk_create(
            section for report in reports for section in sections_of(report, own)
        )
    rounds.update(template=asked.template, indicator_set=asked.indicator_set)


def _follow(before, after, told, lines):
    """Move the rounds that are still written in; puts what each commune is told into `told`. Returns further lines."""
    rows = open_still(ReportRound._base_manager.filter(request=after), after.receiver)
    rounds = list(
        rows.select_related("commune", "receiver", "plan", "template").order_by(
            "commune__position", "pk"
        )
    )
    calendars = calendars_of([round.commune_id for round in rounds])
    moved, late, pulled = [], [], []
    for round in rounds:
        days = followed(round, before, after, calendars[round.commune_id])
        said = {name: (getattr(round, name), day) for name, day in days.items()}
        if said["parts_due_on"][0] != days["parts_due_on"] and round.asked_at:
            late.append(round.pk)
        if not is_left_open(round) and said["parts_due_on"][0] > days["due_on"]:
            pulled.append(round.commune)
        different = {name: pair for name, pair in said.items() if pair[0] != pair[1]}
        for name, day in days.items():
            setattr(round, name, day)
        if different or round.due_source == before.said() != after.said():
            round.due_source = after.said()
            moved.append(round)
        if is_left_open(round):
            # A day the commune has not chosen yet is no news to it.
            different.pop("parts_due_on", None)
        told[round] = different
    ReportRound._base_manager.bulk_update(moved, [*DAYS, "due_source"])
    if any(line["field"] in {"code", "issued_on", "addressees"} for line in lines):
        _redraft({round.pk: round for round in rounds}, before, after)
    round_notices.date_moved(unsent_parts(round__in=late, round__closed_at=None))
    if not pulled:
        return []
    words = request_words.PULLED.format(names=names_of(pulled))
    return [line_of("parts_due_on", request_words.PARTS, words)]


def _add(asked, communes, by):
    """(rounds, keys of those whose date moved) of communes that are asked as well; None for none."""
    return ask_communes(asked, communes, by) if communes else None
