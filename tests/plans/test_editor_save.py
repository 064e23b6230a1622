"""What the editor sends, and what becomes of it."""

import json
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Role
from plans.actions import move_plan
from plans.models import EditorTab, PlanItem, RemovedItem
from plans.outline import Outline
from tests.factories import issue_by_hand, make_item, make_person, make_plan


class Tab:
    """A browser tab of somebody's: it counts its requests, as the editor does."""

    def __init__(self, client, person, plan):
        self.client, self.person, self.plan = client, person, plan
        self.uid, self.request, self.stamp = str(uuid4()), 0, ""

    def post(self, **body):
        self.client.force_login(self.person)
        url = reverse("plans:save", args=[self.plan.pk])
        return self.client.post(url, json.dumps(body), content_type="application/json")

    def send(self, *changes, **over):
        self.request += 1
        body = {
            "person": self.person.pk, "tab": self.uid, "request": self.request, "stamp": self.stamp,
            "changes": list(changes), "notes": [], **over,
        }  # fmt: skip
        response = self.post(**body)
        self.last = body
        if response.status_code == 200:
            self.stamp = response.json()["stamp"]
        return response

    def save(self, *changes, **over):
        response = self.send(*changes, **over)
        assert response.status_code == 200, response.content
        return response.json()


@pytest.fixture
def mine(client, binh, plan):
    return Tab(client, binh, plan)


@pytest.fixture
def theirs(client, office_of_an_hoa, plan):
    tuan = make_person("Lý Tuấn", office_of_an_hoa, Role.COORDINATOR, username="tuan")
    return Tab(client, tuan, plan)


def rows(plan):
    return {row.words: row for row in PlanItem.objects.unscoped("test").filter(plan=plan)}


def printed(plan):
    return [f"{'  ' * line.depth}{line.item}" for line in Outline(plan).lines()]


def section(plan):
    return plan.items.get(parent=None)


def first(plan):
    return plan.items.filter(marker="1").first()


def write(row, html, **over):
    return {"uid": str(row.uid), "version": row.version, "html": html, "is_heading": False, **over}


def place(row, *parents, after=None):
    up = [str(parent.uid) for parent in parents]
    return {"uid": str(row.uid), "place": {"parents": up, "after": after and str(after.uid)}}


def new(html, *parents, after=None, marker="1", **over):
    up = [str(getattr(parent, "uid", parent)) for parent in parents]
    uid = str(getattr(after, "uid", after)) if after else None
    made = {"uid": str(uuid4()), "version": 0, "html": html, "is_heading": False, "marker": marker}
    return {**made, "place": {"parents": up, "after": uid}, **over}


# Writing


def test_a_text_is_kept_clean_and_its_version_counted(mine, plan):
    row = first(plan)

    answer = mine.save(write(row, "<strong>Đậm</strong> <script>x</script><a href='//x'>chữ</a>"))

    row.refresh_from_db()
    assert row.text == "<strong>Đậm</strong> chữ"
    assert (answer["versions"], row.version) == ({str(row.uid): 2}, 2)


def test_a_heading_holds_plain_words_and_a_whole_paragraph_is_no_heading(mine, plan):
    row = section(plan)
    mine.save(write(row, "<b>NHIỆM</b>&nbsp;VỤ<sup class='note'>1</sup>", is_heading=True))
    row.refresh_from_db()
    assert (row.heading, row.text, row.kind) == ("NHIỆM VỤ[^1]", "", "tasks")

    mine.save(write(row, "Dài " * 300, is_heading=True))

    row.refresh_from_db()
    assert (row.heading, len(row.text)) == ("", 1199)


def test_new_items_stand_where_they_were_typed_and_take_their_numbers(mine, plan):
    one = new("Mới", section(plan), after=first(plan))
    two = new("Điểm", one["uid"], section(plan), marker="a")
    three = new("TỔ CHỨC THỰC HIỆN", after=section(plan), marker="I", is_heading=True)

    answer = mine.save(one, two, three)

    assert [line.split(". ", 1)[0].strip() for line in printed(plan)] == [
        "I",
        "1",
        "2",
        "a) Điểm",
        "3",
        "II",
    ]
    assert answer["state"]["items"][2]["uid"] == one["uid"]
    assert section_kinds(plan) == ["tasks", "implementation"]


