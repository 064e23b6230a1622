"""The parts around the body that a plan and a report of one commune share."""

import re

from accounts.models import Unit
from documents.model import Letterhead, Signature
from plans.models import SignatureForm
from plans.recipients import lines_in

_OF_OFFICE = re.compile(r"\s((?:tỉnh|thành phố|tp\.?|huyện|quận|thị xã)\s+\S.*)$", re.IGNORECASE)
_COMMITTEE = re.compile(r"^(?:uỷ|ủy) ban nhân dân\s+(.+)$", re.IGNORECASE)


def letterhead_of(issuer):
    """Upper left of page 1, for the unit that issues: a commune, or one of its units.

    A commune: the committee and the place on two lines, no superior (practice of communes; a People's Committee stands
    without the body above it). A unit of it: "UBND XÃ …" regular, its own name bold below. The Front, the
    organisations and the Party are not under the committee, and stand alone.
    An office of home affairs: the committee of its province or district above its own name.
    NĐ 30/2020/NĐ-CP, Phụ lục I, mục II.2.
    """
    if issuer.is_office:
        return _office_letterhead(issuer.name)
    if issuer.is_commune:
        place = committee_place(issuer)
        lines = ("ỦY BAN NHÂN DÂN", place.upper()) if place else (issuer.name.upper(),)
        return Letterhead(issuer=lines)
    if issuer.kind in Unit.REQUESTED:
        return Letterhead(issuer=(issuer.name.upper(),))
    above = issuer.commune
    name = _without_place(issuer.name, committee_place(above))
    return Letterhead(superior=(committee_in_short(above),), issuer=(name.upper(),))


def _office_letterhead(name):
    """ "Sở Nội vụ tỉnh Hòa Sơn": "UBND TỈNH HÒA SƠN", below it "SỞ NỘI VỤ"; all of it where no place is named."""
    place = office_place(name)
    if not place:
        return Letterhead(issuer=(name.upper(),))
    own = name.strip()[: -len(place)].strip(" ,")
    return Letterhead(superior=(f"UBND {place}".upper(),), issuer=(own.upper(),))


def office_place(name):
    """ "tỉnh Hòa Sơn" of "Sở Nội vụ tỉnh Hòa Sơn"; "" where the name says none."""
    found = _OF_OFFICE.search(name.strip())
    return found[1] if found else ""


def _without_place(name, place):
    """ "Phòng Kinh tế xã An Hòa" without the commune that stands above it; "Công an xã An Hòa" would lose itself."""
    if not place:
        return name
    bare = re.sub(rf"(?:,\s*|\s+){re.escape(place)}$", "", name.strip(), flags=re.IGNORECASE)
    return bare if len(bare.split()) > 2 or "," in name else name


def committee_in_short(commune):
    """ "UBND XÃ AN HÒA": usual words may be shortened above the name of a unit (mục II.2.b)."""
    place = committee_place(commune)
    return f"UBND {place}".upper() if place else commune.short_name.upper()


def committee_place(commune):
    """ "xã An Hòa" of "Ủy ban nhân dân xã An Hòa"; "" where the unit is called otherwise."""
    found = _COMMITTEE.match(commune.name.strip())
    return found[1] if found else ""


def signature_of(issued):
    """Who signs a plan or a report, and with what authority (Phụ lục I, mục II.7)."""
    return Signature(
        authority=authority_of(issued.signature_form, issued.signer_post),
        name=issued.signer_name or (issued.signer.full_name if issued.signer else ""),
    )


def authority_of(form, post=""):
    """The lines above the name, in capitals; `post` is how the head of a unit, or the deputy who signs, is called."""
    form, post = SignatureForm(form), " ".join(post.split()).upper()
    if form == SignatureForm.HEAD and post:
        return (post,)
    if form == SignatureForm.DEPUTY and post:
        head = head_of(post)
        return (f"KT. {head}", post if post != head else f"PHÓ {head}")
    return form.lines


def head_of(deputy):
    """The post a deputy signs for: "PHÓ TRƯỞNG PHÒNG" → "TRƯỞNG PHÒNG", "CHỈ HUY PHÓ" → "CHỈ HUY TRƯỞNG"."""
    post = re.sub(r"^PHÓ\s+", "", deputy)
    # "Phó Phòng", "Phó Ban": how people say it.
    post = re.sub(r"^(PHÒNG|BAN|THÔN)\b", r"TRƯỞNG \1", post) if post != deputy else post
    return re.sub(r"\sPHÓ\b", " TRƯỞNG", post)


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
    return tuple(lines_in(issued.recipients))
