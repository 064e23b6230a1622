"""What a sheet that was read would change in its report, figure by figure."""

from decimal import Decimal
from typing import NamedTuple

from reports.figures.numbers import written
from reports.figures.sheet import digest_of_row
from reports.figures.values import typed_in
from reports.models import Indicator


class Change(NamedTuple):
    indicator: Indicator
    # As sheet_reading found it: value, has_no_data, note, previous.
    said: dict
    before: str
    after: str
    # Somebody changed it in the portal too, after the sheet was taken from it.
    disputed: bool
    asks_last_year: bool
    previous: Decimal | None

    @property
    def code(self):
        return self.indicator.code


def changes_of(sheet, facts):
    """The Changes of a FigureImport that was read, in the order of the set. What the person left alone is none."""
    said = {each["code"]: each for each in sheet.figures}
    stored = {row.indicator_id: row for row in sheet.report.figures.all()}
    changes = []
    for indicator in typed_in(sheet.report, facts.indicators):
        figure, row = said.get(indicator.code), stored.get(indicator.pk)
        if figure and figure["base"] != figure["now"] and digest_of_row(row) != figure["now"]:
            changes.append(_change(indicator, figure, row, facts))
    return changes


def _change(indicator, figure, row, facts):
    return Change(
        indicator=indicator,
        said=figure,
        before=_in_words(row and row.value, row and row.has_no_data, row and row.note, row and row.previous),
        after=_in_words(
            _number(figure["value"]), figure["has_no_data"], figure["note"], _number(figure["previous"])
        ),
        disputed=bool(figure["base"]) and digest_of_row(row) != figure["base"],
        asks_last_year=facts.asks_last_year(indicator, row),
        previous=row.previous if row else None,
    )  # fmt: skip


def _number(words):
    return None if words is None else Decimal(words)


def _in_words(value, has_no_data, note, previous):
    """ "1.234,5; cùng kỳ năm trước 900; ghi chú: …"; "để trống" where nothing is said."""
    said = "không có số liệu" if has_no_data else written(value) or "để trống"
    said += f"; cùng kỳ năm trước {written(previous)}" if previous is not None else ""
    return said + (f"; ghi chú: {note}" if note else "")
