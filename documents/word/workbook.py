"""The workbook behind a chart of a Word file: what opens where somebody presses "Edit Data" in Word.

Written by hand and not by openpyxl, which puts the hour into every file: the same chart is to give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape

from documents.model import Chart
from documents.word.xml import DECLARATION
from documents.word.zipped import zipped

SHEET = "Sheet1"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def workbook_of(chart: Chart) -> bytes:
    """The .xlsx file of a chart: its names in column A, a series in each further one, their names in row 1."""
    return zipped(_PARTS | {"xl/worksheets/sheet1.xml": _sheet(chart)})


def names_at(chart: Chart) -> str:
    """The address of the names of the categories: "Sheet1!$A$2:$A$4"."""
    return _below("A", len(chart.categories))


def name_at(series: int) -> str:
    """The address of the name of a series, counted from 0: "Sheet1!$B$1"."""
    return f"{SHEET}!${_column(series + 1)}$1"


def values_at(chart: Chart, series: int) -> str:
    """The address of the values of a series, counted from 0: "Sheet1!$B$2:$B$4"."""
    return _below(_column(series + 1), len(chart.categories))


def _below(column: str, count: int) -> str:
    last = f":${column}${count + 1}" if count > 1 else ""
    return f"{SHEET}!${column}$2{last}"


def _column(at: int) -> str:
    """0 → "A", 25 → "Z", 26 → "AA"."""
    before, letter = divmod(at, 26)
    return (_column(before - 1) if before else "") + chr(65 + letter)


def _sheet(chart: Chart) -> str:
    heads = ["", *(series.name for series in chart.series)]
    rows = [_row(1, heads)]
    for at, name in enumerate(chart.categories):
        values = (series.values[at] for series in chart.series if at < len(series.values))
        rows.append(_row(at + 2, [name, *values]))
    return (
        f'{DECLARATION}<worksheet xmlns="{_SPREADSHEET}"><cols><col min="1" max="1" width="40" '
        f'customWidth="1"/></cols><sheetData>{"".join(rows)}</sheetData></worksheet>'
    )


def _row(number: int, values: list) -> str:
    return f'<row r="{number}">{"".join(_cells(number, values))}</row>'


def _cells(number: int, values: list) -> Iterator[str]:
    for at, value in enumerate(values):
        place = f'r="{_column(at)}{number}"'
        if isinstance(value, str) and value:
            yield f'<c {place} t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
        elif isinstance(value, int | float):
            yield f"<c {place}><v>{value:.10g}</v></c>"


_PARTS = {
    "[Content_Types].xml": (
        f'{DECLARATION}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_MAIN}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_MAIN}.worksheet+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_MAIN}.styles+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'{DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'{DECLARATION}<workbook xmlns="{_SPREADSHEET}" xmlns:r="{_RELATIONS}"><sheets>'
        f'<sheet name="{SHEET}" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'{DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" '
        f'Type="{_RELATIONS}/styles" Target="styles.xml"/></Relationships>'
    ),
    "xl/styles.xml": (
        f'{DECLARATION}<styleSheet xmlns="{_SPREADSHEET}"><fonts count="1"><font><sz val="11"/>'
        '<name val="Times New Roman"/></font></fonts><fills count="2"><fill><patternFill '
        'patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
        "</styleSheet>"
    ),
}
