"""The document as a Word file: `write_docx`, and reading back what it wrote."""

from documents.word.writer import write_docx

__all__ = ["write_docx"]