def section_kinds(plan):
    return list(plan.items.filter(parent=None).values_list("kind", flat=True))


def test_the_same_request_sent_twice_changes_nothing_twice(mine, theirs, plan):
    one, two = plan.items.filter(heading="").order_by("position")
    added = new("Mới", section(plan), after=one)
    mine.save(added, write(one, "Sửa"), {"uid": str(two.uid), "version": 1, "removed": True})
    # Somebody moves the new item before its answer, which got lost on the way, is asked for again.
    theirs.save({"uid": added["uid"], "place": {"parents": [], "after": None}})
    before = printed(plan)

    answer = mine.post(**mine.last).json()

    assert before == printed(plan) == ["1. Mới", "I. NHIỆM VỤ TRỌNG TÂM", "  1. Sửa"]
    assert (answer["conflicts"], answer["gone"], answer["kept"]) == ([], [], [])
    assert RemovedItem.objects.count() == 1


# Two people


def test_different_items_merge_and_each_hears_of_the_other(mine, theirs, plan):
    one, two = plan.items.filter(heading="").order_by("position")
    theirs.save()
    mine.save(write(one, "Của tôi"))

    answer = theirs.save(write(two, "Của người kia"))

    told = {item["uid"]: item["html"] for item in answer["state"]["items"]}
    assert (told[str(one.uid)], told[str(two.uid)]) == ("Của tôi", "Của người kia")
    assert answer["here"] == ["Trần Thị Bình"]
    assert mine.save()["here"] == ["Lý Tuấn"]


def test_whoever_has_seen_everything_is_answered_shortly(mine, plan):
    mine.save()

    answer = mine.save(write(first(plan), "Thêm một chữ"))

    assert "state" not in answer
    assert "state" not in mine.save()


def test_the_same_item_keeps_the_first_text_and_gives_back_both(mine, theirs, plan):
    row = first(plan)
    theirs.save(write(row, "Chữ trước"))

    answer = mine.save(write(row, "Chữ sau"))

    row.refresh_from_db()
    assert row.text == "Chữ trước"
    assert answer["conflicts"] == [
        {"uid": str(row.uid), "version": 2, "html": "Chữ trước", "is_heading": False}
    ]
    mine.save(write(row, "Chữ trước và chữ sau"))
    row.refresh_from_db()
    assert (row.text, row.version) == ("Chữ trước và chữ sau", 3)


def test_both_wrote_the_same_words(mine, theirs, plan):
    row = first(plan)
    theirs.save(write(row, "Như nhau"))

    assert mine.save(write(row, "Như nhau"))["conflicts"] == []


def test_written_here_and_deleted_there_is_said_and_can_be_brought_back(mine, theirs, plan):
    row = first(plan)
    theirs.save({"uid": str(row.uid), "version": 1, "removed": True})

    answer = mine.save(write(row, "Đang gõ dở"))
    assert (answer["gone"], "Đang gõ dở" in rows(plan)) == ([str(row.uid)], False)
    mine.save({**new("Đang gõ dở", section(plan)), "uid": str(row.uid)})

    assert printed(plan)[1] == "  1. Đang gõ dở"
    assert RemovedItem.objects.count() == 0


def test_deleted_here_and_written_there_stays(mine, theirs, plan):
    row = first(plan)
    theirs.save(write(row, "Vừa sửa"))

    answer = mine.save({"uid": str(row.uid), "version": 1, "removed": True})

    assert answer["kept"] == [str(row.uid)]
    assert "Vừa sửa" in rows(plan)


# The tree


def test_an_item_moved_under_itself_stays_in_the_tree(mine, plan):
    row = section(plan)
    child = first(plan)

    answer = mine.save(place(row, child, row))

    assert [line.strip() for line in printed(plan)][0] == "I. NHIỆM VỤ TRỌNG TÂM"
    assert len(printed(plan)) == 3
    assert [remark["uid"] for remark in answer["remarks"]] == [str(row.uid)]


def test_what_is_put_below_a_deleted_item_goes_to_the_nearest_one_that_lives(mine, theirs, plan):
    one, two = plan.items.filter(heading="").order_by("position")
    theirs.save({"uid": str(one.uid), "version": 1, "removed": True})

    answer = mine.save(new("Việc con", one, section(plan), marker="a"))

    assert printed(plan)[1:] == ["  a) Việc con", "  1. Xây dựng 02 mô hình “Dân vận khéo”."]
    assert "cấp trên gần nhất" in answer["remarks"][0]["words"]


