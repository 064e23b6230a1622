"""What reading a plan costs beside taking the bare words out of the same file.

Ours gives the tree, what was understood, and findings; the other side is the plainest use of the library everybody
takes for the format. One line of JSON per kind of file; both sides take turns, so that a busy machine slows both.
The seconds are those of the whole way in the limited process, for sixty pages.
Run: python -m bench.reading
"""

import json
import statistics
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from io import BytesIO
from pathlib import Path

from bench.pdf import ratio, report, seconds, skipped
from documents import missing_pdf_support, read, write_pdf
from documents.model import AdministrativeDocument, Item, Letterhead, Signature, text_of
from documents.sandbox import read_safely
from documents.wording import roman

PAGES = 60
SECTIONS, ITEMS, BULLETS = 16, 6, 7
SENTENCE = (
    "Tăng cường tuyên truyền, vận động Nhân dân thực hiện chủ trương của Đảng, chính sách, pháp luật của Nhà nước, "
    "các phong trào thi đua và cuộc vận động ở địa phương"
)
# One of the bullets below an item names a document and a day.
DATED = (
    f"{SENTENCE} theo Kế hoạch số 12/KH-UBND ngày 05/01/2026 của Ủy ban nhân dân tỉnh; "
    "báo cáo trước ngày 20/11/2026"
)


def main() -> int:
    for kind, make, bare in (("docx", a_word_file, words_of_word), ("pdf", a_pdf, words_of_pdf)):
        data = make()
        if data is None:
            skipped(f"read_{kind}", str(missing_pdf_support()))
            continue
        name = f"ke-hoach.{kind}"
        ours = partial(read, data, name)
        report(f"read_{kind}_to_bare_words", ratio(ours, partial(bare, data), 3))
        tell_seconds(f"read_{kind}_{PAGES}_pages_in_its_process", partial(safely, data, name))
    return 0


def tell_seconds(name: str, act: Callable) -> None:
    took = statistics.median(seconds(act) for _ in range(3))
    print(json.dumps({"name": name, "seconds": round(took, 2), "most": 2}), flush=True)


def safely(data: bytes, name: str) -> dict:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "upload"
        path.write_bytes(data)
        return read_safely(path, name)


def a_plan() -> AdministrativeDocument:
    """Some sixty pages."""
    bullets = tuple(
        Item("-", text=text_of(f"{words}.")) for words in (DATED, *[SENTENCE] * (BULLETS - 1))
    )
    items = tuple(
        Item(str(at + 1), heading=text_of("Công tác tuyên truyền"), children=bullets)
        for at in range(ITEMS)
    )
    return AdministrativeDocument(
        kind="KẾ HOẠCH",
        subject="Công tác dân vận chính quyền năm 2026",
        letterhead=Letterhead(issuer=("ỦY BAN NHÂN DÂN", "XÃ AN HÒA")),
        symbol="KH-UBND",
        place="An Hòa",
        items=tuple(
            Item(roman(at + 1), heading=text_of("NHIỆM VỤ"), children=items)
            for at in range(SECTIONS)
        ),
        recipients=("Lưu: VT",),
        signature=Signature(("CHỦ TỊCH",), "Trần Văn An"),
    )


def a_word_file() -> bytes:
    """The plan as a clerk types it: numbers by hand, three runs in each paragraph."""
    from docx import Document

    word = Document()
    plan = a_plan()
    for line in (plan.kind, plan.subject, "Thực hiện nhiệm vụ năm 2026, xã xây dựng kế hoạch:"):
        word.add_paragraph(line)
    for item in plan.walk():
        words = "".join(run.text for run in item.heading or item.text)
        line = word.add_paragraph()
        line.add_run(f"{item.label} ").bold = bool(item.heading)
        for piece in (words[:40], words[40:]):
            line.add_run(piece).bold = bool(item.heading)
    held = BytesIO()
    word.save(held)
    return held.getvalue()


def words_of_word(data: bytes) -> str:
    from docx import Document

    return "\n".join(paragraph.text for paragraph in Document(BytesIO(data)).paragraphs)


def a_pdf() -> bytes | None:
    return None if missing_pdf_support() else write_pdf(a_plan())


def words_of_pdf(data: bytes) -> str:
    import pypdfium2

    pages = pypdfium2.PdfDocument(data)
    return "\n".join(page.get_textpage().get_text_bounded() for page in pages)


if __name__ == "__main__":
    sys.exit(main())
