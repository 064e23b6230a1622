"""A letter (công văn đôn đốc) as an `AdministrativeDocument`: NĐ 30/2020/NĐ-CP, Phụ lục III, mẫu 1.5."""

import re
from datetime import date

from documents.kinds import LETTER
from documents.model import AdministrativeDocument, Item, Signature, text_of
from documents.rows import table_of
from documents.storage import to_dict
from plans.letterhead import authority_of, letterhead_of, lines_of, recipients_of

# (head, share of the width, align): what is said of work that was given, and of work that was asked for.
ASSIGNED = (
    ("STT", 9, "center"),
    ("Nội dung nhiệm vụ", 40, "left"),
    ("Người chịu trách nhiệm", 22, "left"),
    ("Thời hạn", 16, "center"),
    ("Số ngày chậm", 13, "center"),
)
# Nobody who was asked is late.
REQUESTED = (
    ("STT", 9, "center"),
    ("Nội dung đề nghị phối hợp", 49, "left"),
    ("Đầu mối phối hợp", 23, "left"),
    ("Thời gian đề nghị", 19, "center"),
)


def stored(letter):
    """What is printed, as JSON values: frozen words of a numbered letter, else those of now."""
    return letter.document or to_dict(to_document(letter))


def to_document(letter):
    return AdministrativeDocument(
        kind=LETTER,
        subject=letter.subject,
        letterhead=letterhead_of(letter.commune),
        number=letter.number,
        symbol=letter.symbol,
        place=letter.commune.place,
        date=letter.issued_on,
        addressees=(letter.unit.name,),
        opening=tuple(text_of(line) for line in lines_of(letter.opening)),
        items=(Item(table=_table(letter)),),
        closing=tuple(text_of(line) for line in _closing(letter)),
        recipients=recipients_of(letter),
        signature=Signature(
            authority=authority_of(letter.signature_form, letter.signer_post),
            name=letter.signer_name,
        ),
    )


def _table(letter):
    columns = REQUESTED if letter.unit.relation == "requested" else ASSIGNED
    # Nobody who was asked is late: the days stand in the longer table alone.
    rows = (_words(*pair)[: len(columns)] for pair in enumerate(letter.lines, 1))
    return table_of(columns, rows)


def _words(number, line):
    due = f"{date.fromisoformat(line['due_on']):%d/%m/%Y}"
    return str(number), line["title"], line["responsible"], due, str(line["days"])


def _closing(letter):
    lines = list(lines_of(letter.request))
    if letter.reply_by:
        lines.append(reply_words(letter))
    if lines:
        # The sign that ends the words of a document (Phụ lục I, mục II.6), once.
        lines = [line.replace("./.", ".") for line in lines]
        lines[-1] = re.sub(r"[\s.;,]*$", "", lines[-1]) + "./."
    return lines


def reply_words(letter):
    """By when an answer is wished; a request says so as a request."""
    through = next(
        (f" (qua {unit.name})" for unit in letter.commune.units.all() if unit.is_focal), ""
    )
    to = f"{letter.commune.name}{through} chậm nhất ngày {letter.reply_by:%d/%m/%Y}"
    if letter.unit.relation == "requested":
        return f"Rất mong nhận được thông tin của quý cơ quan, gửi về {to}."
    return f"Kết quả thực hiện báo cáo về {to}."


def file_name(letter, ending):
    """ "cong-van-don-doc-12-2026.pdf"; a draft has its own number of the portal. Whom one asks reads no "đôn đốc"."""
    kind = "phoi-hop" if letter.unit.relation == "requested" else "don-doc"
    if letter.number:
        return f"cong-van-{kind}-{letter.number:02d}-{letter.issued_on.year}.{ending}"
    return f"du-thao-cong-van-{kind}-{letter.pk}.{ending}"
