"""Documents that Hypothesis makes up: realistic Vietnamese words, and words that trip a writer or a reader over.

`documents()` gives whole ones; `documents(nasty=False)` only what a clerk could have typed.
"""

from datetime import date

from hypothesis import strategies as st

from documents.model import (
    AdministrativeDocument,
    Appendix,
    Cell,
    Footnote,
    Item,
    Letterhead,
    Run,
    Signature,
    Table,
)
from documents.normal_form import tree_of
from documents.wording import roman

POINTS = "abcdđeghiklmnopqrstuvxy"
DEEPEST = 8  # from 0: nine levels

WORDS = (
    "Tuyên truyền, vận động Nhân dân trên địa bàn xã",
    "phát triển kinh tế - xã hội giai đoạn 2026 - 2030",
    "thực hiện Chỉ thị số 33/CT-TTg ngày 26/11/2021 của Thủ tướng Chính phủ",
    "mô hình “Dân vận khéo”",
    "đạt 98,5%; thu 1.500.000 đồng",
    "hoàn thành trước ngày 05/5/2026",
    "Ủy ban nhân dân xã An Hòa",
    "Sở Nội vụ tỉnh Hòa Sơn",
    "rà soát",
    "công khai tại Nhà văn hóa thôn 3 cho mọi người dân được biết, tham gia ý kiến và giám sát",
)
NASTY = (
    "1. Không phải là mục",
    "I. KHÔNG PHẢI MỤC",
    "a) không phải điểm",
    "- không phải gạch đầu dòng",
    "Phần I",
    "Phụ lục I",
    "Nơi nhận:",
    "Kính gửi: ai đó",
    "Căn cứ vào đâu",
    "Số: 05/KH-UBND",
    "An Hòa, ngày 05 tháng 01 năm 2026",
    "hai  dấu   cách",
    "dòng trên\ndòng dưới",
    "cột một\tcột hai",
    "kinh tế\u00a0- xã hội",
    "10\u00a0%",
    "Tie\u0302\u0301ng Vie\u0323\u0302t",
    "\u0301dấu rời",
    "<w:p>&amp;]]></w:t>",
    "\x00\x07\x1f\ufeff\u200b",
    "a\u202eb\u2066c",
    " \u2003 ",
    "./.",
    ";",
    "[1]",
    "%1.",
    "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 😀",
    "W" * 130,
    "\u2028",
    "_x0041_",
    "",
)
MARKS = ("1", "2", "3", "*", "[1]", "(2)", "**", "1", "a")
NASTY_MARKERS = (
    "f", "1a", "01", "Phần thứ nhất", "Phần II", "PHẦN III", "phần", "Điều 1", "(1)", "1)", "a.", "-", "+", "*", "-+",
    "IIII", "IC", "MCM", "aa", "đ", "ơ", "B", "0", "999999999999", "%1", "%", "1.2.3.4.5.6.7.8.9.10", "\u00a0", "●",
    "x" * 40, "1\t2", " 3 ", ".", ")", "1..2", "Chương  I", "<&>\"'",
)  # fmt: skip


def words(nasty=True):
    return st.sampled_from(WORDS + NASTY if nasty else WORDS)


def line(nasty=True):
    if not nasty:
        return words(nasty)
    return st.one_of(words(), words(), st.text(max_size=12))


def run(nasty=True):
    styles = st.sampled_from([(False, False)] * 3 + [(True, False), (False, True), (True, True)])
    told = st.builds(lambda said, style: Run(said, *style), line(nasty), styles)
    note = st.builds(Run, st.sampled_from(MARKS if nasty else ("1", "2", "3")), note=st.just(True))
    return st.one_of(told, told, told, note)


def text(nasty=True):
    if nasty:
        return st.lists(run(), max_size=4).map(tuple)
    return st.builds(lambda said: (Run(f"{said}."),), words(nasty=False))


def tables(nasty=True):
    span = st.sampled_from((1, 1, 1, 2, 3)) if nasty else st.just(1)
    cell = st.builds(
        Cell, text(nasty), span, span, st.sampled_from(("", "left", "center", "right"))
    )
    if nasty:
        rows = st.lists(st.lists(cell, max_size=4).map(tuple), max_size=5).map(tuple)
        widths = st.lists(st.floats(0.01, 90), max_size=4).map(tuple)
        return st.builds(Table, rows, st.integers(0, 3), widths, line())
    row = st.tuples(cell, cell, cell)
    rows = st.lists(row, min_size=2, max_size=5).map(tuple)
    caption = st.sampled_from(("", "Bảng 1. Nhiệm vụ"))
    return st.builds(Table, rows, st.just(1), st.just(()), caption)


def blocks(nasty=True):
    """An item without children; its marker says only of which kind it is, until `numbered` counts it."""
    kind = st.sampled_from(("next I", "next 1", "next 1", "next a", "next 1.1", "-", "-", "+", ""))
    marker = st.one_of(kind, kind, kind, st.sampled_from(NASTY_MARKERS)) if nasty else kind
    headed = st.builds(Item, marker, heading=text(nasty))
    told = st.builds(Item, marker, text=text(nasty))
    tabled = st.builds(Item, marker if nasty else st.just(""), table=tables(nasty))
    mixed = st.builds(Item, marker, text(nasty), text(nasty), st.none() | tables())
    return st.one_of(headed, told, told, told, tabled, *([mixed] if nasty else []))


