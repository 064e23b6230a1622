"""What writing a Word file costs beside python-docx writing the same paragraphs in its plainest way.

Ours gives the form of the decree, lists, styles and footnotes; the other side one paragraph after the other. One line
of JSON each; both sides take turns, so that a busy machine slows both. The seconds are those of sixty pages.
Run: python -m bench.word
"""

import json
import statistics
import sys
from functools import partial
from io import BytesIO

import docx

from bench.pdf import a_plan, ratio, report, seconds
from documents import write_docx
from documents.model import AdministrativeDocument, plain

SECTIONS = 60  # about as many pages


def main() -> int:
    document = a_plan(SECTIONS)
    words = words_of(document)
    ours, plainly = partial(write_docx, document), partial(by_python_docx, words)
    report("write_docx_to_bare_python_docx_60_pages", ratio(ours, plainly))
    took = statistics.median(seconds(ours) for _ in range(5))
    print(json.dumps({"name": "write_docx_60_pages", "seconds": round(took, 3)}), flush=True)
    return 0


def words_of(document: AdministrativeDocument) -> list[str]:
    return [
        *map(plain, document.opening),
        *(f"{item.label} {plain(item.heading or item.text)}" for item in document.walk()),
        *map(plain, document.closing),
    ]


def by_python_docx(words: list[str]) -> bytes:
    opened, file = docx.Document(), BytesIO()
    for each in words:
        opened.add_paragraph(each)
    opened.save(file)
    return file.getvalue()


if __name__ == "__main__":
    sys.exit(main())
