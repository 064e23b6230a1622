"""The parts around the body that a plan and a report of one commune share."""

import re

from documents.model import Letterhead, Signature
from plans.models import SignatureForm

_COMMITTEE = re.compile(r"^(?:uỷ|ủy) ban nhân dân\s+(.+)$", re.IGNORECASE)


def letterhead_of(commune):
    """The issuer in capitals, the committee and the place on two lines, no superior (practice of communes).

    NĐ 30/2020/NĐ-CP, Phụ lục I, mục II.2: a People's Committee stands without the body above it.
    """
    found = _COMMITTEE.match(commune.name.strip())
    lines = ("ỦY BAN NHÂN DÂN", found[1].upper()) if found else (commune.name.upper(),)
    return Letterhead(issuer=lines)


def signature_of(issued):
    """Who signs a plan or a report, and with what authority (Phụ lục I, mục II.7)."""
    return Signature(
        authority=SignatureForm(issued.signature_form).lines,
        name=issued.signer_name or (issued.signer.full_name if issued.signer else ""),
    )


def signature_form_of(authority):
    """The SignatureForm that fits lines read from a document; TM where they say nothing else."""
    lines = [line.upper().strip() for line in authority]
    if any(line.startswith(("KT.", "K/T")) for line in lines):
        return SignatureForm.KT
    return SignatureForm.Q if any(line.startswith("Q.") for line in lines) else SignatureForm.TM


def lines_of(words):
    """The lines of a text box, without blanks around and without empty ones; a leading dash is dropped."""
    lines = (line.strip() for line in words.splitlines())
    return tuple(line for line in lines if line)


def recipients_of(issued):
    """Nơi nhận as they are stored, one a line, without the dash and the closing sign the page sets itself."""
    lines = (re.sub(r"^[-–+]\s*|\s*[;.,]+$", "", line) for line in lines_of(issued.recipients))
    return tuple(line for line in lines if line)
