"""What the pages of a unit's part are drawn from."""

from typing import NamedTuple

from reports import rules
from reports.actions.parts import SHUT_BY_CLOSING
from reports.models import ReportSection
from reports.outlines import outline
from reports.writing.sheets import field_of, is_of_tasks, own_text, task_pieces
from tasks.models import Evidence, Task

MOST_SHOWN = 4
REMARKS = {"send_back", "hand_back"}
# With these the part leaves the hands of those to whom the remark went.
ANSWERS = {"send_back": {"send", "sign"}, "hand_back": {"send", "sign", "ask_to_sign"}}


class Card(NamedTuple):
    """One task of the unit, with what the part says of it."""

    name: str
    piece: dict
    task: Task | None
    news: object  # the newer draft a person has not decided about, or None
    evidence: list
    more: int  # evidence that is not shown
    field: object = None
    theirs: str | None = None


class Heading(NamedTuple):
    section: ReportSection
    cards: list
    text: str
    is_of_tasks: bool = False
    field: object = None
    theirs: str | None = None
    may_be_none: bool = False


def cards_of(sheet, user, form=None, *, conflict=False):
    """[Heading] in order. With a form each box has its field, and where two wrote at once what the other saved."""
    tasks = {f"task:{task.pk}": task for task in sheet.tasks}
    evidence = _evidence(sheet, user)
    result = []
    for section in sheet.sections:
        of_tasks = is_of_tasks(section)
        text = own_text(sheet, section)
        has_field = form is not None and section.key in form.fields
        cards = [
            _card(sheet, piece, tasks.get(piece["key"]), evidence, form, conflict)
            for piece in (task_pieces(sheet, section) if of_tasks else ())
        ]
        result.append(
            Heading(
                section,
                cards,
                text,
                of_tasks,
                form[section.key] if has_field else None,
                text if conflict else None,
                not of_tasks and section.key != outline.RESULT,
            )
        )
    return result


def _card(sheet, piece, task, evidence, form, conflict):
    name = field_of(piece["key"])
    found = evidence.get(task.pk, []) if task else []
    return Card(
        name,
        piece,
        task,
        sheet.news.get(piece["key"]),
        found[:MOST_SHOWN],
        max(0, len(found) - MOST_SHOWN),
        form[name] if form is not None else None,
        piece["text"] if conflict else None,
    )


def _evidence(sheet, user):
    """task pk → what its updates of the period brought and is ready to be seen, of tasks this person sees."""
    if not sheet.tasks:
        return {}
    round = sheet.part.round
    seen = Task.objects.visible_to(user).filter(pk__in=[task.pk for task in sheet.tasks])
    rows = Evidence.objects.filter(
        update__task__in=seen,
        is_ready=True,
        update__at__date__range=(round.period_from, max(round.period_to, round.closing_day)),
    )
    found = {}
    for each in rows.select_related("file", "update").order_by("-pk"):
        found.setdefault(each.update.task_id, []).append(each)
    # Photos first: they stand side by side.
    return {pk: sorted(all, key=lambda each: not each.file.is_image) for pk, all in found.items()}


def steps_of(user, part):
    """The moves this person may make now, without those a closed round no longer takes."""
    moves = rules.PART_MOVES.open_to(user, part)
    if "send" in moves and rules.sends_for_the_unit(user, part):
        moves["send"] = moves["send"]._replace(label="Gửi thay đơn vị")
    if not part.round.is_closed:
        return moves
    return {name: move for name, move in moves.items() if name not in SHUT_BY_CLOSING}


def told_of(part):
    """{remark: why the part came back, until it goes on its way again; asked: who asked the head to sign}, each a line
    of history or None."""
    remark = asked = None
    for line in part.history.select_related("by").order_by("at", "pk"):
        if line.move in REMARKS:
            remark = line
        elif remark and line.move in ANSWERS[remark.move]:
            remark = None
        if line.move == "ask_to_sign":
            asked = line
    return {"remark": remark, "asked": asked if part.status == part.Status.TO_SIGN else None}