def test_what_others_put_below_a_deleted_item_is_not_lost(mine, theirs, plan):
    row = first(plan)
    theirs.save(new("Việc con", row, section(plan), marker="a"))

    mine.save({"uid": str(row.uid), "version": 1, "removed": True})

    assert printed(plan)[1] == "  a) Việc con"


def test_a_deleted_item_with_all_below_it_can_be_brought_back_once(client, mine, plan, binh):
    before = printed(plan)
    gone = [{"uid": str(row.uid), "version": 1, "removed": True} for row in plan.items.all()]
    mine.save(*gone)
    assert (printed(plan), RemovedItem.objects.count()) == ([], 1)

    client.post(reverse("plans:item_restore", args=[RemovedItem.objects.get().pk]))

    assert [line.split(". ")[1] for line in printed(plan)] == [
        line.split(". ")[1] for line in before
    ]


def test_joining_two_items_leaves_nothing_to_undo(mine, plan):
    one, two = plan.items.filter(heading="").order_by("position")

    mine.save(write(one, one.text + two.text), {"uid": str(two.uid), "version": 1, "removed": True})

    assert (len(printed(plan)), RemovedItem.objects.count()) == (2, 0)


def test_printed_numbers_stay_until_they_are_given_up(mine, plan):
    plan.commune.plans.filter(pk=plan.pk).update(keeps_printed_numbers=True)

    mine.save(new("Mới", section(plan), marker="1a"), write(first(plan), "Sửa"))

    assert [line.split()[0] for line in printed(plan)] == ["II.", "1a.", "1.", "2."]


def test_a_table_is_moved_and_deleted_as_a_whole_and_comes_back_with_undo(mine, plan):
    cell = {"text": [{"text": "Thôn Đông"}]}
    row = make_item(plan, parent=section(plan), text="", table={"rows": [[cell]]}, position=9)
    shown = mine.save()["state"]["items"][3]["table"]
    mine.save({**place(row, section(plan)), **write(row, "Đè lên bảng")})
    mine.save({"uid": str(row.uid), "version": 1, "removed": True})
    assert (shown["rows"][0][0]["words"], len(printed(plan))) == ("Thôn Đông", 3)

    mine.save({**new("", section(plan), marker=""), "uid": str(row.uid)})

    back = plan.items.get(uid=row.uid)
    assert (back.table, back.text, back.position) == ({"rows": [[cell]]}, "", 1)
    assert RemovedItem.objects.count() == 0


# Refusals


def test_a_stale_tab_after_issue_is_told_and_changes_nothing(mine, plan):
    issue_by_hand(plan)

    response = mine.send(write(first(plan), "Sửa lén"))

    assert (response.status_code, response.json()["code"]) == (409, "late")
    assert "Đã ban hành" in response.json()["problem"]
    assert "vẫn còn trên máy này" in response.json()["problem"]
    assert "Sửa lén" not in rows(plan)


def test_a_submitted_plan_is_not_written_either(mine, plan, binh):
    move_plan(plan, "submit", by=binh)

    assert mine.send(write(first(plan), "Sửa lén")).json()["code"] == "late"


@pytest.mark.parametrize(
    ("who", "code"), [("an", 403), ("giang", 403), ("dung", 404), ("cuc", 404)]
)
def test_who_may_not_write_saves_nothing(request, client, plan, who, code):
    tab = Tab(client, request.getfixturevalue(who), plan)

    response = tab.send(write(first(plan), "Sửa lén"))

    assert response.status_code == code
    assert "Sửa lén" not in rows(plan)


def test_an_item_of_another_plan_is_not_reached_by_its_uid(mine, plan, cuc):
    foreign = make_item(make_plan(cuc), text="Của xã khác")
    removed = {"uid": str(foreign.uid), "version": 1, "removed": True}

    mine.save(removed)
    answer = mine.save({**write(foreign, "Sửa lén"), **place(foreign, section(plan))})

    foreign.refresh_from_db()
    assert (foreign.text, foreign.plan_id == plan.pk) == ("Của xã khác", False)
    assert answer["gone"] == [str(foreign.uid)]
    assert len(printed(plan)) == 3


