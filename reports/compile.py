"""Drafting the commune's report from what is there: the plan, the units' parts, the tasks, the figures.

Nothing here writes to the database; the number of queries does not depend on how many parts and tasks there are.
"""

from collections import defaultdict
from decimal import Decimal
from typing import NamedTuple

from danvan.clock import today
from danvan.vietnamese import search_text
from documents.wording import date_words
from plans.wording import plan_in_words
from reports import outline, sources
from reports.figures import written
from reports.models import Report, ReportRound
from reports.periods import time_ahead

NOTHING = {"", "khong", "khong co"}


class Material(NamedTuple):
    round: ReportRound
    parts: list  # (unit, {section key: text}) of the accepted parts
    tasks: list
    figures: dict  # indicator pk → (Indicator, sum)


class Drafted(NamedTuple):
    heading: outline.Heading
    words: str
    text: str
    origin: str


def gather(round):
    """Everything a report is compiled from."""
    accepted = round.reports.filter(scope=Report.Scope.PART, status=Report.Status.ACCEPTED)
    accepted = accepted.select_related("unit").order_by("unit__position", "unit")
    accepted = list(accepted.prefetch_related("sections", "figures__indicator"))
    parts = [
        (part.unit, {each.key: each.text for each in part.sections.all()}) for part in accepted
    ]
    return Material(round, parts, sources.tasks_of(round), _sums(accepted))


def _sums(parts):
    sums = {}
    for figure in (figure for part in parts for figure in part.figures.all()):
        if figure.value is not None:
            _, before = sums.get(figure.indicator_id, (None, Decimal(0)))
            sums[figure.indicator_id] = figure.indicator, before + figure.value
    return sums


def draft(material):
    """One Drafted for each heading of the outline, in its order."""
    return [_drafted(heading, material) for heading in outline.OUTLINE]


def _drafted(heading, material):
    written_by = WRITERS[heading.writer](material) if heading.writer else ("", "")
    pieces = [written_by, _figures_in_words(heading.figures, material)]
    text = "\n".join(text for text, _ in pieces if text)
    origin = "; ".join(origin for text, origin in pieces if text)
    words = heading.words.format(time_ahead=time_ahead(material.round).upper())
    return Drafted(heading, words, text, origin)


def _figures_in_words(codes, material):
    by_code = {indicator.code: (indicator, total) for indicator, total in material.figures.values()}
    asked = [by_code[code] for code in codes if code in by_code]
    lines = [f"- {each.label}: {written(total)} {each.unit_of_measure}." for each, total in asked]
    return "\n".join(lines), f"{len(asked)} số liệu cộng từ các đơn vị"


def the_plan(material):
    plan = material.round.plan
    if plan is None:
        return "", ""
    commune = material.round.commune.short_name
    return f"{commune} đã ban hành {plan_in_words(plan)}.", f"Kế hoạch {plan.code}"


def the_assignment(material):
    if not material.tasks:
        return "", ""
    units = {task.lead_unit_id for task in material.tasks}
    text = (
        f"Các nội dung của kế hoạch được cụ thể hóa thành {len(material.tasks):02d} nhiệm vụ, "
        f"phân công cho {len(units):02d} đơn vị chủ trì, có người chịu trách nhiệm và thời hạn cụ thể."
    )
    return text, f"{len(material.tasks)} nhiệm vụ"


def the_results(material):
    lines = [_counts(material.tasks)] if material.tasks else []
    reporting = {unit.pk for unit, _ in material.parts}
    for unit, words in material.parts:
        lines += _of_unit(unit, words.get(outline.RESULT, ""))
    silent = defaultdict(list)
    for task in material.tasks:
        if task.lead_unit_id not in reporting:
            silent[task.lead_unit].append(sources.line_of(task))
    for unit, news in silent.items():
        lines += _of_unit(unit, "\n".join(news))
    return "\n".join(lines), _origin_of_results(material, silent)


def _counts(tasks):
    count = sources.tally(tasks)
    return (
        f"Tính đến {date_words(today())}, tổng số {count.total:02d} nhiệm vụ; trong đó hoàn thành đúng hạn "
        f"{count.in_time:02d}, hoàn thành đúng hạn sau gia hạn {count.extended:02d}, hoàn thành quá hạn "
        f"{count.done_late:02d}, đang thực hiện {count.doing:02d}, quá hạn chưa hoàn thành {count.overdue:02d}. "
        "Kết quả cụ thể như sau:"
    )


def _origin_of_results(material, silent):
    told = [f"{len(material.tasks)} nhiệm vụ", f"{len(material.parts)} phần đã tiếp nhận"]
    if silent:
        told.append(f"{len(silent)} đơn vị chưa có phần báo cáo, lấy theo cập nhật nhiệm vụ")
    return ", ".join(told)


def _of_unit(unit, text):
    """What one unit says, below its name: one line beside it, several lines one by one."""
    lines = [line.strip().lstrip("-+").strip() for line in text.splitlines() if line.strip(" -+")]
    if len(lines) < 2:
        return [f"- {unit.short_name}: {line}" for line in lines]
    return [f"- {unit.short_name}:", *(f"+ {line}" for line in lines)]


def the_difficulties(material):
    late = [task for task in material.tasks if sources.state_of(task) == "overdue"]
    lines = [f"Còn {len(late):02d} nhiệm vụ quá hạn chưa hoàn thành."] if late else []
    gathered = _gathered(outline.DIFFICULTY, material)
    origin = [f"{len(late)} nhiệm vụ quá hạn"] if late else []
    origin += [f"{_units_saying(outline.DIFFICULTY, material)} đơn vị nêu"] if gathered else []
    return "\n".join([*lines, *gathered]), ", ".join(origin)


def the_proposals(material):
    lines = _gathered(outline.PROPOSAL, material)
    return "\n".join(lines), f"{_units_saying(outline.PROPOSAL, material)} đơn vị nêu"


def _gathered(key, material):
    return [line for unit, text in _said(key, material) for line in _of_unit(unit, text)]


def _units_saying(key, material):
    return len(_said(key, material))


def _said(key, material):
    """(unit, text) of the units that have something to say: "Không" is an answer, not a line of the report."""
    answers = ((unit, words.get(key, "")) for unit, words in material.parts)
    return [
        (unit, text) for unit, text in answers if search_text(text).strip(" .-+") not in NOTHING
    ]


def the_outlook(material):
    unfinished = [task for task in material.tasks if sources.state_of(task) in {"doing", "overdue"}]
    if not unfinished:
        return "", ""
    names = (f"- {task.title.strip().rstrip('.;:,')}." for task in unfinished)
    text = "\n".join(["Tiếp tục thực hiện các nhiệm vụ chưa hoàn thành:", *names])
    return text, f"{len(unfinished)} nhiệm vụ chưa hoàn thành"


WRITERS = {
    writer.__name__: writer
    for writer in (
        the_plan,
        the_assignment,
        the_results,
        the_difficulties,
        the_outlook,
        the_proposals,
    )
}
