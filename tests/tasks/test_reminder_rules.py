"""The page on which a commune says when its people are reminded, whom, and in which words."""

from datetime import date

import pytest
from django.urls import reverse

from danvan.clock import today
from notices.models import Notice
from tasks.actions import give_default_rules, switch_rule
from tasks.models import Reminder, ReminderRule, Task
from tasks.reminders import preview
from tests.tasks.factories import in_days, make_task

PAGE = "/nhiem-vu/nhac-viec/"
NEW = f"{PAGE}moi/"


@pytest.fixture
def rules(binh):
    give_default_rules()
    return {(rule.kind, rule.days): rule for rule in binh.commune.reminder_rules.all()}


def edit(rule):
    return reverse("tasks:reminder_rule_edit", args=[rule.pk])


def values(rule, **over):
    """What the form of a rule after the due date sends."""
    return {
        "when": "after",
        "days": -rule.days,
        "repeat_days": rule.repeat_days or "",
        "to_responsible": "on",
        "version": rule.version,
        **over,
    }


def test_the_page_shows_each_rule_with_its_people_and_an_example(sign_in, binh, rules):
    page = sign_in(binh).get(PAGE).content.decode()

    for words in (
        "Trước hạn 7 ngày",
        "Quá hạn 10 ngày làm việc",
        "lãnh đạo Ủy ban",
        "Chưa cập nhật 14 ngày",
        "Còn 7 ngày: Tổ chức đối thoại với Nhân dân (hạn 20/05/2026)",
    ):
        assert words in page