def test_a_text_of_more_than_200000_characters_is_refused_and_the_rest_saved(mine, plan):
    one, two = plan.items.filter(heading="").order_by("position")

    answer = mine.save(write(one, "x" * 200_001), write(two, "Ngắn"))

    one.refresh_from_db()
    assert one.version == 1
    assert "200.000 ký tự" in answer["remarks"][0]["words"]
    assert "Ngắn" in rows(plan)


def test_what_one_person_typed_is_not_saved_in_the_name_of_another(mine, theirs, plan):
    response = theirs.send(write(first(plan), "Của Bình"), person=mine.person.pk)

    assert (response.status_code, response.json()["code"]) == (409, "somebody_else")
    assert "Của Bình" not in rows(plan)


@pytest.mark.parametrize(
    "body",
    [[], {}, {"request": 1, "changes": {}}, {"request": 1, "changes": [{"uid": "x"}]},
     {"request": 1, "changes": [{"uid": str(UUID(int=1)), "version": "9"}]},
     {"request": 1, "changes": [{"uid": str(UUID(int=1)), "html": 3}]},
     {"request": 1, "changes": [{"uid": str(UUID(int=1)), "place": {"parents": ["y"]}}]},
     {"request": 1, "notes": [3]}, {"request": 1, "changes": [1]},
     {"request": 1, "changes": [{"uid": str(UUID(int=1))}] * 2},
     {"request": 10**30}, {"request": -1}, {"request": True}],
)  # fmt: skip
def test_a_request_no_editor_would_send_is_refused_with_a_sentence(mine, plan, body):
    if isinstance(body, dict):
        body = {"person": mine.person.pk, "tab": mine.uid, **body}
    mine.client.force_login(mine.person)
    url = reverse("plans:save", args=[plan.pk])

    response = mine.client.post(url, json.dumps(body), content_type="application/json")

    assert (response.status_code, response.json()["code"]) == (400, "unclear")
    assert len(printed(plan)) == 3


@pytest.mark.parametrize("body", [b"", b"{", b"\xff", b"[" * 100_000])
def test_what_is_no_json_is_refused_with_a_sentence(mine, body):
    mine.client.force_login(mine.person)
    url = reverse("plans:save", args=[mine.plan.pk])

    response = mine.client.post(url, body, content_type="application/json")

    assert (response.status_code, response.json()["code"]) == (400, "unclear")


def test_null_bytes_do_not_reach_the_database(mine, plan):
    mine.save(write(first(plan), "Một\0 chữ"))

    assert "Một chữ" in rows(plan)


# Footnotes


def test_footnotes_are_written_changed_and_never_lost_between_two(mine, theirs, plan):
    mine.save(notes=[{"marker": "1", "text": "Của tôi", "was": ""}])
    theirs.save(notes=[{"marker": "1", "text": "Của người kia", "was": ""}])
    mine.save(notes=[{"marker": "2", "text": "Hai", "was": ""}])
    mine.save(notes=[{"marker": "2", "text": "", "was": "Hai"}])

    assert list(plan.footnotes.values_list("marker", "text")) == [("1", "Của tôi Của người kia")]


# Speed


def queries(tab, *changes):
    with CaptureQueriesContext(connection) as counted:
        tab.save(*changes)
    return len(counted)


def test_a_save_asks_as_much_in_a_long_plan_as_in_a_short_one(mine, plan):
    def keystroke():
        row = first(plan)
        row.refresh_from_db()
        return queries(mine, write(row, row.text + "!"))

    def rearrangement():
        last = plan.items.filter(parent=section(plan)).last()
        return queries(
            mine, new("Mới", section(plan), after=last), place(first(plan), section(plan))
        )

    keystroke()
    few = keystroke(), rearrangement()
    for n in range(300):
        make_item(plan, parent=section(plan), marker="-", text=f"Việc {n}")
    mine.save()

    assert (keystroke(), rearrangement()) == few


def test_a_tab_that_says_goodbye_is_gone(mine, theirs, plan):
    mine.save()
    mine.save(leaves=True)

    assert theirs.save()["here"] == []
    assert EditorTab.objects.filter(person=mine.person).count() == 0
