"""Words on their way into a spreadsheet."""

import re

# What no .xlsx may carry; a text pasted or imported from elsewhere may.
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def as_text(value):
    """A cell's words. What a spreadsheet would take for a formula gets an apostrophe before it."""
    words = _FORBIDDEN.sub(" ", str(value or ""))
    return f"'{words}" if words.lstrip().startswith(("=", "+", "-", "@")) else words
