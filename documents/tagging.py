"""The last touches on the structure of a tagged PDF that WeasyPrint leaves undone (ISO 32000-1, 14.7 and 14.8).

Page numbers become artifacts, which no screen reader reads out in the middle of a sentence; footnotes become notes;
heads of columns say that they are that; and what has an identifier can be found by it.
"""

from __future__ import annotations

# pydyf is WeasyPrint's own writer; it comes with it and needs no library of the system.
import pydyf


def finish_tags(document, pdf) -> None:
    """A finisher for `weasyprint.HTML.write_pdf`: mends the structure of `pdf`, a `pydyf.PDF`, in place."""
    root = _found(pdf, pdf.catalog["StructTreeRoot"])
    reached = _elements_below(pdf, root)
    _name_notes(pdf, root)
    _name_heads_of_columns(reached)
    _index_identifiers(pdf, root, reached)
    lost = [
        each
        for each in pdf.objects
        if isinstance(each, dict)
        and each.get("Type") == "/StructElem"
        and each.number not in reached
    ]
    _make_artifacts(pdf, root, lost)


def _found(pdf, reference) -> pydyf.Object:
    return pdf.objects[int(bytes(reference).split()[0])]


def _kids(pdf, element) -> list:
    """The structure elements right below one; marked content (a number) is none."""
    return [_found(pdf, kid) for kid in element.get("K", ()) if not isinstance(kid, int)]


def _elements_below(pdf, root) -> dict[int, pydyf.Dictionary]:
    """Number → element, in the order in which the document is read."""
    reached, waiting = {}, _kids(pdf, root)[::-1]
    while waiting:
        element = waiting.pop()
        reached[element.number] = element
        waiting.extend(reversed(_kids(pdf, element)))
    return reached


def _name_notes(pdf, root) -> None:
    # Right below the document stand the sheets, and after each the area of its footnotes, which has no name.
    (document,) = _kids(pdf, root)
    areas = (each for each in _kids(pdf, document) if each["S"] == "/NonStruct")
    for note in (kid for area in areas for kid in _kids(pdf, area)):
        note["S"] = "/Note"
        note["ID"] = pydyf.String(f"note-{note.number}")


def _name_heads_of_columns(reached) -> None:
    for element in reached.values():
        if element["S"] == "/TH":
            element["A"]["Scope"] = "/Column"


def _index_identifiers(pdf, root, reached) -> None:
    named = {each["ID"].string: each.reference for each in reached.values() if "ID" in each}
    if not named:
        return
    pairs = [part for name in sorted(named) for part in (pydyf.String(name), named[name])]
    limits = pydyf.Array([pydyf.String(min(named)), pydyf.String(max(named))])
    leaf = pydyf.Dictionary({"Limits": limits, "Names": pydyf.Array(pairs)})
    pdf.add_object(leaf)
    tree = pydyf.Dictionary({"Kids": pydyf.Array([leaf.reference])})
    pdf.add_object(tree)
    root["IDTree"] = tree.reference


def _make_artifacts(pdf, root, lost) -> None:
    """What stands in the margins hangs in no structure: the marks around it say so."""
    parents = _found(pdf, root["ParentTree"])["Nums"]
    pages = dict(zip(pdf.page_references, range(0, len(parents), 2), strict=False))
    for element in lost:
        for mark in (kid for kid in element["K"] if isinstance(kid, int)):
            at = pages[element["Pg"]]
            parents[at + 1][mark] = "null"
            page = _found(pdf, element["Pg"])
            _mark_as_artifact(_found(pdf, page["Contents"]).stream, mark)
        element.clear()


def _mark_as_artifact(stream: list, mark: int) -> None:
    for at, word in enumerate(stream):
        if word == b"BDC" and stream[at - 1].get("MCID") == mark:
            stream[at - 2] = "/Artifact"
            stream[at - 1] = pydyf.Dictionary({"Type": "/Pagination"})
