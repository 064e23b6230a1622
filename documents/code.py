"""Words as a QR code, drawn as one SVG path: black squares, no style, so that any page may hold it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

import segno

from documents.markup import escaped

SIDE_MM = 32
# Light all around, or a telephone does not find the corners.
MARGIN = 4


def code_svg(words: str, *, name: str, css_class: str = "chart") -> str:
    """The QR code of `words` as one <svg> of 32 mm; `name` is what whoever cannot see it is told."""
    rows = list(segno.make(words, error="m").matrix_iter(border=MARGIN))
    path = "".join(f"M{x} {y}h{length}v1h-{length}z" for x, y, length in _stretches(rows))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="{css_class}" role="img" width="{SIDE_MM}mm" '
        f'height="{SIDE_MM}mm" viewBox="0 0 {len(rows)} {len(rows)}" shape-rendering="crispEdges">'
        f'<title>{escaped(name)}</title><path fill="#000000" d="{path}"/></svg>'
    )


def _stretches(rows) -> Iterator[tuple[int, int, int]]:
    """(column, row, length) of each run of dark squares."""
    for y, row in enumerate(rows):
        x = 0
        for is_dark, squares in groupby(row, bool):
            length = len(list(squares))
            if is_dark:
                yield x, y, length
            x += length
