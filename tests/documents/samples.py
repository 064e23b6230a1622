"""Documents of the made-up commune An Hòa, one of each kind."""

from datetime import date

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
    text_of,
)

LONG = (
    "Nâng cao hiệu quả công tác dân vận của chính quyền; kịp thời tiếp nhận, giải quyết kiến nghị, "
    "phản ánh của người dân."
)


def paragraph(words, marker=""):
    return Item(marker, text=text_of(words))


def headed(marker, heading, *children):
    return Item(marker, heading=text_of(heading), children=children)


def table_of(rows, caption=""):
    """A table whose rows are named, so that each can be found: "Việc số 7"."""
    head = tuple(Cell(text_of(words)) for words in ("STT", "Nội dung", "Thời hạn"))
    body = tuple(
        (
            Cell(text_of(f"{at}"), align="center"),
            Cell(text_of(f"Việc số {at}: {LONG}")),
            Cell(text_of("30/6/2026")),
        )
        for at in range(1, rows + 1)
    )
    return Item(table=Table((head, *body), caption=caption))


PLAN = AdministrativeDocument(
    kind="KẾ HOẠCH",
    subject="Công tác dân vận chính quyền năm 2026",
    letterhead=Letterhead(issuer=("ỦY BAN NHÂN DÂN", "XÃ AN HÒA")),
    number=5,
    symbol="KH-UBND",
    place="An Hòa",
    date=date(2026, 1, 5),
    opening=(
        text_of("Căn cứ Luật Thực hiện dân chủ ở cơ sở ngày 10 tháng 11 năm 2022;"),
        text_of("Ủy ban nhân dân xã An Hòa xây dựng Kế hoạch như sau:"),
    ),
    items=(
        headed(
            "I",
            "MỤC ĐÍCH, YÊU CẦU",
            headed("1", "Mục đích:", paragraph(LONG, "-")),
            headed(
                "2",
                "Yêu cầu",
                Item(
                    "-",
                    text=(
                        Run("Phong trào “"),
                        Run("Dân vận khéo", italic=True),
                        Run("” được triển khai rộng khắp"),
                        Run("1", note=True),
                        Run(" trong toàn xã."),
                    ),
                ),
            ),
        ),
        headed(
            "II",
            "NHIỆM VỤ",
            paragraph(f"Tuyên truyền. {LONG}", "1"),
            headed("2", "Các chỉ tiêu", paragraph(LONG, "a"), paragraph(LONG, "đ")),
        ),
    ),
    closing=(text_of("Trên đây là Kế hoạch công tác dân vận chính quyền năm 2026./."),),
    recipients=("Sở Nội vụ tỉnh (b/c)", "Các phòng, trung tâm", "Lưu: VT, VHXH"),
    signature=Signature(("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), "Nguyễn Thị Bình"),
    footnotes=(Footnote("1", text_of("Toàn xã hiện có 24 mô hình.")),),
)

LETTER = PLAN.with_changes(
    kind="CÔNG VĂN",
    subject="đăng ký mô hình “Dân vận khéo”",
    number=123,
    symbol="UBND-VHXH",
    date=date(2026, 3, 12),
    addressees=("Các phòng, trung tâm", "Trưởng các thôn"),
    opening=(),
    items=(paragraph(LONG),),
    signature=Signature(("CHỦ TỊCH",), "Trần Văn An"),
    footnotes=(),
)

REPORT = PLAN.with_changes(
    kind="BÁO CÁO",
    subject="Kết quả công tác dân vận chính quyền 6 tháng đầu năm 2026",
    symbol="BC-UBND",
    number=None,
    date=None,
    addressees=("Sở Nội vụ tỉnh Hòa Sơn",),
    appendices=(
        Appendix("DANH MỤC NHIỆM VỤ", (table_of(20, "Bảng 1. Nhiệm vụ"),), landscape=True),
        Appendix("SỐ LIỆU", (table_of(20),)),
    ),
)


def with_pages(count):
    """A plan of at least so many pages: each section fills more than half of one."""
    sections = (
        headed("I", f"MỤC SỐ {at}", *(paragraph(f"Ý {at}.{of}: {LONG}", "-") for of in range(11)))
        for at in range(2 * count)
    )
    return PLAN.with_changes(items=tuple(sections))
