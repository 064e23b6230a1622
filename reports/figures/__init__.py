"""Figures (số liệu): sets, formulas, checks, and the sheets they come and go in."""
