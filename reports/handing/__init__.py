"""Handing in: the checklist, what is frozen, the receipt, one attempt held against another."""
