"""Blocks hung below each other: the tree of sections, items, points, bullets and paragraphs."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from documents.model import Item, Text, plain
from documents.reading.blocks import Block
from documents.reading.marks import TITLES
from documents.text import ends_sentence

_LONGEST_BARE_HEADING = 100  # without children nothing but its length tells a title from a sentence
_DASHES = "-–—\uf02d"
_LONGEST_STOPPED_HEADING = 8  # words of a title that somebody closed with a full stop
# Words before a colon that open a list inside a sentence.
_ANNOUNCING = re.compile(
    r"(?:sau|trong đó|,\s*(?:bao\s+)?gồm|,\s*(?:cụ thể|nhất là)(?:\s+là)?)\s*:$"
)


@dataclass(slots=True)
class Node:
    block: Block
    children: list[Node] = field(default_factory=list)

    @property
    def kind(self) -> str:
        return self.block.mark.kind if self.block.mark else ""

    @property
    def marker(self) -> str:
        return self.block.mark.marker if self.block.mark else ""

    @property
    def sign(self) -> str:
        """Of a bullet: "-" for every dash, else the sign as printed."""
        printed = self.block.mark.printed
        return "-" if printed in _DASHES else printed


def outline_of(blocks: list[Block]) -> tuple[Item, ...]:
    """The tree of a body whose first block has a mark."""
    root = Node(Block(None, "", 0, 0))
    path = [root]
    for block in blocks:
        node = Node(block)
        path = _above(path, node)
        path[-1].children.append(node)
        if block.mark:
            path.append(node)
    return _items(root)


def _above(path: list[Node], node: Node) -> list[Node]:
    """The part of the path the node hangs below."""
    if node.kind == "bullet":
        return _above_bullet(path, node)
    if not node.kind:
        # A paragraph after bullets belongs to what the bullets belong to.
        return [each for each in path if each.kind != "bullet"]
    depth = node.block.mark.depth
    kept = [each for each in path[1:] if each.kind != "bullet" and each.block.mark.depth < depth]
    return [path[0], *kept]


def _above_bullet(path: list[Node], node: Node) -> list[Node]:
    """A bullet of the same sign continues its list; one of a new sign begins a list below."""
    for at, each in enumerate(path):
        if each.kind == "bullet" and each.sign == node.sign and not _is_deeper(node, each):
            return path[:at]
    return path


def _is_deeper(node: Node, other: Node) -> bool:
    """Lists of Word may print one sign on two levels."""
    levels = other.block.level, node.block.level
    return None not in levels and levels[0] < levels[1]


def _items(above: Node) -> tuple[Item, ...]:
    """A list in which one item is a title for others is a list of titles."""
    titled = any(child.children for child in above.children if child.kind not in ("", "bullet"))
    return tuple(_item(child, titled, above) for child in above.children)


def _item(node: Node, titled: bool, above: Node) -> Item:
    runs = node.block.runs
    headed = _is_heading(node, plain(runs), titled)
    return Item(
        marker=_marker(node, above),
        heading=_unbolded(runs, node) if headed else (),
        text=() if headed else runs,
        table=node.block.table,
        children=_items(node),
        source=node.block.source,
    )


def _marker(node: Node, above: Node) -> str:
    """A round sign below another bullet is not a dash: the next sign that the tree knows for it is the star."""
    round_below = node.kind == above.kind == "bullet" and node.sign not in "-+*"
    return "*" if round_below else node.marker


def _unbolded(runs: Text, node: Node) -> Text:
    """The title of a mục or khoản is bold by its level (NĐ 30/2020/NĐ-CP, Phụ lục I, mục II.6.đ), unsaid."""
    if node.kind in ("point", "bracketed") or not node.block.is_bold:
        return runs
    return tuple(replace(run, bold=False) for run in runs)


def _is_heading(node: Node, words: str, titled: bool) -> bool:
    """A title stands alone and ends no sentence; a long one exists, so its length decides only where nothing hangs
    below it."""
    if node.kind in ("part", "letter", "section", *TITLES):
        return True
    if node.kind in ("", "bullet"):
        return False
    if node.block.is_bold and ". " not in words and not words.endswith((";", "./.")):
        return True
    if words.endswith(":"):
        return not _ANNOUNCING.search(words) and ". " not in words
    if ends_sentence(words):
        few = len(words.split()) <= _LONGEST_STOPPED_HEADING
        return few and words.endswith(".") and bool(node.children)
    bare = titled and len(words) <= _LONGEST_BARE_HEADING
    return ". " not in words and (bool(node.children) or bare)
