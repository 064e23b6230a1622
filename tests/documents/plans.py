"""Plans of made-up communes, written for the tests of reading."""

from pathlib import Path

from documents.model import AdministrativeDocument, Item, plain

_FOLDER = Path(__file__).parent / "fixtures"


def fixture(name: str) -> bytes:
    return (_FOLDER / name).read_bytes()


def outline(document: AdministrativeDocument) -> str:
    """One line for each item: its depth, "=" before a title, its mark, and how its words begin and
    end.
    """
    return "".join(_lines(document.items, 0))


def _lines(items: tuple[Item, ...], depth: int):
    for item in items:
        words = plain(item.heading or item.text)
        told = words if len(words) <= 60 else f"{words[:30]} … {words[-25:]}"
        parts = ("=" if item.heading else "", item.label, told)
        yield "    " * depth + " ".join(part for part in parts if part) + "\n"
        yield from _lines(item.children, depth + 1)
