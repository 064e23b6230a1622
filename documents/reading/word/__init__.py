"""Reading .docx: `extract` gives what is on the pages, `pages_of_word` what every format is brought to."""

from documents.reading.word.compose import pages_of_word
from documents.reading.word.extraction import extract

__all__ = ["extract", "pages_of_word"]
