"""One of everything that a commune has, with a word in each that nobody else may ever read."""

from datetime import date
from uuid import uuid4

from django.utils import timezone

from accounts.models import Membership, Role
from calendars.models import CalendarDay, OfficeHabits
from documents.model import AdministrativeDocument, Item, text_of
from documents.storage import to_dict
from intake.models import PeopleImport
from notices.models import Digest, Notice, NoticeSettings
from plans.intake import order_reading
from plans.jobs import content_of, order_pdf
from plans.models import (
    CitedDocument,
    Mention,
    PlanDuty,
    PlanImport,
    PlanVersion,
    PreviewPage,
    Proposal,
    Remark,
    UnitName,
)
from records.files import keep
from records.models import RegisterEntry
from reports.actions.rounds import open_round
from reports.models import (
    Bundle,
    FigureImport,
    IndicatorSet,
    OfficeAct,
    OfficeLetter,
    Report,
    ReportRound,
    ReportSection,
    ReportTemplate,
    RoundRequest,
    Submission,
)
from tasks.models import (
    CalendarFeed,
    Evidence,
    Extension,
    HandOver,
    ProgressUpdate,
    Relation,
    SavedFilter,
    Task,
    TaskSeries,
    UrgingLetter,
)
from tests.factories import issue_by_hand, make_item, make_person, make_plan, make_unit, remove_item
from work.models import WorkRow

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 32


def make_world(commune, leader, coordinator, receiver, canary):
    """name → row, for every kind of row an address or a form can name. `canary` stands in each text."""
    unit = make_unit(commune, f"Phòng {canary}")
    officer = make_person(f"Ông {canary}", unit, Role.OFFICER, post=f"Chức {canary}")
    world = {"unit": unit, "person": officer, "post": Membership.objects.get(person=officer)}
    world |= _plans(coordinator, leader, canary)
    world |= _said_of_plans(world, coordinator, leader, canary)
    world |= _tasks(world, coordinator, canary)
    world |= _reports(world, coordinator, receiver, canary)
    world |= _own_things(coordinator, canary)
    return world


def _document(canary):
    items = (Item(marker="I", heading=text_of(canary)),)
    return to_dict(AdministrativeDocument(kind="KẾ HOẠCH", subject=canary, items=items))


def _file(name, canary, content_type="text/plain", data=None):
    return keep(
        data or f"{canary} {name}".encode(), name=f"{canary}-{name}", content_type=content_type
    )


def _plans(coordinator, leader, canary):
    draft = make_plan(coordinator, title=f"Dự thảo {canary}", signer=leader)
    item = make_item(draft, text=canary, position=1)
    issued = make_plan(coordinator, title=f"Kế hoạch {canary}")
    issued_item = make_item(issued, text=f"Việc {canary}", position=1)
    issue_by_hand(issued, number=7, issued_on=date(2026, 1, 15))
    version = PlanVersion.objects.create(
        plan=issued, document=_document(canary), sha256="0" * 64, issued_on=date(2026, 1, 15),
        pdf=_file("ban.pdf", canary, "application/pdf", b"%PDF-1.7 " + canary.encode()),
    )  # fmt: skip
    page = PreviewPage.objects.create(
        plan=draft, key="0" * 64, number=1, width=1, height=1,
        file=_file("trang.png", canary, "image/png", PNG + canary.encode()),
    )  # fmt: skip
    removed = remove_item(make_item(draft, text=f"Bỏ {canary}", position=2), by=coordinator)
    upload = PlanImport.objects.create(
        commune=coordinator.commune,
        file=_file("nhap.txt", canary),
        uploaded_by=coordinator,
        status=PlanImport.Status.REVIEW,
        reading={"document": _document(canary), "source_lines": [canary], "warnings": []},
    )
    order_reading(upload, by=coordinator)
    duty = PlanDuty.objects.create(
        plan=draft, item=item, kind="deadline", words=canary, what=canary, who=canary
    )
    unit_name = UnitName.objects.create(
        commune=coordinator.commune, words=f"Tên {canary}", key=canary, decided_by=coordinator
    )
    order_pdf(draft, *content_of(draft.pk), by=coordinator)
    return {
        "draft": draft, "item": item, "plan": issued, "plan_item": issued_item, "version": version,
        "removed": removed, "upload": upload, "duty": duty, "unit_name": unit_name, "preview_page": page,
    }  # fmt: skip


