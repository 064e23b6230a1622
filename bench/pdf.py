"""What our printing costs beside WeasyPrint itself, and what the process of its own costs beside a warm one.

One line of JSON per ratio, each from one warm run in which both sides take turns, so that a busy machine slows both.
Run: python -m bench.pdf
"""

import json
import statistics
import sys
import time
from collections.abc import Callable

from documents.html import to_html
from documents.model import AdministrativeDocument, Item, Letterhead, Signature, text_of
from documents.pdf import FONT_FACES, STYLESHEET, font_directory, missing_pdf_support, write_pdf
from documents.pdf_sandbox import render_pdf_safely
from documents.storage import to_dict

ROUNDS = 5
WORDS = (
    "Nâng cao hiệu quả công tác dân vận của chính quyền, bảo đảm quyền làm chủ của Nhân dân. " * 4
)


def main() -> int:
    trouble = missing_pdf_support()
    if trouble:
        print(json.dumps({"name": "pdf", "skipped": trouble}, ensure_ascii=False))
        return 0
    document = a_plan(sections=12)
    page = to_html(document)
    bare = a_bare_printer(page)
    report("pdf_to_bare_weasyprint", ratio(lambda: write_pdf(document), bare))
    stored = to_dict(document)
    report(
        "pdf_in_own_process_to_warm",
        ratio(lambda: render_pdf_safely(stored), lambda: write_pdf(document)),
    )
    return 0


def a_plan(sections: int) -> AdministrativeDocument:
    """About twelve pages of paragraphs."""
    items = tuple(
        Item(
            "I",
            heading=text_of("NHIỆM VỤ"),
            children=tuple(Item("-", text=text_of(WORDS)) for _ in range(7)),
        )
        for _ in range(sections)
    )
    return AdministrativeDocument(
        kind="KẾ HOẠCH",
        subject="Công tác dân vận chính quyền năm 2026",
        letterhead=Letterhead(issuer=("ỦY BAN NHÂN DÂN", "XÃ AN HÒA")),
        symbol="KH-UBND",
        place="An Hòa",
        items=items,
        recipients=("Lưu: VT",),
        signature=Signature(("CHỦ TỊCH",), "Trần Văn An"),
    )


def a_bare_printer(page: str) -> Callable[[], bytes]:
    """WeasyPrint as its manual shows it: HTML and style sheet in, untagged PDF out, nothing kept between two calls."""
    import weasyprint

    faces = "".join(
        f'@font-face {{ font-family: "Tinos"; src: url("{(font_directory() / name).as_uri()}"); {style} }}'
        for name, style in FONT_FACES.items()
    )
    rules = faces + STYLESHEET.read_text(encoding="utf-8").partition("@media screen")[0]

    def bare():
        sheet = weasyprint.CSS(string=rules)
        return weasyprint.HTML(string=page).write_pdf(stylesheets=[sheet])

    return bare


def ratio(ours: Callable[[], bytes], theirs: Callable[[], bytes]) -> float:
    """The median of ours by the median of theirs, both warm."""
    ours(), theirs()
    times = [(seconds(ours), seconds(theirs)) for _ in range(ROUNDS)]
    mine, yours = (statistics.median(side) for side in zip(*times, strict=True))
    return mine / yours


def seconds(act: Callable[[], bytes]) -> float:
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def report(name: str, value: float) -> None:
    print(json.dumps({"name": name, "ratio": round(value, 2), "unit": "times"}), flush=True)


if __name__ == "__main__":
    sys.exit(main())
