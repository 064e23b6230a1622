"""The receipt (biên nhận) of a report handed in: its address as a QR code, and its words as a paper to print."""

from django.conf import settings
from django.urls import reverse
from django.utils.timezone import localtime

from documents.chart import CODE
from documents.code import code_svg
from documents.model import AdministrativeDocument, Cell, Chart, Item, Run, Table, text_of
from documents.rows import row_of
from documents.storage import to_dict
from reports.handing.snapshot import files_kept

TITLE = "Nộp báo cáo qua cổng dân vận"
HOW_TO_CHECK = (
    "Quét mã hoặc mở địa chỉ trên, đăng nhập rồi chọn tệp cần đối chiếu: cổng cho biết tệp "
    "có đúng là tệp đã nộp hay không."
)


def address_of(submission):
    """Where a receipt is checked, code included: what its QR code holds."""
    return f"{settings.PUBLIC_URL}{reverse('reports:receipt_check')}?ma={submission.receipt}"


def qr_svg(submission):
    """The address as an <svg> element for the page."""
    name = "Mã QR dẫn đến trang kiểm tra biên nhận"
    return code_svg(address_of(submission), name=name, css_class="receipt-qr")


def moment_of(submission):
    """ "15:30:07 ngày 16/06/2026 (giờ Việt Nam, +07:00)"; of another way its day alone, for nobody knows more."""
    at = localtime(submission.submitted_at)
    if submission.went_another_way:
        return f"ngày {at:%d/%m/%Y}"
    zone = f"{at:%z}"
    return f"{at:%H:%M:%S} ngày {at:%d/%m/%Y} (giờ Việt Nam, {zone[:3]}:{zone[3:]})"


def lateness_of(submission):
    in_time = "nộp lại đúng hạn" if submission.due_again_on else "nộp đúng hạn"
    return submission.late_words or in_time


def facts_of(submission):
    """(name, words) of everything a receipt says besides its files, in the order in which it is read."""
    round, other = submission.report.round, submission.went_another_way
    facts = [
        ("Mã biên nhận", submission.receipt),
        ("Đơn vị nộp", round.commune.name),
        ("Cơ quan nhận", submission.receiver.name),
        ("Báo cáo", f"{round.name}, lần nộp {submission.ordinal}"),
        ("Số, ngày văn bản", number_of(submission)),
    ]
    if other:
        facts.append(("Đường nộp", f"{submission.get_way_display()}, ghi nhận trên cổng"))
    return [
        *facts,
        ("Thời điểm nộp", moment_of(submission)),
        (
            "Hạn nộp lại" if submission.due_again_on else "Hạn nộp",
            f"{submission.due_on:%d/%m/%Y}, {lateness_of(submission)}",
        ),
        ("Người ký", submission.signed_by or "Không ghi"),
        ("Người ghi nhận" if other else "Người nộp", str(submission.submitted_by)),
    ]


def number_of(submission):
    """ "12/BC-UBND ngày 15/06/2026" as it was handed in, whatever number the report bears by now."""
    if submission.went_another_way:
        return submission.other_number
    frozen = submission.document or {}
    if not frozen.get("number"):
        return "Chưa có số"
    year, month, day = frozen["date"].split("-")
    return f"{frozen['number']:02d}/{frozen.get('symbol', '')} ngày {day}/{month}/{year}"


def stored_receipt(submission):
    """The receipt as the JSON values of a document, for the printer. How the office answered is not on it."""
    items = [
        Item(table=_facts_table(submission)),
        Item(text=(Run("Các tệp đã nộp", bold=True),)),
        Item(table=_files_table(submission)),
        Item(chart=Chart(address_of(submission), CODE)),
        Item(text=text_of(f"Địa chỉ kiểm tra: {address_of(submission)}")),
        Item(text=text_of(HOW_TO_CHECK)),
    ]
    if not files_kept(submission):
        items[1:3] = [Item(text=text_of("Không có tệp nào trong cổng."))]
    paper = AdministrativeDocument(kind="BIÊN NHẬN", subject=TITLE, items=tuple(items))
    return to_dict(paper)


def _facts_table(submission):
    rows = tuple(
        (Cell(text_of(name)), Cell((Run(words, bold=name == "Mã biên nhận"),)))
        for name, words in facts_of(submission)
    )
    return Table(rows, header_rows=0, widths=(30, 70))


def _files_table(submission):
    head = row_of(("Tệp", "Dung lượng", "Mã SHA-256"))
    rows = tuple(
        # Its name is too long for a cell and tells nothing that the hash does not; a hash has no blank where a cell
        # may break a line, so it is cut.
        row_of(
            (each.get_kind_display(), size_words(each.file.size), " ".join(grouped(each.sha256))),
            ("", "right"),
        )
        for each in files_kept(submission)
    )
    return Table((head, *rows), widths=(28, 16, 56))


def grouped(sha256):
    """A hash in groups of eight, as one reads it to somebody else."""
    return [sha256[at : at + 8] for at in range(0, len(sha256), 8)]


def size_words(size):
    """ "132 KB", "1,4 MB"."""
    if size < 1024:
        return f"{size} byte"
    if size < 1024**2:
        return f"{size / 1024:.0f} KB"
    return f"{size / 1024**2:.1f} MB".replace(".", ",")
