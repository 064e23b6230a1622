"""Reading .docx: `extract` gives what is on the pages, `pages_of_word` what every format is brought to."""

from documents.reading.word.extraction import extract

__all__ = ["extract"]
