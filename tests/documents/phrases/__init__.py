"""Phrases of plans with what a clerk reads in them, one a line, its parts between bars."""

from pathlib import Path


def phrases(name: str) -> list[list[str]]:
    """The lines of a file of phrases, each as its parts; a line that begins with "#" tells what they are."""
    told = (Path(__file__).parent / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    kept = [line for line in told if line and not line.startswith("#")]
    return [[part.strip() for part in line.split("|")] for line in kept]


def asked(found) -> str:
    """ "?" before what is asked about and no fact."""
    return "?" * (found.sure < 0.8)
