"""Văn bản hành chính: what a document is, reading one, writing one, checking its form. Knows no database, no plan and
no task. What is in here, with examples: README.md.

- `read(data, filename)`: the document in a file, what was understood of it, and what a person should look at.
- `read_plan(data, filename)`: the same for a plan (kế hoạch) alone; another kind of document is refused.
- `read_docx(data)`: a file that `write_docx` wrote, edited since or not, without a guess.
- `write_pdf(document)`, `write_docx(document)`: the file in the form of Nghị định 30/2020/NĐ-CP.
- `to_html(document)`: the same page for a browser.
- `check(document)`: what does not agree with the form, each with its correction where there is only one.
- `apply(document, correction)`, `apply_all(document, corrections)`: the document with what a person ordered.
- `missing_pdf_support()`: why this machine prints no PDF, in one sentence, or None.
"""

from documents.checking import apply, apply_all, check
from documents.html import to_html
from documents.pdf import missing_pdf_support, write_pdf
from documents.reading import read, read_plan
from documents.reading.word.own import read_docx
from documents.word import write_docx

__all__ = [
    "apply",
    "apply_all",
    "check",
    "missing_pdf_support",
    "read",
    "read_docx",
    "read_plan",
    "to_html",
    "write_docx",
    "write_pdf",
]
