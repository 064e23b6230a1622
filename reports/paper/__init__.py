"""A report on paper: the document with its appendices, its form, its printing."""
