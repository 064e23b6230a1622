"""What the check of the form (thể thức) says of a commune's report: no number is given while errors are left."""

from plans.form_check import checked, findings_of, known_citations
from reports.paper import document


def findings_of_report(report, printed=None):
    """All findings about the report as it stands, as a page shows them: a list of Checked.

    `printed` is its document where it is at hand already.
    """
    round = report.round
    printed = printed or document.to_document(report)
    known = known_citations(round.commune)
    found = findings_of(printed, report, round.commune, year=round.year, known=known)
    return checked(printed, found)


def errors_of(report):
    """Those of the findings that stop the issue, unless somebody says why it is right so."""
    return [each for each in findings_of_report(report) if each.finding.severity == "error"]
