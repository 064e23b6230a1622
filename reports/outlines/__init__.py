"""Outlines (đề cương): the headings a report is made of, as data."""
