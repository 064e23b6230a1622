import json

import pytest
from django.core.management import CommandError, call_command

from documents import read_docx
from documents.normal_form import normal_form
from documents.pdf import missing_pdf_support
from documents.storage import from_dict
from plans.jobs import content_of
from plans.models import Plan, PlanImport
from tests.plans.test_import import OWN
from tests.seeds import seed, truth


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "ke-hoach.txt"
    path.write_text(OWN, encoding="utf-8")
    return path


def test_a_dry_run_prints_what_was_found_and_writes_nothing(file, binh, capsys):
    call_command("import_plan", file, "--dry-run", "--json")

    told = json.loads(capsys.readouterr().out)
    assert told["title"] == "Công tác dân vận chính quyền năm 2026"
    assert [section["number"] for section in told["sections"]] == ["I", "II", "III"]
    assert told["signer"]["on_behalf"] == "KT. CHỦ TỊCH"
    assert (Plan.objects.unscoped("test").count(), PlanImport.objects.unscoped("test").count()) == (
        0,
        0,
    )


def test_a_dry_run_of_a_real_plan_agrees_with_what_a_person_found(tmp_path, db, capsys):
    name = "que-minh-2024.txt"
    path = tmp_path / name
    path.write_bytes(seed(name))

    call_command("import_plan", path, "--dry-run", "--json")

    told, true = json.loads(capsys.readouterr().out), truth(name)
    for key in ("title", "year", "issuing_unit", "document_number", "place", "recipients"):
        assert told[key] == true[key]


def test_an_import_makes_a_draft_for_the_communes_coordinator(file, binh):
    call_command("import_plan", file, "--commune", "an-hoa")

    plan = Plan.objects.visible_to(binh).get()
    assert (plan.drafter, plan.status, plan.items.count()) == (binh, "draft", 7)


def test_an_unknown_commune_is_told_with_those_that_are_known(file, binh):
    with pytest.raises(CommandError, match="an-hoa"):
        call_command("import_plan", file, "--commune", "khong-co")

    assert Plan.objects.unscoped("test").count() == 0


def test_a_file_that_is_no_plan_ends_with_its_sentence(tmp_path, binh):
    path = tmp_path / "trong.txt"
    path.write_text("  \n")

    with pytest.raises(CommandError):
        call_command("import_plan", path, "--commune", "an-hoa")

    assert PlanImport.objects.unscoped("test").count() == 0


@pytest.mark.skipif(missing_pdf_support() is not None, reason=missing_pdf_support() or "")
def test_a_plan_is_written_as_a_pdf_file(plan, tmp_path):
    path = tmp_path / "ke-hoach.pdf"

    call_command("export_plan", plan.pk, "-o", path)

    assert path.read_bytes().startswith(b"%PDF")


def test_a_plan_is_written_as_a_word_file(plan, tmp_path):
    path = tmp_path / "ke-hoach.docx"

    call_command("export_plan", plan.pk, "--format", "docx", "-o", path)

    assert read_docx(path.read_bytes()) == normal_form(from_dict(content_of(plan.pk)[0]))


def test_a_plan_that_is_not_there_is_told(db, tmp_path):
    with pytest.raises(CommandError, match="77"):
        call_command("export_plan", 77, "-o", tmp_path / "a.pdf")
