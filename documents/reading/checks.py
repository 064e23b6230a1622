"""What a person should look at in a document that was read: the check of the form, and what the file alone shows.

Everything is kept as printed; these are sentences about it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from documents.checking import check
from documents.model import AdministrativeDocument, Finding, Reading
from documents.reading.blocks import Block

_RELATIVE = re.compile(
    r"trước(?:\s+ngày)?\s+\d{1,2}\s+(?:hằng tháng|hàng tháng|tháng liền kề|của tháng)", re.I
)
_MARKED = re.compile(r"(\*\*?)(?=\S)([^*]+?)(?<=\S)\1")


def document_findings(
    document: AdministrativeDocument,
    year: int | None,
    line_at: Callable[[tuple, int], int | None],
    told: Iterable[Finding],
) -> Iterator[Finding]:
    """What `check` finds, each at its line in the file (`line_at(place, offset)`).

    What the file itself tells more exactly (`told`) is told once; who signs is open where a placeholder stands.
    """
    codes = {finding.code for finding in told}
    if "form.placeholder" in codes:
        codes.add("form.signer")
    for finding in check(document, year=year):
        if finding.code not in codes:
            line = line_at(finding.place, max(finding.at, 0))
            yield replace(finding, line=line or finding.line)


def style_findings(blocks: list[Block]) -> Iterator[Finding]:
    """Marks that NĐ 30/2020/NĐ-CP writes in another way, each way once."""
    seen = set()
    for block in blocks:
        mark = block.mark
        unusual = mark and (
            mark.kind == "bracketed"
            or (mark.kind == "point" and mark.printed.endswith("."))
            or (mark.kind == "bullet" and mark.printed not in "-+")
        )
        if unusual and mark.kind not in seen:
            seen.add(mark.kind)
            yield Finding(
                "numbering.style",
                f"Dấu đầu dòng “{mark.printed}” không theo Nghị định 30/2020/NĐ-CP; "
                f"hệ thống trình bày lại theo quy định.",
                block.first,
                "info",
            )


def word_findings(blocks: list[Block]) -> Iterator[Finding]:
    """Asterisks that became italics, and times that come again and are no one day."""
    starred = [block for block in blocks if block.styles is None and _MARKED.search(block.words)]
    count = sum(len(_MARKED.findall(block.words)) for block in starred)
    if count:
        yield Finding(
            "text.markdown",
            f"Có {count} chỗ đặt trong dấu sao *…*; hệ thống đã bỏ dấu sao và giữ chữ nghiêng hoặc đậm.",
            starred[0].first,
            "info",
            rule="F19",
        )
    for block in blocks:
        if found := _RELATIVE.search(block.plain):
            yield Finding(
                "deadline.relative",
                f"Thời hạn “{found[0]}” lặp lại theo kỳ nên chưa thành ngày cụ thể; "
                "hãy nhập hạn cho từng kỳ khi giao việc.",
                block.line_at(found.start()),
                "info",
            )


def deadline_findings(reading: Reading) -> Iterator[Finding]:
    """Deadlines that were understood with some doubt, as questions."""
    for deadline in reading.deadlines:
        if deadline.sure < 0.8:
            yield Finding(
                "deadline.unsure",
                f"Hạn “{deadline.text[:80]}” được hiểu là ngày {deadline.date:%d/%m/%Y}; hãy xác nhận.",
                deadline.line,
                sure=deadline.sure,
            )
