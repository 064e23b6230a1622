"""Figures put into words: "Cuộc họp thôn: 12 cuộc (cùng kỳ năm trước: 10, tăng 20%)."."""

from reports.figures.numbers import change_words, written
from reports.models import Indicator
from reports.writing.pieces import Line


def lines_of(codes, material):
    """A Line for each of the commune's figures named by `codes` that has a value."""
    own = (material.own.get(code) for code in codes)
    return [_line(each, material) for each in own if each is not None and each.value is not None]


def _line(figure, material):
    indicator = figure.indicator
    value = f"{written(figure.value)} {indicator.unit_of_measure}".strip()
    said = compared(figure.value, material.previous.get(indicator.code), indicator.type)
    words = f"- {indicator.label}: {value}{f' ({said})' if said else ''}."
    summed = figure.compiled is not None and figure.value == figure.compiled
    origin = "số liệu cộng từ các đơn vị" if summed else "biểu số liệu của xã"
    return Line(f"figure:{indicator.code}", words, origin)


def compared(value, before, kind=Indicator.Type.DECIMAL):
    """ "cùng kỳ năm trước: 10, tăng 20%"; empty where last year's figure (`before`) is not known."""
    if before is None:
        return ""
    if value == before:
        return "bằng cùng kỳ năm trước"
    # From nothing, the figure itself is the change.
    change = f", {change_words(value, before, kind)}" if before else ""
    return f"cùng kỳ năm trước: {written(before)}{change}"
