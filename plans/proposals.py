"""Difficulties that units send about a plan in force (vướng mắc), their answers, and the amendment that meets them."""

from collections import defaultdict
from uuid import uuid4

from django.db import IntegrityError, transaction

from danvan.workflow import MoveRefused
from plans import notices
from plans.chain import of_chain
from plans.models import Proposal, ProposalHistory
from plans.places import named
from plans.rules import PROPOSAL_MOVES, may_propose

NOT_IN_FORCE = "Kế hoạch này không còn ở tình trạng nhận vướng mắc."
SHOWN_WORDS = 300


@transaction.atomic
def send_proposal(plan, item, fields, *, key, by):
    """Keep a difficulty with an item (None: the plan as a whole) and tell the coordinator; returns the Proposal.

    `fields` are text and wish; the same `key` gives the one already sent. Raises MoveRefused where the plan is no
    longer in force.
    """
    if not may_propose(by, plan):
        raise MoveRefused(NOT_IN_FORCE)
    proposal, is_new = _keep(dict(fields, plan=plan, item=item, **place_of(item)), key, by)
    if not is_new:
        return proposal
    line = proposal.history.create(move="send", label="Gửi vướng mắc", after=proposal.status, by=by)
    notices.announce_proposal(proposal, line)
    return proposal


def _keep(fields, key, by):
    """(Proposal, whether it is new)."""
    try:
        with transaction.atomic():
            return Proposal.objects.create(unit=by.unit, by=by, key=key, **fields), True
    except IntegrityError:
        # A second press, or a repeat after the line was cut; a key that somebody else used says nothing.
        sent = Proposal.objects.visible_to(by).filter(key=key, by=by).first()
        return (sent, False) if sent else _keep(fields, uuid4(), by)


def place_of(item):
    """`where` and `quote` of an item, kept for the day when it is gone."""
    if item is None:
        return {"where": "Cả kế hoạch", "quote": ""}
    return {"where": named(_way_to(item))[:80], "quote": item.words[:SHOWN_WORDS]}


def _way_to(item):
    """The numbers from the top down to the item; one query, however deep it stands."""
    rows = {row.pk: row for row in item.plan.items.only("parent", "marker")}
    way, row = [], rows[item.pk]
    while row is not None:
        way.insert(0, row.marker)
        row = rows.get(row.parent_id)
    return way


@transaction.atomic
def move_proposal(proposal, name, *, by, note=""):
    """Answer or withdraw, and tell those concerned. Raises MoveRefused with a sentence."""
    line = PROPOSAL_MOVES.apply(proposal, name, by=by, note=note)
    notices.announce_proposal(proposal, line)
    return line


def taken_for(amendment, *, user):
    """The accepted difficulties that no version has met yet: {uid of the item, None for the plan: [Proposal]}.

    One query besides the chain. An item that was deleted from the amendment keeps its uid here.
    """
    found = defaultdict(list)
    for proposal in _unmet(amendment, user):
        found[proposal.item.uid if proposal.item else None].append(proposal)
    return dict(found)


def _unmet(plan, user):
    taken = Proposal.objects.visible_to(user).filter(
        of_chain(plan), status=Proposal.Status.TAKEN, met_in=None
    )
    return taken.select_related("item", "unit", "by", "plan")


def meet_proposals(plan, *, by):
    """Note in the accepted difficulties that the version just issued changed what they are about, and tell the units.

    One whose item stands there word for word as before is not met: it waits for the next amendment. As many
    statements for a hundred as for one.
    """
    said = sayings(plan)
    before = _sayings_before(unmet := list(_unmet(plan, by)))
    met = [each for each in unmet if _is_met(each, said, before)]
    Proposal.objects.visible_to(by).filter(pk__in=[each.pk for each in met]).update(met_in=plan)
    note = f"{plan.code} ngày {plan.issued_on:%d/%m/%Y}"
    status = Proposal.Status.TAKEN
    ProposalHistory.objects.bulk_create(
        ProposalHistory(
            proposal=each, move="meet", label="Đã sửa trong bản sửa đổi", before=status,
            after=status, by=None, note=note,
        )
        for each in met
    )  # fmt: skip
    notices.tell_met(met, plan)


def _sayings_before(proposals):
    return {plan: sayings(plan) for plan in {each.plan for each in proposals}}


def _is_met(proposal, said, before):
    if proposal.item is None:
        return True
    uid = proposal.item.uid
    return said.get(uid) != before[proposal.plan].get(uid)


def sayings(plan):
    """{uid: what the item says with all that stands below it}, blanks and numbers left aside. One query."""
    below = defaultdict(list)
    for row in plan.items.all():
        below[row.parent_id].append(row)
    said = {}

    def say(row):
        words = " ".join(row.words.split())
        said[row.uid] = "\n".join([words, *map(say, below[row.pk])])
        return said[row.uid]

    for row in below[None]:
        say(row)
    return said
