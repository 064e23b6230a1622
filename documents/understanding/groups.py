"""Labelled lines gathered to the piece of work they belong to.

"1. Rà soát hương ước" with "- Đơn vị chủ trì: …", "- Thời gian: …" below it is one piece of work; so is a bullet that
its labels follow as bullets of the same list.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from documents.model import Item, plain
from documents.understanding.labels import Label, labels_in


@dataclass(slots=True)
class Work:
    """A piece of work: the item whose words tell it (None: the item above the list), and its labels."""

    owner: Item | None
    labels: list[tuple[Label, Item]] = field(default_factory=list)

    def of(self, role: str) -> str:
        return next((label.value for label, _ in self.labels if label.role == role), "")


def works_below(item: Item) -> tuple[Work, ...]:
    """The pieces of work that labelled children tell; () where no child is a labelled line."""
    told = [(child, _opening_labels(child)) for child in item.children]
    if not any(labels for _, labels in told):
        return ()
    first = next(at for at, (_, labels) in enumerate(told) if labels)
    # Labels between the bullets belong to the bullet before; labels at the end to the title of the list.
    each_has_own = first > 0 and any(child.text and not labels for child, labels in told[first:])
    return tuple(_works(told, each_has_own))


def _works(told, each_has_own: bool) -> Iterator[Work]:
    work = Work(None)
    for child, labels in told:
        if not labels:
            if each_has_own:
                yield from [work] if work.labels else []
                work = Work(child)
            continue
        if any(label.role == "what" for label in labels) and work.of("what"):
            yield work
            work = Work(None)
        work.labels += [(label, child) for label in labels]
    if work.labels:
        yield work


def _opening_labels(item: Item) -> tuple[Label, ...]:
    """The labels of an item that begins with one. "Tổ chức hội nghị. Thời gian: …" tells its work itself."""
    labels = labels_in(plain(item.text)) if item.text else ()
    return labels if labels and not plain(item.text)[: labels[0].start].strip(" -+(") else ()


def own_work(item: Item) -> Work | None:
    """The work of an item whose own words hold labels behind it, or None."""
    words = plain(item.text)
    labels = labels_in(words)
    if not labels or not words[: labels[0].start].strip(" -+("):
        return None
    return Work(item, [(label, item) for label in labels])
