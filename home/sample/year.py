"""A year of work in An Hòa, made by the same actions as the pages use, and dated from today."""

from datetime import date, datetime, time, timedelta
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import make_aware

from accounts.models import Person, Unit
from danvan.clock import today
from danvan.working_days import working_day_from, working_day_until
from plans import intake
from plans.actions import issue_plan, move_plan
from records.register import next_number
from tasks.actions.assigning import assign
from tasks.actions.extending import ask_extension, decide_extension
from tasks.actions.moving import move_task
from tasks.actions.progress import add_progress
from tasks.models import Task
from tasks.rules import outcome_of
from work import jobs
from work.models import WorkRow

PLAN = Path(__file__).with_name("plan.txt")
FIRST_WEEKS = 20  # days of January before the plan of the new year stands


def plan_year(day):
    """The year whose plan is in force on `day`: until late January still the one before."""
    return day.year if day >= date(day.year, 1, FIRST_WEEKS) else day.year - 1


def do_waiting_work():
    """Do the work that pages would leave to the worker, which is not running yet. Failures stay for it."""
    rows = WorkRow.objects.unscoped("sample data is made before the worker starts")
    for row in rows.filter(state=WorkRow.State.WAITING).order_by("pk"):
        jobs.run(row.pk)


def make_plan(coordinator, leader, clerk, *, year=None, slips=()):
    """The plan of a year: imported, reviewed, approved and issued in January. Returns it.

    `slips` are (words, other words) by which the plan of an earlier year differs.
    """
    year = year or plan_year(today())
    words = PLAN.read_text()
    for own, other in slips:
        words = words.replace(own, other)
    words = words.format(year=year, place=coordinator.commune.place, chairman=leader.full_name)
    plan = import_plan(words, f"Ke hoach dan van {year}.txt", coordinator)
    move_plan(plan, "submit", by=coordinator, note="Kính trình Chủ tịch xem xét.")
    move_plan(plan, "approve", by=leader)
    issue_next(plan, working_day_from(date(year, 1, 12)), clerk)
    return plan


def import_plan(words, name, coordinator):
    """A draft out of the words of a file."""
    upload = intake.take_upload(SimpleUploadedFile(name, words.encode()), by=coordinator)
    do_waiting_work()
    upload.refresh_from_db()
    return intake.accept(upload, intake.frame_of(upload), by=coordinator)


def issue_next(plan, day, clerk):
    """Issue an approved plan on that day under the next free number."""
    number = next_number(plan.commune, plan.symbol, day.year)
    issue_plan(plan, number=number, issued_on=day, by=clerk)


class Given:
    """A task of the sample: which item of the plan, to whom, due in how many days from today."""

    def __init__(self, section, heading, point, unit, person, due_in, title, result="", **more):
        self.place = (section, heading, point)
        self.unit, self.person, self.due_in = unit, person, due_in
        self.title, self.result, self.more = title, result, more


GIVEN = [
    Given(
        "III", "1", "a", "vhxh", "dung", -60, "Tổ chức hội nghị quán triệt các văn bản về công tác dân vận",
        "Biên bản hội nghị, danh sách dự", done=-62,
        said="Đã tổ chức hội nghị tại hội trường xã, 86 người dự; phát 120 tài liệu.",
    ),
    Given(
        "III", "1", "b", "vhxh", "kiet", 5, "Phát chuyên mục “Dân vận khéo” trên hệ thống truyền thanh xã",
        "Ít nhất 02 buổi phát", said="Đã phát 01 buổi về mô hình đường hoa Thôn Đông.",
    ),
    Given(
        "III", "2", "a", "hcc", "vinh", 18, "Niêm yết bộ thủ tục hành chính, lấy ý kiến hài lòng của người dân",
        "Phiếu khảo sát, bảng tổng hợp",
    ),
    Given(
        "III", "2", "a", "vp", "sang", -40, "Rà soát, niêm yết lại nội quy và lịch tiếp công dân",
        "Nội quy, lịch tiếp công dân niêm yết", done=-36, said="Đã niêm yết tại trụ sở và 03 nhà văn hóa thôn.",
    ),
    Given(
        "III", "2", "b", "kt", "thao", 24, "Khảo sát nhu cầu đóng góp làm đường liên thôn",
        "Bảng tổng hợp theo thôn", paused="Chờ hướng dẫn của tỉnh về định mức hỗ trợ.",
    ),
    Given(
        "III", "2", "b", "kt", "thao", -4, "Công khai danh mục công trình có Nhân dân đóng góp",
        "Danh mục niêm yết tại nhà văn hóa thôn",
        said="Đã lập danh mục 07 công trình, đang lấy ý kiến các thôn.",
    ),
    Given(
        "III", "3", "a", "vp", "sang", 30, "Tổ chức hội nghị đối thoại giữa lãnh đạo UBND xã với Nhân dân",
        "Thông báo kết luận đối thoại", helpers=("mttq", "vhxh"),
    ),
    Given(
        "III", "3", "b", "ca", "long", -25, "Hòa giải việc tranh chấp lối đi chung tại Thôn Tây",
        "Biên bản hòa giải", done=-16, granted=12, said="Hai hộ đã thống nhất, lập biên bản có chữ ký.",
    ),
    Given(
        "III", "3", "b", "ca", "long", 45, "Giải quyết dứt điểm các vụ việc phức tạp phát sinh tại cơ sở",
    ),
    Given(
        "III", "4", "a", "dong", "khanh", 2, "Đăng ký mô hình “Dân vận khéo” của Thôn Đông",
        "Phiếu đăng ký mô hình",
    ),
    Given(
        "III", "4", "a", "tay", "ly", -2, "Đăng ký mô hình “Dân vận khéo” của Thôn Tây",
        "Phiếu đăng ký mô hình", asks_for=10,
    ),
    Given(
        "III", "4", "a", "thuong", "tin", -12, "Đăng ký mô hình “Dân vận khéo” của Thôn Thượng",
        "Phiếu đăng ký mô hình", reported=True,
        said="Đã họp thôn, đăng ký mô hình “Ngõ sạch, nhà đẹp”, 42 hộ tham gia.",
    ),
    Given(
        "III", "4", "b", "mttq", "hoa", 12, "Hướng dẫn, thẩm định các mô hình “Dân vận khéo”",
        "Danh sách mô hình đề nghị công nhận", target=(4, "mô hình"), reached=2,
        said="Đã thẩm định 02 mô hình của Thôn Đông và Thôn Thượng.",
    ),
    Given("IV", "1", "-", "vp", "sang", None, "Theo dõi, đôn đốc việc thực hiện Kế hoạch"),
]  # fmt: skip