def items(nasty=True, most=10):
    """A tree: each block stands as deep as the one before it, one deeper, or higher."""
    step = st.sampled_from((-8, -2, -1, -1, 0, 0, 0, 1, 1, 1))
    return st.lists(st.tuples(step, blocks(nasty)), max_size=most).map(_tree)


def _tree(steps):
    depth, levels = 0, []
    for step, block in steps:
        depth = min(max(depth + step, 0), levels[-1][0] + 1 if levels else 0, DEEPEST)
        levels.append((depth, block))
    return tree_of(list(_numbered(levels)))


def _numbered(levels):
    """Markers "next …" counted on among their siblings, as a clerk would."""
    path, counts = [], []
    for depth, block in levels:
        del path[depth:], counts[depth + 1 :]
        counts += [{} for _ in range(depth + 1 - len(counts))]
        kind = block.marker.removeprefix("next ")
        marker = kind
        if block.marker.startswith("next "):
            counts[depth][kind] = counts[depth].get(kind, 0) + 1
            marker = _marker(kind, counts[depth][kind], path[-1] if path else "")
        path.append(marker)
        yield depth, Item(marker, block.heading, block.text, block.table)


def _marker(kind, number, above):
    if kind == "I":
        return roman(number)
    if kind == "a":
        return POINTS[(number - 1) % len(POINTS)]
    above = above if above.replace(".", "").isdigit() else "1"
    return str(number) if kind == "1" else f"{above}.{number}"


def signatures(nasty=True):
    return st.one_of(
        st.none(),
        st.just(
            Signature(("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), "Nguyễn Thị Bình")
        ),
        st.just(Signature(("CHỦ TỊCH",), "Trần Văn An")),
        *([st.builds(Signature, lines(), line()), st.just(Signature())] if nasty else []),
    )


def letterheads(nasty=True):
    return st.one_of(
        st.none(),
        st.just(Letterhead(issuer=("ỦY BAN NHÂN DÂN", "XÃ AN HÒA"))),
        st.just(Letterhead(("UBND XÃ AN HÒA",), ("PHÒNG VĂN HÓA - XÃ HỘI",))),
        *([st.builds(Letterhead, lines(), lines()), st.just(Letterhead())] if nasty else []),
    )


def lines(nasty=True):
    return st.lists(line(nasty), max_size=3).map(tuple)


def texts(nasty=True):
    return st.lists(text(nasty), max_size=3).map(tuple)


def footnotes(nasty=True):
    marker = st.sampled_from(MARKS if nasty else ("1", "2", "3"))
    return st.lists(st.builds(Footnote, marker, text(nasty)), max_size=4).map(tuple)


def appendices(nasty=True):
    title = line(nasty) if nasty else st.sampled_from(("DANH MỤC NHIỆM VỤ", "SỐ LIỆU", ""))
    appendix = st.builds(Appendix, title, items(nasty, most=5), st.booleans())
    return st.lists(appendix, max_size=3).map(tuple)


@st.composite
def documents(draw, nasty=True):
    """An `AdministrativeDocument`: plan, report or letter, with anything filled or left out."""
    kinds = ("KẾ HOẠCH", "BÁO CÁO", "CÔNG VĂN", *(("Công văn ", "", "TỜ\nTRÌNH") if nasty else ()))
    places = st.sampled_from(("", "An Hòa", *((", ngày", "Thành phố  A - B") if nasty else ())))
    dates = st.sampled_from(("", "ngày tháng 02 năm 2026", "An Hòa, ngày   tháng   năm 2026"))
    symbols = st.sampled_from(("", "KH-UBND", "BC-UBND", "UBND-VHXH"))
    some = draw(st.lists(st.sampled_from("lnsakocrfp"), unique=True))

    def of(sign, strategy, empty=()):
        return draw(strategy) if sign in some else empty

    return AdministrativeDocument(
        kind=draw(st.sampled_from(kinds)),
        subject=draw(line(nasty)),
        letterhead=of("l", letterheads(nasty), None),
        number=of("n", st.none() | st.integers(0, 2000), None),
        symbol=of("s", st.one_of(symbols, line()) if nasty else symbols, ""),
        place=draw(places),
        date=draw(st.none() | st.dates(date(1990, 1, 1), date(2100, 1, 1))),
        addressees=of("a", lines(nasty)),
        opening=of("o", texts(nasty)),
        items=draw(items(nasty)),
        closing=of("c", texts(nasty)),
        recipients=of("r", lines(nasty)),
        signature=of("l", signatures(nasty), None),
        footnotes=of("f", footnotes(nasty)),
        appendices=of("p", appendices(nasty)),
        place_and_date=draw(st.one_of(dates, line())) if nasty and "k" in some else "",
    )
