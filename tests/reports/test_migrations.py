"""Old figures find their sets, old headings their writers, old submissions their frozen figures.

The suite makes its tables without migrations, so the tables of this app are made anew here as they were before, and
the two migrations run over them on the same database.
"""

from datetime import date
from decimal import Decimal

import pytest
from django.apps import apps as live
from django.db import connection
from django.db.migrations.loader import MigrationLoader

BEFORE, FILLED, AFTER = (
    ("reports", name)
    for name in ("0003_the_whole_round", "0004_fill_sets_and_writers", "0005_sets_own_indicators")
)


def drop_tables():
    cascade = " CASCADE" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor, connection.constraint_checks_disabled():
        for name in connection.introspection.table_names(cursor):
            if name.startswith("reports_"):
                cursor.execute(f"DROP TABLE {connection.ops.quote_name(name)}{cascade}")


def make_tables(apps):
    drop_tables()
    with connection.schema_editor() as editor:
        for model in apps.get_app_config("reports").get_models():
            editor.create_model(model)


class History:
    """The tables of this app at one of its migrations, and the way to the next."""

    def __init__(self):
        self.loader = MigrationLoader(None)
        self.state = self.loader.project_state([BEFORE])
        make_tables(self.state.apps)

    def forwards(self, node):
        with connection.schema_editor(atomic=True) as editor:
            self.state = self.loader.get_migration(*node).apply(self.state, editor)

    def backwards(self, node):
        """Undo the migration `node`; the state is then the one before it."""
        self.state = self.loader.project_state([node], at_end=False)
        with connection.schema_editor(atomic=True) as editor:
            self.loader.get_migration(*node).unapply(self.state, editor)

    def rows(self, name):
        return self.state.apps.get_model("reports", name)._base_manager

    def make(self, name, **fields):
        return self.rows(name).create(**fields)


@pytest.fixture
def history(transactional_db, settings):
    """The app before its sets were filled; afterwards its newest tables again."""
    settings.MIGRATION_MODULES = {}
    yield History()
    make_tables(live)


def old_round(history, office, person, text):
    """A round of a commune whose report was handed in, the way it was kept before."""
    commune = person.commune.pk
    round = history.make(
        "ReportRound", commune_id=commune, receiver_id=office.pk, kind="six_months", year=2025,
        period_from=date(2024, 12, 15), period_to=date(2025, 6, 14), parts_due_on=date(2025, 6, 15),
        due_on=date(2025, 6, 16), opened_by_id=person.pk,
    )  # fmt: skip
    report = history.make("Report", round=round, unit_id=commune, scope="commune", title=text)
    submission = history.make(
        "Submission", report=report, receiver_id=office.pk, receipt=text, signed_by="", document={},
        sha256="", submitted_by_id=person.pk,
    )  # fmt: skip
    return round, report, submission


def test_the_figures_of_two_owners_get_their_sets_and_lose_nothing(
    history, province_office, binh, cuong, phuc
):
    shared = history.make("Indicator", code="news", label="Tin", position=1)
    own = history.make("Indicator", code="news", label="Tin tỉnh", owner_id=province_office.pk)
    of_office, report, submission = old_round(history, province_office, binh, "mot")
    of_other, second, withdrawn = old_round(history, phuc.unit, cuong, "hai")
    history.make("IndicatorValue", report=report, indicator=own, value=Decimal(7), note="A")
    history.make("IndicatorValue", report=second, indicator=shared, has_no_data=True)
    history.rows("Submission").filter(pk=withdrawn.pk).update(status="withdrawn")
    for key in ("results-plan", "results-people", "so-rieng"):
        history.make("ReportSection", report=report, key=key, position=1, heading=key)

    history.forwards(FILLED)
    history.forwards(AFTER)

    sets = dict(history.rows("IndicatorSet").values_list("owner", "pk"))
    assert set(sets) == {None, province_office.pk}
    assert set(history.rows("Indicator").values_list("pk", "set")) == {
        (shared.pk, sets[None]),
        (own.pk, sets[province_office.pk]),
    }
    assert dict(history.rows("ReportRound").values_list("pk", "indicator_set")) == {
        of_office.pk: sets[province_office.pk],
        of_other.pk: sets[None],
    }
    values = history.rows("IndicatorValue")
    assert set(values.values_list("report", "indicator", "value", "has_no_data", "note")) == {
        (report.pk, own.pk, Decimal(7), False, "A"),
        (second.pk, shared.pk, None, True, ""),
    }
    frozen = history.rows("SubmissionFigure").values_list(
        "submission", "indicator", "value", "note"
    )
    assert list(frozen) == [(submission.pk, own.pk, Decimal(7), "A")]
    sections = history.rows("ReportSection").values_list("key", "writer", "figures", "takes")
    assert sorted(sections) == [
        ("results-people", "", ["money", "workdays", "land"], ""),
        ("results-plan", "the_results", [], "result"),
        ("so-rieng", "", [], ""),
    ]
    assert not history.rows("ReportRound").filter(asked_at=None).exists()


def test_the_way_back_gives_each_indicator_its_owner(history, province_office):
    own = history.make("Indicator", code="news", label="Tin tỉnh", owner_id=province_office.pk)
    shared = history.make("Indicator", code="models", label="Mô hình")
    history.forwards(FILLED)
    history.rows("Indicator").update(owner=None)

    history.backwards(FILLED)

    rows = set(history.rows("Indicator").values_list("pk", "owner"))
    assert rows == {(own.pk, province_office.pk), (shared.pk, None)}


def test_afterwards_the_tables_of_the_app_are_the_newest_again(report, binh):
    assert report.figures.count() == 0
    assert report.round.indicator_set.indicators.filter(is_active=True).count() == 24