def make_tasks(plan, coordinator):
    items = {place_of(item): item for item in plan.items.select_related("parent__parent")}
    units = {unit.code: unit for unit in Unit.objects.filter(commune=plan.commune)}
    people = {person.username: person for person in Person.objects.all()}
    for given in GIVEN:
        _make_task(given, items[given.place], units, people, plan, coordinator)


def place_of(item):
    """("III", "4", "a"): the markers from the section down."""
    chain = [item.marker]
    while item.parent:
        item = item.parent
        chain.insert(0, item.marker)
    return tuple(chain)


def _make_task(given, item, units, people, plan, coordinator):
    person, more = people[given.person], given.more
    due_on = _due_on(given.due_in)
    target, target_unit = more.get("target", (None, ""))
    task = assign(
        by=coordinator,
        plan=plan,
        plan_item=item,
        title=given.title,
        expected_result=given.result,
        lead_unit=units[f"an-hoa-{given.unit}"],
        responsible=person,
        due_on=due_on,
        target=target,
        target_unit=target_unit,
        coordinating_units=[units[f"an-hoa-{code}"] for code in more.get("helpers", ())],
    )
    if days := more.get("granted"):
        reason = "Một hộ đi làm xa, hẹn về cuối tháng."
        asked = ask_extension(
            task, by=person, reason=reason, new_due_on=due_on + timedelta(days=days)
        )
        decide_extension(asked, by=coordinator, granted_until=asked.new_due_on, answer="Đồng ý.")
    if said := more.get("said"):
        finished = more.get("done") or more.get("reported")
        add_progress(task, by=person, text=said, amount=more.get("reached"), done=bool(finished))
    if more.get("done"):
        task.refresh_from_db()
        move_task(task, "confirm", by=coordinator)
    if why := more.get("paused"):
        move_task(task, "pause", by=coordinator, note=why)
    if days := more.get("asks_for"):
        new_day = working_day_from(today() + timedelta(days=days))
        reason = "Thôn đang vào vụ thu hoạch, chưa họp dân được."
        ask_extension(task, by=person, reason=reason, new_due_on=new_day)
    done = more.get("done")
    finished_on = working_day_from(today() + timedelta(days=done)) if done else None
    date_back(task, plan.issued_on, finished_on)


def _due_on(due_in):
    """A working day; one that has gone by stays so in the middle of Tết too."""
    if due_in is None:
        return None
    day = today() + timedelta(days=due_in)
    return working_day_until(day) if due_in < 0 else working_day_from(day)


def date_back(task, given_on, finished_on=None):
    """Handed out and finished on these days, and not on the day the demo was started."""
    rows = Task.objects.unscoped("sample data is dated back").filter(pk=task.pk)
    fields = {"assigned_on": given_on}
    if finished_on:
        task.refresh_from_db()
        at = _at(finished_on, 10)
        fields |= {
            "reported_at": at,
            "accepted_at": _at(finished_on, 15),
            "last_update_at": at,
            "finished_on": finished_on,
            "outcome": outcome_of(
                due_on=task.due_on,
                original_due_on=task.original_due_on,
                relation=task.relation,
                finished_on=finished_on,
            ),
        }
        task.updates.update(at=at)
        task.history.exclude(move="confirm").update(at=at)
        task.history.filter(move="confirm").update(at=_at(finished_on, 15))
        task.extensions.update(asked_at=_at(given_on, 14), decided_at=_at(given_on, 16))
        asked = ("ask_extension", "decide_extension")
        task.history.filter(move__in=asked).update(at=_at(given_on, 16))
    task.history.filter(move="assign").update(at=_at(given_on, 8))
    rows.update(**fields)


def _at(day, hour):
    return make_aware(datetime.combine(day, time(hour)))
