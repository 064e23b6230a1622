"""Who may sign, with which authority, and whether the two agree. Suggests and warns; a person chooses.

NĐ 30/2020/NĐ-CP, Điều 13; Phụ lục I, mục II.7: a committee signs "TM.", a deputy for the chairperson "KT.", an
acting one "Q."; the head of a unit signs by the post alone.
"""

import re
from typing import NamedTuple

from accounts.models import Membership, Role
from plans.letterhead import authority_of
from plans.models import SignatureForm
from plans.notices import people_of

_FORM = SignatureForm
OF_COMMITTEE = (_FORM.TM, _FORM.KT, _FORM.Q, _FORM.CT, _FORM.KC)
OF_UNIT = (_FORM.HEAD, _FORM.DEPUTY)
_CHAIR = r"Chủ tịch(?!\s+(?:HĐND|Hội|Mặt trận|Ủy ban M|UBMTTQ))"
# Tried in this order: a post, and the forms in which whoever holds it signs, the usual one first.
_BY_POST = (
    (rf"^Phó {_CHAIR}", (_FORM.KT, _FORM.KC)),
    (rf"^(?:Quyền|Q\.) ?{_CHAIR}", (_FORM.Q,)),
    (rf"^{_CHAIR}", (_FORM.TM, _FORM.CT)),
)
_BY_POST_OF_UNIT = (
    (r"^Phó\b|\bphó\b", (_FORM.DEPUTY,)),
    (r"^(?:Quyền )?(?:Trưởng|Chánh|Giám đốc|Hiệu trưởng|Chủ tịch|Bí thư)\b|\btrưởng\b", (_FORM.HEAD,)),
)  # fmt: skip
_POST = re.compile(
    r"^(?:Phó\s+)?(?:Trưởng (?:phòng|ban|thôn|công an|trạm)|Chánh Văn phòng|Giám đốc|Hiệu trưởng|Chủ tịch|Bí thư"
    r"|phòng\b(?=\s+\w)|Chỉ huy (?:trưởng|phó)|Tổ (?:trưởng|phó)|Trạm trưởng|Trạm phó)",
    re.IGNORECASE,
)


class Signer(NamedTuple):
    pk: int
    name: str
    post: str

    @property
    def printed_post(self):
        """The post without the unit's name, which stands in the letterhead already: "Trưởng phòng"."""
        found = _POST.match(self.post)
        return found[0] if found else self.post


def forms_of(issuer):
    """The forms in which this unit's documents can be signed."""
    return OF_COMMITTEE if issuer.is_commune else OF_UNIT


def choices_of(issuer, now=""):
    """For a select: the forms of this issuer; the one in use stays among them."""
    forms = forms_of(issuer)
    return [(form.value, form.label) for form in _FORM if form in forms or form == now]


def possible_signers(issuer):
    """People from whom a signer is chosen: the leaders of a commune, the people of a unit."""
    if issuer.is_commune:
        return people_of(issuer, Role.LEADER)
    return people_of(issuer.commune).filter(pk__in=_posts_in(issuer).values("person"))


def _posts_in(issuer):
    """The posts of today that count for signing this unit's documents."""
    posts = Membership.objects.current()
    if issuer.is_commune:
        return posts.filter(unit__commune=issuer, role=Role.LEADER)
    return posts.filter(unit=issuer)


def signers_of(issuer):
    """[Signer] with the post each holds here today; two queries."""
    people = list(possible_signers(issuer))
    held = _posts_in(issuer).filter(person__in=[one.pk for one in people])
    posts = {}
    for membership in held:
        posts.setdefault(membership.person_id, membership.post)
    return [Signer(one.pk, one.full_name, posts.get(one.pk, "")) for one in people]


def fitting_forms(post, issuer):
    """The forms in which the holder of a post signs, the usual one first; () where the post does not tell."""
    table = _BY_POST if issuer.is_commune else _BY_POST_OF_UNIT
    found = (forms for pattern, forms in table if re.search(pattern, post.strip(), re.IGNORECASE))
    return next(found, ())


def disagreement(form, signer, issuer):
    """A sentence where form and post do not agree, "" where they do or nobody can tell."""
    fitting = fitting_forms(signer.post, issuer) if signer else ()
    if not fitting or form in fitting:
        return ""
    return (
        f"{signer.name} giữ chức vụ “{signer.post}”, thường ký theo hình thức "
        f"“{fitting[0].label}”. Hãy kiểm tra thẩm quyền ký."
    )


def for_script(issuer, signers):
    """What static/js/signature.js draws from: the lines of each form, and the people with what fits them."""
    forms = {
        form.value: {
            "label": form.label,
            "lines": list(authority_of(form)),
            "by_post": form in OF_UNIT,
        }
        for form in _FORM
    }
    people = [
        {
            "pk": str(one.pk),
            "name": one.name,
            "post": one.post,
            "printed": one.printed_post,
            "fits": [form.value for form in fitting_forms(one.post, issuer)],
        }
        for one in signers
    ]
    return {"forms": forms, "people": people}


def warning_of(issued, issuer):
    """`disagreement` for a plan or a report as it is stored; "" without a chosen signer."""
    signer = next((one for one in signers_of(issuer) if one.pk == issued.signer_id), None)
    return disagreement(issued.signature_form, signer, issuer)
