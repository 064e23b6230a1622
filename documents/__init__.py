"""Văn bản hành chính: what a document is, reading one, writing one. Knows no database, no plan and
no task.
"""

from documents.checking import check
from documents.html import to_html
from documents.pdf import missing_pdf_support, write_pdf
from documents.reading import read, read_plan
from documents.reading.word.own import read_docx
from documents.word import write_docx

__all__ = [
    "check",
    "missing_pdf_support",
    "read",
    "read_docx",
    "read_plan",
    "to_html",
    "write_docx",
    "write_pdf",
]