def test_a_rule_is_added_with_its_audience_and_words(sign_in, binh, rules):
    sent = {
        "when": "after", "days": "20", "repeat_days": "5", "to_leader": "on", "to_coordinator": "on",
        "wording": "  {đơn vị}  chậm {số ngày} ngày: {việc} ",
    }  # fmt: skip

    assert sign_in(binh).post(NEW, sent).status_code == 302

    rule = binh.commune.reminder_rules.get(kind="due", days=-20)
    assert (rule.to_responsible, rule.to_head, rule.to_coordinator, rule.to_leader) == (
        False, False, True, True
    )  # fmt: skip
    assert (rule.repeat_days, rule.wording) == (5, "{đơn vị} chậm {số ngày} ngày: {việc}")


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"days": ""}, "Ghi số ngày cho mốc nhắc này, ví dụ 3."),
        ({"days": "0"}, "Số ngày từ 1 trở lên."),
        ({"days": "91"}, "Số ngày nhiều nhất là 90."),
        ({"days": "ba"}, "Ghi số ngày bằng chữ số, ví dụ 3."),
        ({"repeat_days": "0"}, "Khoảng nhắc lại từ 1 ngày trở lên."),
        ({"to_leader": ""}, "Chọn ít nhất một người nhận lời nhắc."),
        ({"wording": "Chậm {ngày}: {việc}"}, "Không có chỗ thay “{ngày}” trong lời nhắc."),
        ({"wording": "Chậm {việc"}, "Không có chỗ thay “{” trong lời nhắc."),
        ({"when": "before"}, "Nhắc trước hạn và trong ngày hạn chỉ một lần."),
        ({"days": "10"}, "Xã đã có quy định nhắc cho mốc này."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(sign_in, binh, rules, wrong, sentence):
    sent = {"when": "after", "days": "20", "repeat_days": "5", "to_leader": "on", "wording": "Giữ"}

    page = sign_in(binh).post(NEW, sent | wrong)

    assert page.status_code == 200
    assert sentence in page.content.decode()
    assert wrong.get("wording", "Giữ") in page.content.decode()
    assert binh.commune.reminder_rules.count() == len(rules)


def test_of_two_who_change_a_rule_the_second_is_told_and_may_save_again(sign_in, binh, rules):
    rule = rules["due", -5]
    client = sign_in(binh)
    assert client.post(edit(rule), values(rule, days=6)).status_code == 302

    told = client.post(edit(rule), values(rule, days=8))

    page = told.content.decode()
    assert "Người khác vừa lưu quy định này: Quá hạn 6 ngày làm việc" in page
    assert 'value="8"' in page
    rule.refresh_from_db()
    assert rule.days == -6
    assert client.post(edit(rule), values(rule, days=8)).status_code == 302
    rule.refresh_from_db()
    assert rule.days == -8


def test_a_rule_is_switched_off_and_on_and_a_second_press_changes_nothing(sign_in, binh, rules):
    rule = rules["due", 7]
    url = reverse("tasks:reminder_rule_switch", args=[rule.pk])
    client = sign_in(binh)

    found = []
    for use in ("off", "off", "on"):
        client.post(url, {"use": use})
        rule.refresh_from_db()
        found.append((rule.is_active, rule.version))

    assert found == [(False, 2), (False, 2), (True, 3)]
    assert switch_rule(rule, is_active=True) is False


def test_a_rule_that_has_spoken_is_deleted_and_its_notices_stay(sign_in, binh, dung, rules):
    task = make_task(binh, dung)
    notice = Notice.objects.create(person=dung, key="task:1:due:x", text="Nhắc", url="/")
    told = Reminder.objects.create(
        task=task, person=dung, rule=rules["due", 7], due_on=task.due_on, for_day=today(), notice=notice
    )  # fmt: skip

    sign_in(binh).post(reverse("tasks:reminder_rule_delete", args=[rules["due", 7].pk]))

    assert not binh.commune.reminder_rules.filter(days=7).exists()
    told.refresh_from_db()
    assert (told.rule, told.notice) == (None, notice)


@pytest.mark.parametrize("who", ["an", "giang", "dung", "hoa", "lan"])
def test_only_coordinator_and_administrator_set_the_rules(request, sign_in, rules, who):
    client, rule = sign_in(request.getfixturevalue(who)), rules["due", 7]
    switch = reverse("tasks:reminder_rule_switch", args=[rule.pk])

    assert client.get(PAGE).status_code == 403
    assert client.post(NEW, {"when": "on", "to_leader": "on"}).status_code == 403
    assert client.post(switch, {"use": "off"}).status_code == 403
    assert ReminderRule.objects.filter(is_active=False).count() == 0


def test_rules_of_another_commune_are_not_there(sign_in, cuc, rules):
    client, rule = sign_in(cuc), rules["due", 7]

    for name in ("edit", "switch", "delete"):
        url = reverse(f"tasks:reminder_rule_{name}", args=[rule.pk])
        assert client.post(url, values(rule)).status_code == 404
    rule.refresh_from_db()
    assert (rule.days, rule.is_active) == (7, True)


def test_the_preview_says_what_goes_out_to_whom_and_writes_nothing(sign_in, binh, dung, rules):
    make_task(binh, dung, title="Họp dân", due_on=in_days(8))
    make_task(binh, dung, title="Việc xa", due_on=in_days(200))

    page = sign_in(binh).get(f"{PAGE}?thu=14").content.decode()

    assert "Sẽ nhắc trong 14 ngày tới" in page
    assert "Họp dân" in page
    assert str(dung) in page
    assert "Việc xa" not in page
    assert Reminder.objects.count() == 0


def test_an_administrator_sets_the_rules_and_reads_no_work_in_the_preview(
    sign_in, binh, minh, dung, rules
):
    make_task(binh, dung, title="Việc riêng của xã")
    assert "Việc riêng của xã" in sign_in(binh).get(f"{PAGE}?thu=14").content.decode()

    page = sign_in(minh).get(f"{PAGE}?thu=14").content.decode()

    assert "Thêm quy định nhắc" in page
    assert ("Việc riêng của xã" in page, "Thử xem" in page) == (False, False)


def test_the_preview_is_what_the_scans_make(binh, dung, an, cuc, rules):
    from tests.tasks.test_reminders import at

    day = date(2026, 3, 10)
    give_default_rules()
    for person, due in (
        (dung, date(2026, 3, 13)),
        (dung, date(2026, 2, 13)),
        (cuc, date(2026, 3, 18)),
    ):
        by = cuc if person == cuc else binh
        make_task(by, person, title=f"Việc {due:%d/%m}", due_on=due)
    Task.objects.unscoped("test").update(assigned_on=date(2026, 1, 5))

    from tasks.reminders import scan

    scan(at(day))
    foreseen, more = preview(binh.commune, day)
    before = Reminder.objects.count()
    made = []
    for number in range(1, 15):
        scan(at(date.fromordinal(day.toordinal() + number)))
    rows = Reminder.objects.filter(task__commune=binh.commune).order_by("pk")
    made = [(each.for_day, each.person_id, each.notice.text) for each in rows[before:]]

    assert not more
    assert len(foreseen) > 4
    assert sorted((each.day, each.person.pk, each.text) for each in foreseen) == sorted(made)


def test_the_page_asks_as_often_for_many_tasks_as_for_few(
    sign_in, binh, dung, rules, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client, figures = sign_in(binh), []
    for more in (2, 28):
        for _ in range(more):
            make_task(binh, dung, due_on=in_days(8))
        client.get(f"{PAGE}?thu=14")
        with CaptureQueriesContext(connection) as captured:
            client.get(f"{PAGE}?thu=14")
        figures.append(len(captured))

    assert figures[0] == figures[1]


def test_the_last_rule_stays_because_without_any_the_portals_own_would_come_back(
    sign_in, binh, rules
):
    client = sign_in(binh)
    for rule in rules.values():
        answer = client.post(reverse("tasks:reminder_rule_delete", args=[rule.pk]), follow=True)
    give_default_rules()

    assert "cuối cùng của xã nên không bỏ được" in answer.content.decode()
    assert list(binh.commune.reminder_rules.all()) == [rule]
