"""Words that speak of something else: names of documents with their dates, quotations."""

from __future__ import annotations

import re
from functools import lru_cache

from documents.citations import citation_spans

FILL = "\ue002"
_QUOTED = re.compile(r"“[^“”]{0,400}”|\"[^\"]{0,400}\"")


# Deadlines, recurring duties and targets are looked for in the same words, one after the other.
@lru_cache(maxsize=8)
def masked(text: str) -> str:
    """The text, as long as before, with every named document and every quotation made unreadable."""
    spans = [*citation_spans(text), *(match.span() for match in _QUOTED.finditer(text))]
    letters = list(text)
    for start, end in spans:
        letters[start:end] = FILL * (end - start)
    return "".join(letters)
