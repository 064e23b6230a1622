"""The README of the package: its code blocks run as they stand, one after the other, as a reader would try them."""

import re

from documents import __all__ as exported
from tests.test_docs import ROOT

README = (ROOT / "documents/README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```python\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def test_each_block_runs_after_those_before_it(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    names = {"folder": tmp_path}

    for at, block in enumerate(BLOCKS, start=1):
        exec(compile(block, f"README.md, block {at}", "exec"), names)  # noqa: S102 our own words

    assert "F07" in capsys.readouterr().out
    assert (tmp_path / "plan.docx").stat().st_size > 1000


def test_it_shows_code_at_all():
    assert len(BLOCKS) == README.count("```python") > 5


def test_every_export_is_told_in_one_line_at_the_top_of_the_package():
    import documents

    told = set(re.findall(r"`(\w+)\(", documents.__doc__))

    assert told == set(exported)


def test_what_the_readme_points_to_is_there():
    named = re.findall(r"\]\(([^)]+)\)|`(tests/[\w/.]+|\w+\.py)`", README)
    folders = (ROOT / "documents", ROOT, ROOT / "tests/documents")

    missing = [
        link or path
        for link, path in named
        if not any((folder / (link or path)).exists() for folder in folders)
    ]

    assert missing == []
