"""How a plan is spoken of in other documents."""

from documents.wording import date_words


def plan_in_words(plan, issuer=""):
    """ "Kế hoạch số 05/KH-UBND ngày 15 tháng 01 năm 2026 về công tác dân vận …": a first citation in full.

    `issuer` names the body as well, as NĐ 30/2020/NĐ-CP, Phụ lục I, mục II.6.b, wants it of a first citation.
    """
    subject = lower_first(plan.title)
    about = subject if subject.startswith(("về ", "triển khai", "thực hiện")) else f"về {subject}"
    by = f" của {issuer}" if issuer else ""
    return f"Kế hoạch số {plan.code} {date_words(plan.issued_on)}{by} {about}"


def lower_first(words):
    return words[:1].lower() + words[1:]
