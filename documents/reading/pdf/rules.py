"""The ruled lines of a page: strokes, thin rectangles and the edges of outlined boxes."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from itertools import pairwise

import pypdfium2.raw as pdfium

from documents.reading.pdf.letters import Rule, Upright

_THICKEST = 3.0
_SHORTEST = 4.0
_DEEPEST_FORM = 4
_MOST_OBJECTS = 40_000
_MOST_POINTS = 2_000

Matrix = tuple[float, float, float, float, float, float]
_SAME: Matrix = (1, 0, 0, 1, 0, 0)


class Drawings:
    """Goes through the drawings of a page, forms within forms included; stops where a page has too many of them."""

    def __init__(self, page, upright: Upright):
        self.page = page
        self.upright = upright
        self.left_to_see = _MOST_OBJECTS
        self.pictures = 0

    def rules(self) -> list[Rule]:
        count = pdfium.FPDFPage_CountObjects(self.page)
        found = (pdfium.FPDFPage_GetObject(self.page, at) for at in range(count))
        return [self._rule(*points) for points in self._lines(found, _SAME, 0)]

    def _rule(self, x1: float, y1: float, x2: float, y2: float) -> Rule:
        return Rule(*self.upright.box(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)))

    def _lines(self, objects, outer: Matrix, depth: int) -> Iterator[tuple]:
        for each in objects:
            self.left_to_see -= 1
            if self.left_to_see < 0:
                return
            kind = pdfium.FPDFPageObj_GetType(each)
            if kind == pdfium.FPDF_PAGEOBJ_PATH:
                yield from _lines_of_path(each, outer)
            elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                self.pictures += 1
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST_FORM:
                inner = range(pdfium.FPDFFormObj_CountObjects(each))
                yield from self._lines(
                    (pdfium.FPDFFormObj_GetObject(each, at) for at in inner),
                    _after(_matrix_of(each), outer),
                    depth + 1,
                )


def _matrix_of(drawn) -> Matrix:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(drawn, ctypes.byref(matrix))
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _after(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )


def _lines_of_path(path, outer: Matrix) -> Iterator[tuple]:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(stroke))
    if not (fill.value or stroke.value):
        return
    for outline in _outlines(path, _after(_matrix_of(path), outer)):
        xs, ys = [x for x, _ in outline], [y for _, y in outline]
        box = min(xs), min(ys), max(xs), max(ys)
        thin = min(box[2] - box[0], box[3] - box[1]) <= _THICKEST
        if thin:
            yield from _long_enough([box])
        elif stroke.value:
            yield from _long_enough(_edges(outline))


def _outlines(path, matrix: Matrix) -> Iterator[list[tuple[float, float]]]:
    """The polygons of a path; one with curves is none."""
    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    for at in range(min(pdfium.FPDFPath_CountSegments(path), _MOST_POINTS)):
        segment = pdfium.FPDFPath_GetPathSegment(path, at)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_BEZIERTO:
            return
        if kind == pdfium.FPDF_SEGMENT_MOVETO and points:
            yield points
            points = []
        pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        points.append((a * x.value + c * y.value + e, b * x.value + d * y.value + f))
        if pdfium.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if points:
        yield points


def _edges(outline: list[tuple[float, float]]) -> Iterator[tuple]:
    for (x1, y1), (x2, y2) in pairwise(outline):
        if min(abs(x2 - x1), abs(y2 - y1)) < 1:
            yield min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)


def _long_enough(lines) -> Iterator[tuple]:
    for left, bottom, right, top in lines:
        if max(right - left, top - bottom) >= _SHORTEST:
            yield left, bottom, right, top
