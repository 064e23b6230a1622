"""The results of a report: how many tasks stand how, then task by task below the group of the plan they belong to."""

from collections import Counter

from danvan.clock import today
from documents.wording import date_words
from reports.outlines import outline
from reports.writing import sources
from reports.writing.pieces import Line
from reports.writing.sayings import folded, of_unit, says_something

STATES = (
    ("in_time", "đúng hạn"),
    ("extended", "sau gia hạn"),
    ("done_late", "quá hạn"),
    ("undated", "không tính hạn"),
)


def the_results(section, material):
    lines = [Line("counts", _counts(material), f"{len(material.tasks)} nhiệm vụ trong kỳ")]
    lines = lines if material.tasks else []
    lines += _by_group(material)
    return lines + _other_results(section, material, bool(lines))


def _counts(material):
    count, before = sources.tally(material.tasks), material.before
    done = f"đã hoàn thành {count.done:02d} (đạt {count.percent}%)"
    if before:
        done += f"; cùng kỳ năm trước {before.done:02d} trên {before.total:02d} ({before.percent}%)"
    said = [f"tổng số {count.total:02d} nhiệm vụ", done]
    finished = [
        f"{words} {number:02d}" for name, words in STATES if (number := getattr(count, name))
    ]
    if finished:
        said.append(f"trong đó hoàn thành {', '.join(finished)}")
    said.append(f"đang thực hiện {count.doing:02d}")
    if count.overdue:
        said.append(f"quá hạn chưa hoàn thành {count.overdue:02d}")
    return f"{_until(material.round)}, {'; '.join(said)}. Kết quả cụ thể như sau:"


def _until(round):
    """Before the figures are closed no day is named: the sentence would be out of date every morning."""
    closed = today() >= round.closing_day
    return f"Tính đến {date_words(round.closing_day)}" if closed else "Đến nay"


def _by_group(material):
    said = {pk: part for part in material.parts for pk in part.tasks}
    repeated = Counter(folded(task.title) for task in material.tasks)
    lines = []
    for group, tasks in material.groups:
        below = [line for task in tasks if (line := _of_task(task, said, material, repeated))]
        if below and len(material.groups) > 1:
            lines.append(Line(group.key, _head(group, tasks), f"{len(tasks)} nhiệm vụ"))
        lines += below
    return lines


def _head(group, tasks):
    if len(tasks) < 2:
        return f"{group.words}:"
    count = sources.tally(tasks)
    return f"{group.words} ({count.total:02d} nhiệm vụ, đã hoàn thành {count.done:02d}):"


def _of_task(task, said, material, repeated):
    """The Line of one task; None where its unit left it out."""
    part, unit = said.get(task.pk), task.lead_unit
    words = part.tasks[task.pk] if part else sources.line_of(task)
    if part and not says_something(words):
        return None
    words = _with_title(task, " ".join(words.split()).lstrip("-+ "))
    # The same task of several villages: only the name tells them apart.
    several = repeated[folded(task.title)] > 1
    text = f"- {unit.short_name}: {words}" if several else f"- {words}"
    return Line(f"task:{task.pk}", text, _origin(task, part, material), task.get_absolute_url())


def _origin(task, part, material):
    if part:
        return part.origin
    if task.lead_unit_id in material.waiting:
        return f"cập nhật nhiệm vụ, phần của {task.lead_unit.short_name} chưa tiếp nhận"
    return f"cập nhật nhiệm vụ của {task.lead_unit.short_name}"


def _with_title(task, words):
    title = task.title.strip().rstrip(".;:,")
    begins = folded(words).startswith(folded(title)[:60])
    return words if begins else f"{title}: {words}"


def _other_results(section, material, below):
    """What units did besides their tasks."""
    lines = []
    for part in material.parts:
        texts = [part.texts.get(outline.TASKS, ""), part.texts.get(section.takes, "")]
        lines += of_unit(part, "\n".join(filter(says_something, texts)))
    if lines and below:
        lines.insert(0, Line("others", "Các kết quả khác của đơn vị:", "phần của các đơn vị"))
    return lines
