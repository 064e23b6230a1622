"""How long a document will be on paper, guessed from its stored form before anybody prints it.

Cheap enough for a click: it looks at each text once and lays out nothing.
"""

from __future__ import annotations

import math

# Measured on the page of `style/page.css`: letters on a line, lines on a page, the gap after a paragraph in lines.
LETTERS_ON_A_LINE = 78
LINES_ON_A_PAGE = 40
GAP = 0.35
# The cells of a row share its width, and none fills its part of it.
LETTERS_ON_A_LINE_OF_CELLS = 52

LINES_OF_A_PHOTO = 7  # two stand beside each other

# From here on printing takes a second and more, and goes to a queue where it makes nobody else wait.
LONG = 20


def is_long(stored: dict) -> bool:
    """Whether others should not wait while this stored document (`documents.storage.to_dict`) is printed."""
    return estimated_pages(stored) > LONG


def estimated_pages(stored: dict) -> int:
    """About how many pages a stored document has, at least one; right within a third for more than a few pages."""
    lines, waiting = 0.0, [stored]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            lines += sum(map(_lines_of_row, _rows_of(value)))
            lines += len(value.get("photos", ())) * LINES_OF_A_PHOTO
            waiting.extend(held for name, held in value.items() if name != "rows")
        elif isinstance(value, list):
            lines += _lines_of_text(value)
            waiting.extend(each for each in value if not _is_run(each))
    return max(1, math.ceil(lines / LINES_ON_A_PAGE))


def _rows_of(value: dict) -> list:
    # A cell has "rows" as well: the number that it spans.
    rows = value.get("rows")
    return rows if isinstance(rows, list) else []


def _is_run(value) -> bool:
    return isinstance(value, dict) and isinstance(value.get("text"), str)


def _lines_of_text(runs: list) -> float:
    letters = sum(len(run["text"]) for run in runs if _is_run(run))
    return math.ceil(letters / LETTERS_ON_A_LINE) + GAP if letters else 0


def _lines_of_row(cells: list[dict]) -> float:
    letters = sum(len(run["text"]) for cell in cells for run in cell.get("text", ()))
    return max(1, letters / LETTERS_ON_A_LINE_OF_CELLS) + GAP
