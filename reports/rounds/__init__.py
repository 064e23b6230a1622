"""Rounds (đợt báo cáo): their days, how they stand, and what is told about them."""
