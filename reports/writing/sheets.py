"""What a unit's part says, heading by heading: of its tasks one line for each, drafted from the task's latest news."""

from typing import NamedTuple

from reports.models import Report, ReportSection
from reports.outlines import outline
from reports.writing import sources
from reports.writing.pieces import (
    Line,
    accepted,
    changes,
    edited,
    is_own,
    own,
    pieces_of,
    redrafted,
)

_WRITER = "unit_tasks"


class Sheet(NamedTuple):
    part: Report
    sections: list
    tasks: list  # of the unit in the period, as `sources.tasks_of` gives them; none where no heading asks for them
    pieces: dict  # section pk → its pieces; of an open part the untouched lines follow the tasks
    lines: dict  # key of a piece → the Line its task gives now; empty once the part was sent
    news: dict  # key → Line: what a person has written over, and has not decided about


def sheet_of(part, *, afresh=False):
    """The Sheet of a part, which needs its `round__commune` and `unit`. Two queries; nothing is written.

    `afresh` reads the sections again, whatever the part was fetched with.
    """
    sections = list(ReportSection.objects.filter(report=part) if afresh else part.sections.all())
    of_tasks = [section for section in sections if is_of_tasks(section)]
    tasks = sources.tasks_of(part.round, part.unit) if of_tasks else []
    lines = {line.key: line for line in map(line_of, tasks)} if part.is_open else {}
    pieces = {section.pk: pieces_of(section) for section in sections}
    news = {}
    for section in of_tasks if part.is_open else ():
        if not section.pieces:
            pieces[section.pk] = _taken_up(pieces[section.pk], tasks, lines)
        pieces[section.pk] = redrafted(pieces[section.pk], list(lines.values()))
        news.update(_news(pieces[section.pk], lines))
    return Sheet(part, sections, tasks, pieces, lines, news)


def _taken_up(pieces, tasks, lines):
    """Lines written before each task had its box ("- Họp thôn: đã họp."), put into the boxes of their tasks."""
    result, left = [], {task.title.strip().rstrip(".;:,"): key_of(task.pk) for task in tasks}
    for piece in pieces:
        words = piece["text"].lstrip("-+ ")
        title = next((each for each in left if words.startswith(f"{each}:")), None)
        if title:
            key, text = left.pop(title), words[len(title) + 1 :].strip()
            piece = {**piece, "key": key, "text": text, "drafted": lines[key].text}
        result.append(piece)
    return result


def _news(pieces, lines):
    found = changes(pieces, list(lines.values()))
    # A task that was left out stays out, whatever becomes of it.
    return {each.piece["key"]: each.line for each in found if each.line and each.piece["text"]}


def is_of_tasks(section):
    return section.key == outline.TASKS or section.writer == _WRITER


def key_of(task_pk):
    return f"task:{task_pk}"


def field_of(key):
    """The name of the box on the page: "task-12" of the piece "task:12"."""
    return key.replace(":", "-")


def line_of(task):
    """What is put into a task's box: its latest news, else how it stands."""
    text, origin = one_line(task.news or ""), "cập nhật mới nhất của nhiệm vụ"
    if not text:
        words = sources.STATE_WORDS[sources.state_of(task)]
        text, origin = f"{words[0].upper()}{words[1:]}.", "tình trạng của nhiệm vụ"
    return Line(key_of(task.pk), text, origin, task.get_absolute_url())


def one_line(text):
    return " ".join(text.split())


def is_bare(piece):
    """Whether nothing but the state of the task stands there."""
    return piece["text"] == piece["drafted"] and piece["origin"].startswith("tình trạng")


def task_pieces(sheet, section):
    return [piece for piece in sheet.pieces[section.pk] if not is_own(piece)]


def own_text(sheet, section):
    """What a person wrote below a heading, beside the lines of the tasks."""
    if not is_of_tasks(section):
        return "\n".join(each["text"] for each in sheet.pieces[section.pk] if each["text"])
    return "\n".join(each["text"] for each in sheet.pieces[section.pk] if is_own(each))


def values_of(sheet):
    """Name of the box → its words, for every box of words on the page."""
    values = {}
    for section in sheet.sections:
        if is_of_tasks(section):
            pieces = task_pieces(sheet, section)
            values.update({field_of(piece["key"]): piece["text"] for piece in pieces})
            if not own_text(sheet, section):
                continue
        values[section.key] = own_text(sheet, section)
    return values


def rewritten(sheet, section, texts, lines=None, kept=()):
    """The pieces of a section after a person wrote in it.

    `texts`: section key → words; `lines`: task pk → words, empty for a task that is left out; `kept`: pks of tasks
    whose newer draft was seen and not wanted.
    """
    pieces = sheet.pieces[section.pk]
    if not is_of_tasks(section):
        return edited(pieces, texts[section.key]) if section.key in texts else pieces
    for pk, text in (lines or {}).items():
        pieces = _said(pieces, key_of(pk), one_line(text), sheet.lines.get(key_of(pk)))
    pieces = [_decided(piece, sheet, kept) for piece in pieces]
    return _with_own(pieces, texts[section.key]) if section.key in texts else pieces


def _said(pieces, key, text, line):
    if line is not None and text == line.text:
        return accepted(pieces, key, line)
    if not any(piece["key"] == key for piece in pieces):
        # The task went while somebody wrote of it: the words stay, as the person's own.
        key = f"own:{key}"
        pieces = [*(each for each in pieces if each["key"] != key), {**own(text), "key": key}]
        return [each for each in pieces if each["text"] or not is_own(each)]
    return [{**piece, "text": text} if piece["key"] == key else piece for piece in pieces]


def _decided(piece, sheet, kept):
    line = sheet.news.get(piece["key"])
    wanted = line is not None and piece["key"] in map(key_of, kept)
    return {**piece, "kept": line.text} if wanted else piece


def _with_own(pieces, text):
    tasks = [piece for piece in pieces if not is_own(piece)]
    said = {piece["text"] for piece in tasks}
    written = edited([piece for piece in pieces if is_own(piece)], text)
    return tasks + [piece for piece in written if piece["text"] not in said]
