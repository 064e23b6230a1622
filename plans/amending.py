"""Beginning an amendment (sửa đổi, bổ sung) of a plan in force.

The amendment is issued as a whole new text under its own number, and takes the place of the one before: whoever reads
a plan then reads one paper, not one paper and the list of what another changed in it. NĐ 30/2020/NĐ-CP has no form of
its own for it; what the new text replaces is said in its opening and its closing.
"""

from django.db import IntegrityError, transaction

from danvan.workflow import MoveRefused
from documents.model import text_of
from documents.rich_text import to_marks
from plans.actions import refresh_search
from plans.copying import copy_text, frame_of
from plans.letterhead import lines_of
from plans.models import Plan
from plans.rules import AMEND, may_amend
from plans.wording import lower_first, plan_in_words

AMENDS = "Sửa đổi, bổ sung Kế hoạch"
REPLACES = "Kế hoạch này thay thế Kế hoạch số"
NOT_IN_FORCE = "Kế hoạch này không còn thi hành nên không lập bản sửa đổi được."
LONGEST_TITLE = 500


class AlreadyAmended(Exception):
    """An amendment of this plan was begun before; `amendment` is that Plan."""

    def __init__(self, amendment):
        self.amendment = amendment
        super().__init__(f"Đã có bản sửa đổi, bổ sung của kế hoạch này: “{amendment.title}”.")


@transaction.atomic
def start_amendment(plan, *, title, reason, says_basis, says_replaced, by):
    """A draft with the whole text of `plan`, which it amends; returns it.

    `reason` stands in the history alone. `says_basis` and `says_replaced` add the sentences of `basis_of` and
    `replacement_of`. Raises AlreadyAmended for a second start, MoveRefused where the plan is not in force.
    """
    # Held: the version is not put out of force while its text is copied.
    plan = plan.commune.plans.select_for_update().get(pk=plan.pk)
    if not may_amend(by, plan):
        raise MoveRefused(NOT_IN_FORCE)
    frame = frame_of(plan)
    if says_basis:
        frame["opening"] = with_basis(plan.opening, basis_of(plan))
    if says_replaced:
        frame["closing"] = with_replacement(plan.closing, replacement_of(plan))
    amendment = _create(plan, by=by, title=title, **frame)
    copy_text(plan, amendment)
    amendment.history.create(
        move=AMEND, label="Lập bản sửa đổi, bổ sung", after=amendment.status, by=by, note=reason
    )
    refresh_search(amendment)
    return amendment


def _create(plan, **fields):
    try:
        with transaction.atomic():
            return Plan.objects.create(
                commune=plan.commune,
                drafter=fields.pop("by"),
                amends=plan,
                based_on=plan.based_on,
                rolled_from=plan.rolled_from,
                **fields,
            )
    except IntegrityError:
        raise AlreadyAmended(plan.amendments.get()) from None


def title_of(plan):
    """The subject offered for an amendment: "Sửa đổi, bổ sung Kế hoạch công tác dân vận chính quyền năm 2026"."""
    if plan.title.startswith(AMENDS):
        return plan.title
    subject = plan.title.removeprefix("Kế hoạch ").removeprefix("Về ").removeprefix("về ")
    return f"{AMENDS} {lower_first(subject)}"[:LONGEST_TITLE]


def basis_of(plan):
    """The paragraph offered for the opening: what is amended, cited in full."""
    return f"Căn cứ {plan_in_words(plan, plan.issuer.name)};"


def replacement_of(plan):
    """The paragraph offered for the closing, without which two plans would stand beside each other."""
    return f"{plan_in_words(plan, plan.issuer.name).replace('Kế hoạch số', REPLACES, 1)}."


def with_basis(opening, sentence):
    """The opening with the sentence before its last paragraph, which says that the plan is issued."""
    lines = lines_of(opening)
    return "\n".join([*lines[:-1], _marked(sentence), *lines[-1:]])


def with_replacement(closing, sentence):
    """The closing with the sentence as its first paragraph, in place of one that an earlier version had there."""
    lines = [line for line in lines_of(closing) if not line.startswith(REPLACES)]
    return "\n".join([_marked(sentence), *lines])


def _marked(sentence):
    """Words for a text box: a sign in them that would be a mark there stays a sign."""
    return to_marks(text_of(sentence))
