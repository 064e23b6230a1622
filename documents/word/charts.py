"""Charts as Word draws them itself (DrawingML): they can be restyled there, and stay sharp at every size.

The order of the elements is what Word is strict about (ECMA-376 Part 1, Annex A: CT_Chart, CT_BarSer, CT_LineSer,
CT_CatAx, CT_ValAx). The numbers stand in the chart itself, and once more in the workbook
behind it, which Word opens to change them.
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape

from documents.chart import FILLS, LINE, WIDEST_MM, words_of
from documents.model import Chart, Series
from documents.word.blocks import Paragraph
from documents.word.measures import pt
from documents.word.package import CHARTS, EMBEDDED, relation_of, relations
from documents.word.styles import FONT, LANGUAGE, SPACE
from documents.word.workbook import name_at, names_at, values_at, workbook_of
from documents.word.xml import DECLARATION, quoted

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_PLACED = f"{_DRAWING}/wordprocessingDrawing"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CHART_SPACE = f'xmlns:c="{_DRAWING}/chart" xmlns:a="{_DRAWING}/main" xmlns:r="{_RELATIONS}"'
EMU_PER_MM = 36_000
HEAD_MM, ROW_MM, LINE_MM = 22, 4.6, 90
_BOOK = "rId1"  # how a chart names its workbook
_SIZE, _SMALL = 1300, 1100  # hundredths of a point


class Charts:
    """The charts of one file, in the order in which they are written."""

    def __init__(self) -> None:
        self._charts: list[Chart] = []

    def block(self, chart: Chart, width_mm: float) -> Paragraph:
        """The paragraph that holds the drawing of `chart`; its table is to stand with it."""
        self._charts.append(chart)
        number = len(self._charts)
        inner = f"<w:r>{_drawing(chart, number, min(width_mm, WIDEST_MM))}</w:r>"
        # A line as high as the drawing, which the style of the paragraph would cut to a point.
        more = {"spacing": {"line": 240, "lineRule": "auto"}, "jc": "center"}
        return Paragraph(SPACE, inner, after=pt(6), keep_next=True, more=more)

    def parts(self) -> dict[str, str | bytes]:
        """Name in the archive → content, of each chart, its workbook and the link between them."""
        every: dict[str, str | bytes] = {}
        for at, chart in enumerate(self._charts, start=1):
            book = f"{EMBEDDED}Microsoft_Excel_Sheet{at}.xlsx"
            link = {_BOOK: (f"{_RELATIONS}/package", f"../{book.removeprefix('word/')}")}
            every[_name(at)] = _space(chart)
            every[f"{CHARTS}_rels/chart{at}.xml.rels"] = relations(link)
            every[book] = workbook_of(chart)
        return every


def _name(number: int) -> str:
    return f"{CHARTS}chart{number}.xml"


def _drawing(chart: Chart, number: int, width_mm: float) -> str:
    size = f'cx="{round(width_mm * EMU_PER_MM)}" cy="{round(_height_mm(chart) * EMU_PER_MM)}"'
    told = f'id="{number}" name="Biểu đồ {number}" descr={quoted(words_of(chart))}'
    return (
        f'<w:drawing><wp:inline xmlns:wp="{_PLACED}" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent {size}/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:docPr {told}/>'
        f'<wp:cNvGraphicFramePr/><a:graphic xmlns:a="{_DRAWING}/main">'
        f'<a:graphicData uri="{_DRAWING}/chart"><c:chart xmlns:c="{_DRAWING}/chart" '
        f'r:id="{relation_of(_name(number))}"/></a:graphicData></a:graphic></wp:inline></w:drawing>'
    )


def _height_mm(chart: Chart) -> float:
    if chart.kind == LINE:
        return LINE_MM
    return HEAD_MM + len(chart.categories) * max(2 * ROW_MM, ROW_MM * (len(chart.series) + 1))


def _space(chart: Chart) -> str:
    draw = _lines if chart.kind == LINE else _bars
    title = _title(chart.title) if chart.title else ""
    legend = (
        f'<c:legend><c:legendPos val="t"/><c:overlay val="0"/>{_letters(_SMALL)}</c:legend>'
        if len(chart.series) > 1
        else ""
    )
    return (
        f'{DECLARATION}<c:chartSpace {_CHART_SPACE}><c:date1904 val="0"/><c:lang val="{LANGUAGE}"/>'
        f'<c:roundedCorners val="0"/><c:chart>{title}<c:autoTitleDeleted val="{int(not title)}"/>'
        f"<c:plotArea><c:layout/>{draw(chart)}</c:plotArea>{legend}"
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f"<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{_letters(_SMALL)}"
        f'<c:externalData r:id="{_BOOK}"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )


def _title(words: str) -> str:
    face = f'<a:latin typeface="{FONT}"/><a:cs typeface="{FONT}"/>'
    run = f'<a:rPr lang="{LANGUAGE}" sz="{_SIZE}" b="1">{_BLACK}{face}</a:rPr><a:t>{escape(words)}</a:t>'
    return (
        f"<c:title><c:tx><c:rich><a:bodyPr/><a:p><a:r>{run}</a:r></a:p></c:rich></c:tx>"
        '<c:overlay val="0"/></c:title>'
    )


_BLACK = '<a:solidFill><a:srgbClr val="000000"/></a:solidFill>'


def _letters(size: int) -> str:
    face = f'<a:latin typeface="{FONT}"/><a:cs typeface="{FONT}"/>'
    shape = f'<a:pPr><a:defRPr sz="{size}" b="0">{_BLACK}{face}</a:defRPr></a:pPr>'
    return f'<c:txPr><a:bodyPr/><a:p>{shape}<a:endParaRPr lang="{LANGUAGE}"/></a:p></c:txPr>'


# What is drawn


def _bars(chart: Chart) -> str:
    series = "".join(_bar_series(chart, at, each) for at, each in enumerate(chart.series))
    # From top to bottom as they are read, and the axis of the values turned with them.
    return (
        f'<c:barChart><c:barDir val="bar"/><c:grouping val="clustered"/><c:varyColors val="0"/>{series}'
        '<c:gapWidth val="60"/><c:axId val="1"/><c:axId val="2"/></c:barChart>'
        + _axes(names_at="l", values_at="b", order="maxMin")
    )


def _bar_series(chart: Chart, at: int, series: Series) -> str:
    shape = f"<c:spPr>{_fill(at)}{_EDGE}</c:spPr>"
    labels = _labels("outEnd", series)
    return (
        f'<c:ser>{_called(at, series)}{shape}<c:invertIfNegative val="0"/>{labels}'
        f"{_categories(chart)}{_values(chart, at)}</c:ser>"
    )


def _lines(chart: Chart) -> str:
    series = "".join(_line_series(chart, at, each) for at, each in enumerate(chart.series))
    return (
        f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{series}'
        '<c:marker val="1"/><c:axId val="1"/><c:axId val="2"/></c:lineChart>'
        + _axes(names_at="b", values_at="l", order="minMax")
    )


def _line_series(chart: Chart, at: int, series: Series) -> str:
    dash = '<a:prstDash val="dash"/>' if at else ""
    shape = f'<c:spPr><a:ln w="19050">{_BLACK}{dash}</a:ln></c:spPr>'
    marker = (
        '<c:marker><c:symbol val="square"/><c:size val="6"/>'
        f"<c:spPr>{_fill(at)}{_EDGE}</c:spPr></c:marker>"
    )
    return (
        f"<c:ser>{_called(at, series)}{shape}{marker}{_labels('b' if at else 't', series)}"
        f'{_categories(chart)}{_values(chart, at)}<c:smooth val="0"/></c:ser>'
    )


_EDGE = f'<a:ln w="6350">{_BLACK}</a:ln>'


def _fill(at: int) -> str:
    colour = FILLS[at % len(FILLS)].removeprefix("#").upper()
    return f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'


def _called(at: int, series: Series) -> str:
    name = _cached("strCache", [series.name])
    told = (
        f"<c:tx><c:strRef><c:f>{name_at(at)}</c:f>{name}</c:strRef></c:tx>" if series.name else ""
    )
    return f'<c:idx val="{at}"/><c:order val="{at}"/>{told}'


def _labels(place: str, series: Series) -> str:
    whole = all(float(value).is_integer() for value in series.values if value is not None)
    form = "#,##0" if whole else "#,##0.0#"
    shown = '<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/>'
    rest = '<c:showPercent val="0"/><c:showBubbleSize val="0"/>'
    return (
        f'<c:dLbls><c:numFmt formatCode="{form}" sourceLinked="0"/>{_letters(_SMALL)}'
        f'<c:dLblPos val="{place}"/>{shown}{rest}</c:dLbls>'
    )


def _categories(chart: Chart) -> str:
    cached = _cached("strCache", chart.categories)
    return f"<c:cat><c:strRef><c:f>{names_at(chart)}</c:f>{cached}</c:strRef></c:cat>"


def _values(chart: Chart, at: int) -> str:
    told = [None if value is None else f"{value:.10g}" for value in chart.series[at].values]
    cached = f"<c:numCache><c:formatCode>General</c:formatCode>{_points(told)}</c:numCache>"
    return f"<c:val><c:numRef><c:f>{values_at(chart, at)}</c:f>{cached}</c:numRef></c:val>"


def _cached(kind: str, words: Iterable[str]) -> str:
    return f"<c:{kind}>{_points(words)}</c:{kind}>"


def _points(words: Iterable[str | None]) -> str:
    listed = list(words)
    points = "".join(
        f'<c:pt idx="{at}"><c:v>{escape(each)}</c:v></c:pt>'
        for at, each in enumerate(listed)
        if each is not None
    )
    return f'<c:ptCount val="{len(listed)}"/>{points}'


def _axes(*, names_at: str, values_at: str, order: str) -> str:
    line = f"<c:spPr>{_EDGE}</c:spPr>"
    names = (
        f'<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="{order}"/></c:scaling>'
        f'<c:delete val="0"/><c:axPos val="{names_at}"/><c:numFmt formatCode="General" sourceLinked="0"/>'
        f'<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>{line}'
        f'{_letters(_SMALL)}<c:crossAx val="2"/><c:crosses val="autoZero"/><c:auto val="0"/>'
        '<c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="1"/></c:catAx>'
    )
    # The figures stand at the bars: an axis of them would say it twice.
    values = (
        '<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/></c:scaling>'
        f'<c:delete val="1"/><c:axPos val="{values_at}"/><c:numFmt formatCode="General" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="none"/>'
        '<c:crossAx val="1"/><c:crosses val="autoZero"/><c:crossBetween val="between"/></c:valAx>'
    )
    return names + values
