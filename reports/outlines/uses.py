"""What an outline was ever used for: while anything was opened with it, it is kept."""

from typing import NamedTuple

from django.db.models import Count

from reports.models import ReportRound, RoundRequest

WHY = "whether anything was opened with the outline in hand"
LIKE = ("topic", "kind", "year", "label")


class Use(NamedTuple):
    """A round of this name, opened with the outline in so many communes."""

    name: str
    communes: int


def uses_of(template):
    """[Use] of the rounds opened with an outline and of the requests that name it, the newest first. Two statements.

    A request that opened no round, or whose rounds are gone, counts with no commune.
    """
    rounds = ReportRound.objects.unscoped(WHY).filter(template=template).order_by()
    found = {
        tuple(row): count
        for *row, count in rounds.values_list(*LIKE).annotate(count=Count("commune", distinct=True))
    }
    requests = RoundRequest.objects.unscoped(WHY).filter(template=template).order_by()
    for row in requests.values_list(*LIKE).distinct():
        found.setdefault(tuple(row), 0)
    named = [
        (row[2], Use(ReportRound(**dict(zip(LIKE, row, strict=True))).name, count))
        for row, count in found.items()
    ]
    return [use for _, use in sorted(named, key=lambda pair: (-pair[0], pair[1].name))]