def _said_of_plans(world, coordinator, leader, canary):
    """What hangs on plans besides their text, and the plan of a unit."""
    unit_plan = make_plan(
        world["person"],
        title=f"Kế hoạch đơn vị {canary}",
        unit=world["unit"],
        based_on=world["plan"],
    )
    cited = CitedDocument.objects.create(
        commune=coordinator.commune, kind="Chỉ thị", number=f"33/{canary}", subject=canary,
        identity=f"chi thi|33/{canary}", search_text=canary.lower(),
    )  # fmt: skip
    Mention.objects.create(plan=world["plan"], item=world["plan_item"], document=cited)
    entry = RegisterEntry.objects.create(
        commune=coordinator.commune, year=2026, number=91, symbol="CV", issued_on=date(2026, 1, 15),
        subject=f"Công văn {canary}", signer=canary, is_outside=True, registered_by=coordinator,
    )  # fmt: skip
    remark = Remark.objects.create(
        plan=world["draft"], item=world["item"], text=f"Sửa {canary}", quote=canary, by=leader
    )
    proposal = Proposal.objects.create(
        plan=world["plan"], item=world["plan_item"], unit=world["unit"], by=world["person"],
        text=f"Vướng {canary}", quote=canary, key=uuid4(),
    )  # fmt: skip
    recipients = coordinator.commune.recipient_lists.create(
        name=f"Danh sách {canary}", recipients=f"Nơi {canary}"
    )
    return {
        "unit_plan": unit_plan, "cited": cited, "entry": entry, "remark": remark, "proposal": proposal,
        "recipients": recipients,
    }  # fmt: skip


def _tasks(world, coordinator, canary):
    shared = {
        "commune": coordinator.commune,
        "lead_unit": world["unit"],
        "responsible": world["person"],
    }
    task = Task.objects.create(
        **shared, plan=world["plan"], title=f"Nhiệm vụ {canary}", detail=canary,
        due_on=date(2026, 12, 31), relation=Relation.ASSIGNED, assigned_by=coordinator,
        search_text=canary.lower(),
    )  # fmt: skip
    update = ProgressUpdate.objects.create(task=task, by=world["person"], text=canary)
    evidence = Evidence.objects.create(
        update=update,
        file=_file("anh.png", canary, "image/png", PNG + canary.encode()),
        is_ready=True,
    )
    extension = Extension.objects.create(
        task=task, asked_by=world["person"], reason=canary, old_due_on=date(2026, 12, 31),
        new_due_on=date(2027, 1, 15),
    )  # fmt: skip
    series = TaskSeries.objects.create(
        **shared, title=f"Định kỳ {canary}", frequency="monthly", first_due_on=date(2026, 12, 1),
        last_due_on=date(2027, 12, 1), made_by=coordinator,
    )  # fmt: skip
    letter = UrgingLetter.objects.create(
        commune=coordinator.commune, unit=world["unit"], made_by=coordinator, opening=canary,
        lines=[{"task": task.pk, "title": canary, "responsible": canary, "due_on": "2026-12-31", "days": 3}],
    )  # fmt: skip
    hand_over = HandOver.objects.create(
        commune=coordinator.commune, giver=world["person"], made_by=coordinator, reason=canary
    )
    hand_over.lines.create(
        task=task,
        title=canary,
        unit_before=world["unit"],
        unit_after=world["unit"],
        taker=coordinator,
    )
    rule = coordinator.commune.reminder_rules.create(days=21, wording=f"{canary} {{việc}}")
    return {
        "task": task, "reminder_rule": rule, "evidence": evidence,
        "extension": extension, "series": series, "letter": letter,
        "hand_over": hand_over, **_own_views(coordinator, canary),
    }  # fmt: skip


def _own_views(person, canary):
    """What is each person's own, and what is of the whole office."""
    return {
        "filter": SavedFilter.objects.create(person=person, name=canary, query=f"q={canary}"),
        "feed": CalendarFeed.objects.create(
            person=person, membership=person.membership, secret_hash=canary
        ),
        "notice_settings": NoticeSettings.objects.create(person=person),
        "calendar_day": CalendarDay.objects.create(
            home=person.commune, day=date(2026, 12, 30), is_off=True, name=canary
        ),
        "habits": OfficeHabits.objects.create(home=person.commune),
    }


