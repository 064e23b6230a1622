"""Report rounds (đợt báo cáo), the parts of the units, the commune's report, its figures and its submission."""

from reports.models.figures import Indicator, IndicatorValue
from reports.models.reports import Report, ReportHistory, ReportSection
from reports.models.rounds import ReportRound
from reports.models.submissions import Bundle, Submission, SubmissionHistory

__all__ = [
    "Bundle",
    "Indicator",
    "IndicatorValue",
    "Report",
    "ReportHistory",
    "ReportRound",
    "ReportSection",
    "Submission",
    "SubmissionHistory",
]
