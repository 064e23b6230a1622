"""Breaking a title into lines of like length: no single word is left for the last one.

No renderer does this for us, and the rule below a title is measured by its line.
"""

from __future__ import annotations

import textwrap


def balanced(words: str, longest: int) -> list[str]:
    """The words on as few lines of at most `longest` letters as they need, each about as long as the next.

    A word longer than that is a line of its own and left to the renderer. No words, no lines.
    """
    needed = len(_broken(words, longest))
    widths = range(len(words) // max(needed, 1), longest + 1)
    return next(
        (lines for width in widths if len(lines := _broken(words, width)) <= needed),
        _broken(words, longest),
    )


def _broken(words: str, width: int) -> list[str]:
    return textwrap.wrap(words, max(width, 1), break_long_words=False, break_on_hyphens=False)
