"""What follows for reports when an amended version of a plan is issued."""

from django.db.models import F

from plans.hooks import SUPERSEDED, hook
from plans.wording import plan_in_words
from reports.models import Report
from reports.rounds.due_changes import offer

WRITTEN = (Report.Status.DRAFT, Report.Status.RETURNED)


@hook(SUPERSEDED)
def follow(old, new, by):
    """Rounds whose report is still being written report on the new version and cite it.

    A report that is with the leader or went out keeps the plan it speaks of. Where the new version names another date
    for an open round, the coordinator is asked.
    """
    commune = new.commune
    rounds = commune.report_rounds.filter(
        plan=old, reports__scope=Report.Scope.COMMUNE, reports__status__in=WRITTEN
    )
    keys = list(rounds.values_list("pk", flat=True))
    commune.report_rounds.filter(pk__in=keys).update(plan=new)
    offer(old, new)
    before, after = (plan_in_words(plan, commune.short_name) for plan in (old, new))
    drafts = Report._base_manager.filter(
        round__in=keys, scope=Report.Scope.COMMUNE, opening__contains=before
    )
    for report in drafts:
        # Counted as a save, so that a form opened before does not bring the old citation back.
        Report._base_manager.filter(pk=report.pk, version=report.version).update(
            opening=report.opening.replace(before, after), version=F("version") + 1
        )
