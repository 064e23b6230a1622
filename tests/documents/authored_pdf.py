"""Authored plans as PDF: from the .docx by LibreOffice, from a page of HTML by Chromium, and by our own writer."""

from __future__ import annotations

import shutil
import subprocess
from html import escape
from pathlib import Path

from documents import write_pdf
from tests.documents.authored import Authored, Block, printed_line, runs_of
from tests.documents.authored_text import MOTTO, NATION
from tests.documents.authored_word import automatic_docx, typed_docx
from tests.documents.office import SOFFICE

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
_STYLE = """@page { size: A4; margin: 20mm 15mm 20mm 30mm }
body { font: 14pt/1.3 "Times New Roman", Tinos, serif; text-align: justify }
p { margin: 0 0 6pt; text-indent: 1cm } .c { text-align: center; text-indent: 0 }
table.plain { width: 100%; text-align: center } table.plain p { text-indent: 0; margin: 0 } .l { text-align: left }
table.grid { border-collapse: collapse; width: 100% }
table.grid td, table.grid th { border: 1px solid }
.new { break-before: page } td { vertical-align: top }"""


def own_pdf(plan: Authored) -> bytes:
    return write_pdf(plan.document)


def office_pdfs(plans: list[Authored], folder: Path) -> dict[str, bytes]:
    """Each plan by its name, printed by LibreOffice in one run: numbered by hand and by Word in turn."""
    for at, plan in enumerate(plans):
        write = typed_docx if at % 2 else automatic_docx
        (folder / f"{plan.name}.docx").write_bytes(write(plan))
    subprocess.run(
        [
            SOFFICE,
            f"-env:UserInstallation=file://{folder}/profile",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(folder),
            *(str(folder / f"{plan.name}.docx") for plan in plans),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return {plan.name: (folder / f"{plan.name}.pdf").read_bytes() for plan in plans}


def chromium_pdfs(plans: list[Authored]) -> dict[str, bytes]:
    """Each plan by its name, printed by a browser, with page numbers in the margin at the top."""
    from playwright.sync_api import sync_playwright

    header = '<div style="font-size:13px;width:100%;text-align:center"><span class="pageNumber"></span></div>'
    margins = {"top": "20mm", "bottom": "20mm", "left": "30mm", "right": "15mm"}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page()
        told = {}
        for plan in plans:
            page.set_content(to_page(plan))
            told[plan.name] = page.pdf(
                format="A4",
                display_header_footer=True,
                header_template=header,
                footer_template="<span></span>",
                margin=margins,
            )
        browser.close()
    return told


def to_page(plan: Authored) -> str:
    head, foot = plan.head, plan.foot
    issuer = [*head.get("superior", []), *(f"<b>{x}</b>" for x in head.get("issuer", []))]
    left = [*issuer, *head.get("number", [])]
    right = [f"<b>{NATION}</b>", f"<b>{MOTTO}</b>", *(f"<i>{x}</i>" for x in head.get("date", []))]
    told = [_columns(left, right) if left else ""]
    told += [f'<p class="c">{escape(x)}</p>' for x in head.get("stamp", [])]
    told += [f'<p class="c"><b>{x}</b></p>' for x in head["kind"] + head["subject"]]
    sent = [printed_line(line) for line in head.get("addressee", [])]
    told += [f"<p>{escape(x)}</p>" for x in (["Kính gửi:", *sent] if sent else [])]
    told += [f"<p>{_words(x)}</p>" for x in plan.opening]
    told += [_block(block) for top in plan.body for block in top.walk()]
    told += [f"<p>{_words(x)}</p>" for x in plan.closing]
    told += [f"<hr><small>{_notes(plan)}</small>" if plan.notes else ""]
    signed = [f"<b>{x}</b>" for x in foot.get("authority", [])] + ["&nbsp;"] * 3
    sent = [f"<span>{escape(printed_line(x))}</span>" for x in foot.get("recipient", [])]
    name = [f"<b>{x}</b>" for x in foot.get("name", [])]
    told.append(_columns(["<b><i>Nơi nhận:</i></b>", *sent], [*signed, *name], "l"))
    for appendix in plan.appendices:
        told.append('<p class="new"></p>')
        told += [f'<p class="c"><b>{escape(x)}</b></p>' for x in appendix.title]
        told += [_block(block) for top in appendix.blocks for block in top.walk()]
    return f"<html lang=vi><style>{_STYLE}</style><body>{''.join(told)}"


def _columns(left: list[str], right: list[str], kind: str = "") -> str:
    cells = ("".join(f"<p>{line}</p>" for line in lines) for lines in (left, right))
    one, other = cells
    return f'<table class="plain"><tr><td class="{kind}" width="42%">{one}</td><td>{other}</td></tr></table>'


def _block(block: Block) -> str:
    if block.rows:
        rows = "".join(f"<tr>{_cells(block, at)}</tr>" for at in range(len(block.rows)))
        return f'<p class="c">{escape(block.caption)}</p><table class="grid">{rows}</table>'
    if block.label.startswith("Phần"):
        return f'<p class="c"><b>{block.label}</b></p><p class="c"><b>{escape(block.words)}</b></p>'
    words = f"{escape(block.label)} {_words(block.words)}".strip()
    return f"<p><b>{words}</b></p>" if block.heading else f"<p>{words}</p>"


def _cells(block: Block, top: int) -> str:
    told = []
    for left, words in enumerate(block.rows[top]):
        if words in ("<", "^"):
            continue
        across = 1
        while left + across < len(block.rows[top]) and block.rows[top][left + across] == "<":
            across += 1
        down = 1
        while top + down < len(block.rows) and block.rows[top + down][left] == "^":
            down += 1
        told.append(f'<td colspan="{across}" rowspan="{down}">{escape(words)}</td>')
    return "".join(told)


def _words(words: str) -> str:
    told = []
    for run in runs_of(words):
        shown = escape(run.text)
        shown = f"<sup>{shown}</sup>" if run.note else shown
        shown = f"<b>{shown}</b>" if run.bold else shown
        told.append(f"<i>{shown}</i>" if run.italic else shown)
    return "".join(told)


def _notes(plan: Authored) -> str:
    return "".join(
        f"<p><sup>{mark}</sup> {escape(words)}</p>" for mark, words in plan.notes.items()
    )
