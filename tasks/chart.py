"""Stacked bars drawn on the server: where each piece stands and how long it is. Colours and hatches are the page's."""

from typing import NamedTuple

WIDTH, LABEL, BAR, STEP, TOP = 960, 240, 22, 34, 4
MOST_LETTERS = 34
# Pieces in this order; what is done stands as one.
PIECES = {
    "late": "Quá hạn",
    "soon": "Sắp đến hạn",
    "fine": "Chưa đến hạn",
    "none": "Chưa có hạn",
    "waiting": "Chờ xác nhận",
    "paused": "Tạm dừng",
    "done": "Đã xong",
}


class Piece(NamedTuple):
    kind: str
    words: str
    figure: int
    x: float
    y: int
    width: float
    middle: float
    shows_figure: bool


class Bar(NamedTuple):
    label: str
    title: str
    y: int
    total: int
    end: float
    pieces: list


class Chart(NamedTuple):
    width: int
    height: int
    bars: list
    legend: list


def drawn(grouped):
    """The Chart of a Grouped that counts lateness; None where there is nothing to draw."""
    most = max((row.total for row in grouped.rows), default=0)
    if not most or grouped.columns[0].key != "late":
        return None
    # Room for the total at the end of the longest.
    scale = (WIDTH - LABEL - 60) / most
    bars = [_bar(row, at, scale) for at, row in enumerate(grouped.rows)]
    shown = {piece.kind for bar in bars for piece in bar.pieces}
    legend = [(kind, words) for kind, words in PIECES.items() if kind in shown]
    return Chart(WIDTH, TOP * 2 + STEP * len(bars), bars, legend)


def _bar(row, at, scale):
    y, x, pieces = TOP + at * STEP, float(LABEL), []
    for kind, figure in _figures(row).items():
        if figure:
            width = figure * scale
            pieces.append(
                Piece(kind, PIECES[kind], figure, round(x, 1), y, round(width, 1), round(x + width / 2, 1), width >= 20)
            )  # fmt: skip
            x += width
    label = row.label
    if len(label) > MOST_LETTERS:
        label = f"{label[: MOST_LETTERS - 1].rstrip()}…"
    return Bar(label, row.label, y, sum(piece.figure for piece in pieces), round(x + 8, 1), pieces)


def _figures(row):
    found = dict.fromkeys(PIECES, 0)
    for cell in row.cells:
        kind = "done" if cell.key.startswith("done_") else cell.key
        if kind in found:
            found[kind] += cell.figure
    return found
