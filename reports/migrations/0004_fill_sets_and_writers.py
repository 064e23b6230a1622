from django.db import migrations
from django.db.models import F

# What each heading of the outline was drafted by, as it stood in the code until now.
WRITERS = {
    "leadership-documents": ("the_plan", ["documents", "conferences", "listeners"]),
    "leadership-assignment": ("the_assignment", []),
    "leadership-information": ("", ["news"]),
    "results-plan": ("the_results", []),
    "results-people": ("", ["money", "workdays", "land"]),
    "results-reform": ("", ["files", "files-in-time", "files-online"]),
    "results-dialogue": (
        "",
        [
            "receptions",
            "petitions",
            "petitions-solved",
            "dialogues",
            "opinions",
            "opinions-answered",
        ],
    ),
    "results-democracy": ("", ["published", "meetings", "mediations", "mediations-won"]),
    "results-models": ("", ["models", "models-recognised"]),
    "results-front": ("", ["supervisions", "supervision-answers"]),
    "assessment-limits": ("the_difficulties", []),
    "outlook": ("the_outlook", []),
    "proposals": ("the_gathered", []),
}

TAKES = {"results-plan": "result", "assessment-limits": "difficulty", "proposals": "proposal"}


def forwards(apps, schema_editor):
    Indicator = apps.get_model("reports", "Indicator")
    IndicatorSet = apps.get_model("reports", "IndicatorSet")
    ReportRound = apps.get_model("reports", "ReportRound")
    ReportSection = apps.get_model("reports", "ReportSection")
    SubmissionFigure = apps.get_model("reports", "SubmissionFigure")
    Submission = apps.get_model("reports", "Submission")
    IndicatorValue = apps.get_model("reports", "IndicatorValue")
    owners = set(Indicator._base_manager.order_by().values_list("owner", flat=True))
    # The shared set last: it is for the rounds whose office has none of its own.
    for owner in sorted(owners, key=lambda each: each is None):
        made = IndicatorSet._base_manager.create(
            owner_id=owner, year=2020, name="Bộ chỉ tiêu chung" if owner is None else "Bộ chỉ tiêu",
            is_published=True,
        )  # fmt: skip
        Indicator._base_manager.filter(owner=owner).update(set=made)
        rounds = ReportRound._base_manager.filter(indicator_set=None)
        (rounds.filter(receiver=owner) if owner else rounds).update(indicator_set=made)
    for key, (writer, figures) in WRITERS.items():
        sections = ReportSection._base_manager.filter(key=key, report__scope="commune")
        sections.update(writer=writer, figures=figures, takes=TAKES.get(key, ""))
    # What was handed in is frozen from now on; of what lies with an office already, the figures as they stand.
    for submission in Submission._base_manager.exclude(status="withdrawn").iterator():
        values = IndicatorValue._base_manager.filter(report=submission.report_id)
        SubmissionFigure._base_manager.bulk_create(
            SubmissionFigure(
                submission=submission, indicator_id=each.indicator_id, value=each.value,
                has_no_data=each.has_no_data, note=each.note,
            )
            for each in values
            if each.value is not None or each.has_no_data
        )  # fmt: skip
    ReportRound._base_manager.filter(asked_at=None).update(asked_at=F("opened_at"))


def backwards(apps, schema_editor):
    Indicator = apps.get_model("reports", "Indicator")
    for each in Indicator._base_manager.select_related("set"):
        Indicator._base_manager.filter(pk=each.pk).update(owner=each.set.owner_id)


class Migration(migrations.Migration):
    dependencies = [("reports", "0003_the_whole_round")]

    operations = [migrations.RunPython(forwards, backwards)]
