"""Drafting the commune's report from what is there: the plan, the units' parts, the tasks, the figures.

Nothing here writes to the database, and drafting itself asks it nothing: see `material.gather`.
"""

import hashlib
from typing import NamedTuple

from plans.wording import plan_in_words
from reports.writing import figure_words, sources
from reports.writing.material import gather
from reports.writing.pieces import Line
from reports.writing.results import the_results
from reports.writing.sayings import folded, gathered, named

__all__ = ["WRITERS", "draft", "gather", "origin_of"]


def draft(section, material):
    """The Lines of one section of the commune's report, as the data say them now."""
    writer = WRITERS.get(section.writer)
    lines = writer(section, material) if writer else []
    return [*lines, *figure_words.lines_of(section.figures, material)]


def origin_of(lines):
    """Where a section came from, in a few words: the origins of its lines, each once."""
    return "; ".join(dict.fromkeys(line.origin for line in lines if line.origin))[:300]


def the_plan(section, material):
    plan = material.round.plan
    if plan is None:
        return []
    commune = material.round.commune.short_name
    text = f"{commune} đã ban hành {plan_in_words(plan)}."
    return [Line("plan", text, f"Kế hoạch {plan.code}", plan.get_absolute_url())]


def the_assignment(section, material):
    if not material.tasks:
        return []
    units = {task.lead_unit_id for task in material.tasks}
    text = (
        f"Các nội dung của kế hoạch được cụ thể hóa thành {len(material.tasks):02d} nhiệm vụ, "
        f"phân công cho {len(units):02d} đơn vị chủ trì, có người chịu trách nhiệm và thời hạn cụ thể."
    )
    return [Line("assignment", text, f"{len(material.tasks)} nhiệm vụ trong kỳ")]


def the_difficulties(section, material):
    late = [task for task in material.tasks if sources.state_of(task) == "overdue"]
    lines = []
    if late:
        text = f"Còn {len(late):02d} nhiệm vụ quá hạn chưa hoàn thành."
        lines.append(Line("late", text, f"{len(late)} nhiệm vụ quá hạn"))
    return lines + the_gathered(section, material)


def the_gathered(section, material):
    """What the units wrote under the heading this section takes."""
    return gathered(section.takes, material.parts)


def the_outlook(section, material):
    """What is still to be done, the same task of several units in one line."""
    together = {}
    for task in material.tasks:
        if sources.state_of(task) in {"doing", "overdue"}:
            together.setdefault(folded(task.title), []).append(task)
    if not together:
        return []
    head = Line("head", "Tiếp tục thực hiện các nhiệm vụ chưa hoàn thành:", "nhiệm vụ của kế hoạch")
    return [head, *(_still_to_do(tasks) for tasks in together.values())]


def _still_to_do(tasks):
    first, title = tasks[0], tasks[0].title.strip().rstrip(".;:,")
    if len(tasks) == 1:
        origin, link = "nhiệm vụ chưa hoàn thành", first.get_absolute_url()
        return Line(f"task:{first.pk}", f"- {title}.", origin, link)
    units = list(dict.fromkeys(task.lead_unit.short_name for task in tasks))
    key = hashlib.sha256(folded(title).encode()).hexdigest()[:12]
    origin = f"{len(tasks)} nhiệm vụ chưa hoàn thành"
    return Line(f"tasks:{key}", f"- {title} ({named(units)}).", origin)


WRITERS = {
    writer.__name__: writer
    for writer in (
        the_plan,
        the_assignment,
        the_results,
        the_difficulties,
        the_gathered,
        the_outlook,
    )
}


class WriterWords(NamedTuple):
    """A writer as a person chooses it: what it is called, what it writes, whether it gathers a heading of the units."""

    label: str
    help: str
    gathers: bool = False


WRITER_WORDS = {
    "the_plan": WriterWords("Kế hoạch đã ban hành", "Một câu nêu số, ngày, tên kế hoạch của đợt."),
    "the_assignment": WriterWords(
        "Phân công nhiệm vụ", "Số nhiệm vụ của kế hoạch và số đơn vị chủ trì."
    ),
    "the_results": WriterWords(
        "Kết quả nhiệm vụ theo kế hoạch",
        "Số nhiệm vụ đúng hạn, sau gia hạn, quá hạn; kết quả từng nhiệm vụ theo nhóm của kế hoạch; việc khác.",
        gathers=True,
    ),
    "the_difficulties": WriterWords(
        "Nhiệm vụ quá hạn và khó khăn các đơn vị nêu",
        "Số nhiệm vụ quá hạn, sau đó là điều từng đơn vị viết ở mục được chọn bên dưới.",
        gathers=True,
    ),
    "the_gathered": WriterWords(
        "Nội dung các đơn vị nêu",
        "Điều từng đơn vị viết ở mục được chọn bên dưới; “Không” thì bỏ qua.",
        gathers=True,
    ),
    "the_outlook": WriterWords(
        "Nhiệm vụ chưa hoàn thành", "Danh sách nhiệm vụ chuyển sang kỳ sau."
    ),
}


def writer_words(name):
    """The WriterWords of a writer; for one that was given none, its name."""
    return WRITER_WORDS.get(name) or WriterWords(name, "")
