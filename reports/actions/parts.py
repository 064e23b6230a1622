"""Saving and moving a unit's part."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.timezone import localtime

from danvan.workflow import MoveRefused
from reports import notices, rules
from reports.actions.closing import hold_round
from reports.actions.figures import save_figures
from reports.models import Report, ReportSection
from reports.rules import PART_MOVES
from reports.writing import completeness
from reports.writing.pieces import text_of
from reports.writing.sheets import rewritten, sheet_of

S = Report.Status
SENDING = {"send", "sign"}
# What a closed round no longer takes; who reads and accepts may go on.
SHUT_BY_CLOSING = {*SENDING, "ask_to_sign", "take_back", "send_back"}
FOR_THE_UNIT = "Đầu mối dân vận gửi thay đơn vị."


class StaleVersion(Exception):
    """Somebody saved in between; nothing was written."""


def take_version(report, version, *, states=(S.DRAFT, S.RETURNED)):
    """Claim the next version of an open report, so that what follows in this transaction overwrites nobody.

    Raises StaleVersion when `version` (what the form was opened on) is no longer the newest, or the report is in none
    of `states`.
    """
    same = Report._base_manager.filter(pk=report.pk, version=version, status__in=states)
    if not same.update(version=F("version") + 1, updated_at=timezone.now()):
        raise StaleVersion
    report.version = version + 1


@transaction.atomic
def save_part(part, *, version, texts, figures=(), lines=None, kept=()):
    """Write a unit's words and figures: `texts`, `lines` and `kept` as in `sheets.rewritten`, `figures` as in
    `actions.figures.save_figures`.

    Only what is named is touched. The caller has asked `rules.may_edit_part`. Raises StaleVersion.
    """
    take_version(part, version, states=(part.status,))
    # Read anew: only now nobody else can write them.
    sheet = sheet_of(part, afresh=True)
    _store(
        sheet,
        {each.pk: rewritten(sheet, each, texts, lines, kept) for each in sheet.sections},
    )
    save_figures(part, figures)


def _store(sheet, pieces):
    """Write the sections whose pieces (section pk → pieces) are not what stands there."""
    changed = []
    for section in sheet.sections:
        new = pieces[section.pk]
        if new != section.pieces:
            section.pieces, section.text = new, text_of(new)
            section.version += 1
            changed.append(section)
    ReportSection.objects.bulk_update(changed, ["pieces", "text", "version"])


def move_part(part, name, *, by, note="", seen=None):
    """Take one step with a unit's part; `seen` as in Workflow.apply.

    Raises MoveRefused, also where it still lacks what sending needs and where the round is closed.
    """
    before = part.status
    try:
        with transaction.atomic():
            return _step(part, name, by=by, note=note, seen=seen)
    except MoveRefused:
        part.status = before
        raise


def _step(part, name, *, by, note, seen):
    if name in SHUT_BY_CLOSING:
        _require_open_round(part)
    if name == "send" and not note and rules.sends_for_the_unit(by, part):
        note = FOR_THE_UNIT
    before = part.status
    line = PART_MOVES.apply(part, name, by=by, note=note, seen=seen, **_marks(part, name, by))
    if name in {*SENDING, "ask_to_sign"}:
        _settle(part, before)
    notices.part_moved(part, line)
    return line


def _require_open_round(part):
    """Holds the round until the step is done, so that closing it waits or comes first."""
    held = hold_round(part.round)
    if held.is_closed:
        raise MoveRefused(closed_words(part.round, held.closed_at))


def closed_words(round, closed_at):
    """The sentence for who comes after the round was closed: since when, and who can open it again."""
    names = ", ".join(sorted(map(str, notices.coordinators_of(round))))
    whom = f"đầu mối dân vận ({names})" if names else "đầu mối dân vận"
    return (
        f"Đợt báo cáo đã khóa lúc {localtime(closed_at):%H:%M %d/%m/%Y}: không gửi, không rút, không trả lại phần "
        f"báo cáo được nữa. Nội dung đã ghi vẫn được giữ. Đề nghị {whom} mở lại đợt."
    )


def _settle(part, before):
    """Put down the lines of the tasks as they stand now, then see that nothing is missing."""
    after, part.status = part.status, before
    sheet = sheet_of(part, afresh=True)
    part.status = after
    _store(sheet, sheet.pieces)
    missing = completeness.stopping(completeness.gaps_of_part(part, sheet))
    if missing:
        raise MoveRefused("Chưa gửi được. " + " ".join(missing))


def _marks(part, name, by):
    """When it was sent and who answers for it. The first sending counts for lateness, however often a part comes back;
    taking it back undoes it only where nobody sent it back before."""
    now = timezone.now()
    if name == "take_back" and part.status == S.SENT:
        came_back = part.history.filter(move="send_back").exists()
        kept = {} if came_back else {"sent_at": None}
        return {**kept, "signed_off_by": None, "signed_off_at": None}
    if name not in SENDING:
        return {}
    signs = not rules.sends_for_the_unit(by, part)
    signed = {"signed_off_by": by if signs else None, "signed_off_at": now if signs else None}
    return signed if part.sent_at else {**signed, "sent_at": now}
