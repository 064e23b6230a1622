"""Report rounds (đợt báo cáo), the parts of the units, the commune's report, its figures and its submission."""

from reports.models.due_changes import DueChange
from reports.models.figures import (
    FigureImport,
    Indicator,
    IndicatorCheck,
    IndicatorSet,
    IndicatorValue,
)
from reports.models.kinds import AppendixKind
from reports.models.letters import OfficeLetter, RoundUrging
from reports.models.line_changes import LineChange
from reports.models.office_acts import OfficeAct
from reports.models.photos import ReportPhoto
from reports.models.reports import Report, ReportHistory, ReportSection
from reports.models.requests import RequestChange, RequestFile, RoundRequest
from reports.models.rounds import ReportRound
from reports.models.submissions import (
    Bundle,
    Submission,
    SubmissionFigure,
    SubmissionFile,
    SubmissionHistory,
)
from reports.models.templates import ReportTemplate, TemplateHeading

__all__ = [
    "AppendixKind",
    "Bundle",
    "DueChange",
    "FigureImport",
    "Indicator",
    "IndicatorCheck",
    "IndicatorSet",
    "IndicatorValue",
    "LineChange",
    "OfficeAct",
    "OfficeLetter",
    "Report",
    "ReportHistory",
    "ReportPhoto",
    "ReportRound",
    "ReportSection",
    "ReportTemplate",
    "RequestChange",
    "RequestFile",
    "RoundRequest",
    "RoundUrging",
    "Submission",
    "SubmissionFigure",
    "SubmissionFile",
    "SubmissionHistory",
    "TemplateHeading",
]
