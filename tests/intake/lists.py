"""Makes Excel lists as a person would fill them in."""

import io

from openpyxl import Workbook

from accounts.models import Membership, Person, Unit
from intake.columns import PEOPLE, PEOPLE_COLUMNS, UNIT_COLUMNS, UNITS

UNIT = {"code": "an-hoa-kt", "kind": "Phòng, ban, ngành", "name": "Phòng Kinh tế xã An Hòa"}
PERSON = {
    "username": "thao",
    "full_name": "Đặng Thu Thảo",
    "email": "thao@an-hoa.example",
    "unit": "an-hoa",
    "role": "Người thực hiện",
}


def make_list(units=(), people=(), *, headings=True):
    """The bytes of an .xlsx whose sheets hold these dicts, one row each."""
    book = Workbook()
    book.remove(book.active)
    for name, columns, rows in ((UNITS, UNIT_COLUMNS, units), (PEOPLE, PEOPLE_COLUMNS, people)):
        sheet = book.create_sheet(name)
        if headings:
            sheet.append([f"{c.heading} *" if c.required else c.heading for c in columns])
        for row in rows:
            sheet.append([row.get(column.field) for column in columns])
    return saved(book)


def saved(book):
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def unit(**over):
    return {**UNIT, **over}


def person(**over):
    return {**PERSON, **over}


def problems(people_import):
    return [(p.sheet, p.row, p.column, p.what) for p in people_import.problems.all()]


def in_portal():
    """How many units, people and posts there are."""
    return Unit.objects.count(), Person.objects.count(), Membership.objects.count()
