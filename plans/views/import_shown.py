"""A review made ready for its page: the card of one question, the lists beside it, the outline, what was understood."""

from itertools import pairwise

from documents.rich_text import to_marks
from plans.answers import last_step_of
from plans.views.shown import appendices_shown, as_html, shown_table
from plans.views.understood import understood

# A file can be wrong in a thousand places; the page stays one a person can read.
MOST_LISTED = 100


def questions_shown(review, key):
    """The question in the card, its neighbours and the lists. `key` "" or unknown: the first open one."""
    current = review.by_key.get(key) or next(iter(review.open), None)
    order = [each.key for each in review.asked]
    return {
        "asked": len(review.asked),
        "open_questions": len(review.open),
        "answered_of_asked": len(review.asked) - len(review.open),
        "sure": len(review.sure),
        "current": card(review, current) if current else None,
        "number": order.index(current.key) + 1 if current and current.key in order else 0,
        **_neighbours(order, current),
        "listed": [_listed(review, each) for each in review.open[:MOST_LISTED]],
        "listed_all": len(review.open) <= MOST_LISTED,
        "answered": [_listed(review, each) for each in review.answered[:MOST_LISTED]],
        "answered_count": len(review.answered),
        "remarks": review.remarks[:MOST_LISTED],
        "remarks_count": len(review.remarks),
    }


def _neighbours(order, current):
    if current is None or current.key not in order:
        return {"previous": "", "following": order[0] if order else ""}
    at = order.index(current.key)
    return {
        "previous": order[at - 1] if at else "",
        "following": order[at + 1] if at + 1 < len(order) else "",
    }


def card(review, question):
    given = review.answer_to(question.key)
    block = review.tree.by_key.get(question.item)
    code = given["answer"] if given else ""
    return {
        "question": question,
        "given": given,
        "said": review.said(question.key) if given else "",
        "answers": [
            {"code": each, "label": label, "is_given": each == code, "hint": hint}
            for hint, (each, label) in enumerate(question.answers, start=1)
        ],
        "words": to_marks(block.runs) if block and "words" in question.takes else None,
        "units": review.names.units if "unit" in question.takes else (),
        "unit": int(code.removeprefix("unit:")) if code.startswith("unit:") else None,
        "takes_date": "date" in question.takes,
        "date": (given or {}).get("date", ""),
    }


def _listed(review, question):
    given = review.answer_to(question.key)
    said = review.said(question.key) if given else ""
    return {"question": question, "given": given, "said": said}


def outline_shown(review, opened="", typed=""):
    """The blocks as lines; `opened` is the key of the one whose panel is open, `typed` what was typed there."""
    waiting = {}
    for question in review.open:
        if question.item:
            waiting.setdefault(question.item, question.key)
    blocks = []

    def walk(above, depth):
        for block in above.below:
            blocks.append(_block(block, depth, waiting.get(block.key), block.key == opened))
            walk(block, depth + 1)

    walk(review.tree.root, 0)
    if panel := review.tree.by_key.get(opened):
        panel = {
            "block": panel,
            "typed": typed or to_marks(panel.runs),
            "cuts": cuts_of(panel, review.reading.get("source_lines") or ()),
        }
    return {
        "blocks": blocks,
        "panel": panel,
        "last_step": last_step_of(review),
        "steps": len(review.steps),
        "appendices": appendices_shown(review.document.appendices),
        "footnotes": [(note.marker, as_html(note.text)) for note in review.document.footnotes],
        "numbers_anew": review.numbers_anew,
    }


def _block(block, depth, waiting, is_open):
    return {
        "key": block.key,
        "depth": min(depth, 7),
        "label": block.label,
        "is_heading": bool(block.heading),
        "html": as_html(block.runs),
        "table": shown_table(block.table) if block.table else None,
        "first": block.source.first if block.source else None,
        "last": block.source.last if block.source else None,
        "waiting": waiting or "",
        "is_open": is_open,
    }


def cuts_of(block, source_lines):
    """Where a block can be parted: (line, offset in its words, the first words there), at each further line."""
    if block.table or not block.source:
        return []
    lines = range(block.source.first, block.source.last + 1)
    found, at = [], 0
    for _, line in pairwise(lines):
        words = " ".join(source_lines[line - 1].split()) if line <= len(source_lines) else ""
        place = block.words.find(words[:30], at) if words else -1
        if place > 0:
            found.append((line, place, words[:60]))
            at = place
    return found


def found_shown(review):
    return {"understood": understood(review.reading, review)}
