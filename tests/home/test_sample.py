"""What the demo promises to show stands in the sample data, and not merely the tables of it."""

import pytest

from accounts.models import Person
from home import sample
from plans.form_gate import errors_of
from plans.models import CitedDocument, Plan, Proposal, Remark

pytestmark = pytest.mark.django_db
S = Plan.Status


@pytest.fixture
def binh():
    sample.make(progress=lambda words: None)
    return Person.objects.get(username="binh")


def test_the_sample_shows_every_step_of_a_plan(binh):
    plans = Plan.objects.visible_to(binh)
    own = plans.of_commune()
    remark = Remark.objects.visible_to(binh).get()
    sent = Proposal.objects.visible_to(binh)
    directive = CitedDocument.objects.visible_to(binh).get(force="repealed")

    assert sorted(own.values_list("status", flat=True)) == sorted(
        [S.SUPERSEDED, S.ISSUED, S.ISSUED, S.SUBMITTED]
    )
    assert plans.exclude(unit=None).get().status == S.ISSUED
    assert (remark.plan.status, remark.where, remark.is_settled) == (S.SUBMITTED, "Mục II.2", False)
    assert sorted(sent.values_list("status", flat=True)) == ["declined", "sent"]
    assert directive.replaced_by.number == "08/CT-UBND"
    assert binh.commune.recipient_lists.count() == 2
    # The plan that is shown as good paper is good paper.
    assert [each.finding for plan in own.filter(status=S.ISSUED) for each in errors_of(plan)] == []
    # None of the plans made for looking around asks to be handed out.
    assert not plans.of_commune().issued().filter(tasks=None, amends=None).exists()
