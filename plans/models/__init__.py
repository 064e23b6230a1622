"""The plan (kế hoạch): its items, versions, citations, what is said of it, and the import it came from."""

from plans.models.citations import CitedDocument, Mention
from plans.models.duties import PlanDuty
from plans.models.editing import EditorTab, PreviewPage
from plans.models.imports import PlanImport, UnitName
from plans.models.issued import IssuedDocument, SignatureForm
from plans.models.items import PlanFootnote, PlanItem, RemovedItem
from plans.models.plans import ApprovalSettings, Plan, PlanHistory, RecipientList
from plans.models.review import Proposal, ProposalHistory, Remark, SignOff
from plans.models.versions import PlanVersion

__all__ = [
    "ApprovalSettings",
    "CitedDocument",
    "EditorTab",
    "IssuedDocument",
    "Mention",
    "Plan",
    "PlanDuty",
    "PlanFootnote",
    "PlanHistory",
    "PlanImport",
    "PlanItem",
    "PlanVersion",
    "PreviewPage",
    "Proposal",
    "ProposalHistory",
    "RecipientList",
    "Remark",
    "RemovedItem",
    "SignOff",
    "SignatureForm",
    "UnitName",
]
