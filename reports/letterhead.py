from documents.model import Letterhead

COMMITTEE = "ỦY BAN NHÂN DÂN"


def letterhead_of(commune):
    """Two lines, "ỦY BAN NHÂN DÂN" and "XÃ AN HÒA": a commune prints no body above itself (NĐ 30/2020/NĐ-CP)."""
    name = commune.name.upper()
    if name.startswith(COMMITTEE):
        return Letterhead(issuer=(COMMITTEE, name.removeprefix(COMMITTEE).strip()))
    return Letterhead(issuer=(name,))
