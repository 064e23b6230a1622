"""An office's letter (công văn đôn đốc) as an `AdministrativeDocument`: NĐ 30/2020/NĐ-CP, Phụ lục III, mẫu 1.5.

Number and date stay empty: the office gives them in its own register.
"""

import re
from datetime import date
from itertools import starmap

from documents.kinds import LETTER
from documents.model import AdministrativeDocument, Item, Signature, text_of
from documents.rows import table_of
from documents.storage import to_dict
from plans.letterhead import authority_of, letterhead_of, lines_of, office_place, recipients_of

# More names would fill the page before the first word: then the table below says who is meant.
MOST_NAMED = 12
# (head, share of the width, align)
COLUMNS = (
    ("STT", 8, "center"),
    ("Ủy ban nhân dân xã, phường", 32, "left"),
    ("Báo cáo", 32, "left"),
    ("Hạn nộp", 15, "center"),
    ("Số ngày chậm", 13, "center"),
)
_COMMITTEE = re.compile(r"^(?:uỷ|ủy) ban nhân dân\s+", re.IGNORECASE)
_PLACE = re.compile(r"^(?:tỉnh|thành phố|tp\.?|huyện|quận|thị xã)\s+", re.IGNORECASE)


def stored(letter):
    """What is printed, as JSON values."""
    return to_dict(to_document(letter))


def to_document(letter):
    return AdministrativeDocument(
        kind=LETTER,
        subject=letter.subject,
        letterhead=letterhead_of(letter.receiver),
        symbol=letter.symbol,
        place=place_of(letter.receiver),
        addressees=(addressee(letter.lines),),
        opening=tuple(text_of(line) for line in lines_of(letter.opening)),
        items=(Item(table=table_of(COLUMNS, starmap(_words, enumerate(letter.lines, 1)))),),
        closing=tuple(text_of(line) for line in _closing(letter)),
        recipients=recipients_of(letter),
        signature=Signature(
            authority=authority_of(letter.signature_form, letter.signer_post),
            name=letter.signer_name,
        ),
    )


def place_of(office):
    """Where it writes: as the unit says, else the province in its name."""
    return office.place or _PLACE.sub("", office_place(office.name))


def addressee(lines):
    """ "Ủy ban nhân dân xã An Hòa", or all of them in one line; of many the table says who is meant."""
    names = list(dict.fromkeys(line["commune"] for line in lines))
    if len(names) == 1:
        return names[0]
    if len(names) > MOST_NAMED:
        return "Ủy ban nhân dân các xã, phường có tên trong danh sách dưới đây"
    kinds = [_COMMITTEE.sub("", name) for name in names]
    short = [re.sub(r"^xã\s+", "", name, flags=re.IGNORECASE) for name in kinds]
    only_villages = all(name.casefold().startswith("xã ") for name in kinds)
    if only_villages:
        return f"Ủy ban nhân dân các xã: {', '.join(short)}"
    return f"Ủy ban nhân dân: {', '.join(kinds)}"


def _words(number, line):
    due = f"{date.fromisoformat(line['due_on']):%d/%m/%Y}"
    return str(number), line["commune"], line["name"], due, str(line["days"])


def _closing(letter):
    """The sign that ends the words of a document (Phụ lục I, mục II.6) once, at the end."""
    lines = [line.replace("./.", ".") for line in lines_of(letter.request)]
    if lines:
        lines[-1] = re.sub(r"[\s.;,]*$", "", lines[-1]) + "./."
    return lines


def file_name(letter, ending):
    return f"cong-van-don-doc-bao-cao-{letter.day:%Y%m%d}-{letter.pk}.{ending}"