def _reports(world, coordinator, receiver, canary):
    commune = coordinator.commune
    round = ReportRound(
        commune=commune, receiver=receiver, plan=world["plan"], kind="ad_hoc", year=2026,
        label=f"đột xuất {canary}", period_from=date(2026, 1, 1), period_to=date(2026, 6, 14),
        parts_due_on=date(2026, 6, 15), due_on=date(2026, 6, 16),
    )  # fmt: skip
    open_round(round, [world["unit"]], by=coordinator)
    reports = Report.objects.unscoped("test").filter(round=round)
    part, report = reports.get(scope="part"), reports.get(scope="commune")
    ReportSection.objects.filter(report=part).update(text=canary)
    section = ReportSection.objects.create(
        report=report,
        key="canary",
        position=99,
        heading=canary,
        text=canary,
        compiled=f"Mới {canary}",
    )
    pdf = _file("bao-cao.pdf", canary, "application/pdf", b"%PDF-1.7 bao cao " + canary.encode())
    submission = Submission.objects.create(
        report=report, receiver=receiver, document=_document(canary), pdf=pdf, sha256=pdf.sha256,
        receipt=canary[-6:] + "BN", signed_by=canary, submitted_by=coordinator,
    )  # fmt: skip
    handed = submission.files.create(kind="pdf", file=pdf, name=pdf.name, sha256=pdf.sha256)
    bundle = Bundle.objects.create(receiver=receiver, ordered_by=_receiver_person(receiver))
    bundle.submissions.add(submission)
    act = OfficeAct.objects.create(
        kind="accept", receiver=receiver, ordered_by=bundle.ordered_by, cells=[["s1", canary]],
        results=[["s1", canary, "Đã nhận", True]],
    )  # fmt: skip
    made = Bundle.objects.create(
        receiver=receiver, ordered_by=bundle.ordered_by, kind=Bundle.Kind.REPORT, name=f"Dự thảo {canary}",
        document=_document(canary), file=_file("du-thao.docx", canary),
    )  # fmt: skip
    figures = FigureImport.objects.create(
        report=report, file=_file("so-lieu.xlsx", canary), uploaded_by=coordinator,
        errors=[{"cell": "D4", "label": canary, "words": canary}],
    )  # fmt: skip
    return {
        "round": round, "part": part, "report": report, "section": section,
        "submission": submission, "submission_file": handed, "bundle": bundle, "office_act": act, "made": made,
        "figure_import": figures,
        **_of_the_office(round, canary),
    }  # fmt: skip


def _of_the_office(round, canary):
    """What the office above asks for and writes, and the commune's own outline and set of figures."""
    receiver, person = round.receiver, _receiver_person(round.receiver)
    template = ReportTemplate.objects.create(
        owner=round.commune, name=f"Đề cương {canary}", topic=canary
    )
    heading = template.headings.create(scope="commune", key="canary", position=1, words=canary)
    indicators = IndicatorSet.objects.create(
        owner=round.commune, year=2031, name=f"Bộ {canary}", is_published=True
    )
    indicator = indicators.indicators.create(code="canary", label=f"Số {canary}")
    check = indicators.checks.create(left="[canary]", comparison=">=", right="1", words=canary)
    asked = RoundRequest.objects.create(
        receiver=receiver, kind=round.kind, year=round.year, label=round.label, due_on=round.due_on,
        period_from=round.period_from, period_to=round.period_to, data_closing_on=round.period_to,
        template=template, guidance=canary, made_by=person,
    )  # fmt: skip
    attached = asked.files.create(
        file=_file("cong-van.pdf", canary, "application/pdf"), name=f"{canary}.pdf"
    )
    ReportRound._base_manager.filter(pk=round.pk).update(request=asked)
    letter = OfficeLetter.objects.create(
        receiver=receiver, made_by=person, subject=f"đôn đốc {canary}", opening=canary,
        lines=[{"commune": canary, "round": round.pk, "name": canary, "due_on": "2026-06-16", "days": 3}],
    )  # fmt: skip
    return {
        "template": template,
        "heading": heading,
        "indicator_set": indicators,
        "indicator": indicator,
        "indicator_check": check,
        "request": asked,
        "request_file": attached,
        "office_letter": letter,
    }


def _receiver_person(receiver):
    return Membership.objects.filter(unit=receiver, role=Role.RECEIVER).first().person


def _own_things(coordinator, canary):
    return {
        "notice": Notice.objects.create(
            person=coordinator, key=canary, text=f"Tin {canary}", url="/"
        ),
        "digest": Digest.objects.create(
            person=coordinator, day=date(2026, 11, 20), subject=canary, text=canary, sent_at=timezone.now()
        ),
        "work": WorkRow.objects.create(
            kind="canary", subject_id=1, unit=coordinator.commune, ordered_by=coordinator,
            title=canary, state=WorkRow.State.PARKED, key=uuid4().hex,
        ),
        "people_import": PeopleImport.objects.create(
            unit=coordinator.commune, file=_file("nguoi.xlsx", canary), uploaded_by=coordinator
        ),
    }  # fmt: skip
