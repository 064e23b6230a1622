import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reports.actions import outlines as actions
from reports.actions.outlines import TemplateOutline
from reports.actions.parts import StaleVersion
from reports.actions.templates import copy_template
from reports.figures.defaults import INDICATORS
from reports.models import ReportTemplate, TemplateHeading
from reports.outlines import democracy, outline
from reports.outlines.headings import Refused
from reports.outlines.templates import DEMOCRACY, choosable, default_templates, headings_of
from reports.writing.compile import WRITER_WORDS, WRITERS
from reports.writing.outline_remarks import remarks_on
from tests.reports.factories import make_round

VALUES = {"words": "Mục mới", "level": 2, "hint": "", "writer": "", "takes": "", "figures": []}


@pytest.fixture
def shared(db):
    return default_templates()["dan-van"]


@pytest.fixture
def own(shared, binh):
    return copy_template(shared, owner=binh.commune)


@pytest.fixture
def their(shared, cuc):
    return copy_template(shared, owner=cuc.commune)


def rows(template, scope="commune"):
    return list(template.headings.filter(scope=scope))


def words(template, scope="commune"):
    return [row.words for row in rows(template, scope)]


def fresh(template):
    return ReportTemplate._base_manager.get(pk=template.pk)


# The shared ones


def test_both_shared_outlines_are_made_once(db, django_assert_num_queries):
    default_templates()
    with django_assert_num_queries(2):
        again = default_templates()

    assert [each.topic for each in again.values()] == [
        "công tác dân vận chính quyền",
        "thực hiện dân chủ ở cơ sở",
    ]
    assert ReportTemplate._base_manager.filter(owner=None).count() == 2


def test_a_heading_of_a_newer_release_comes_in_at_its_place(shared):
    before = words(shared)
    rows(shared)[3].delete()

    default_templates()

    assert words(shared) == before


def test_code_of_an_older_release_leaves_the_newer_headings_alone(shared):
    TemplateHeading.objects.create(
        template=shared, scope="commune", key="newer", position=99, words="MỤC MỚI"
    )

    default_templates()

    assert words(shared)[-1] == "MỤC MỚI"


@pytest.mark.parametrize("module", [outline, democracy])
def test_a_shared_outline_gathers_all_it_asks_and_names_figures_there_are(module):
    known = {code for code, *_ in INDICATORS}

    assert {code for each in module.OUTLINE for code in each.figures} <= known
    assert list(remarks_on(module.PART_OUTLINE, module.OUTLINE)) == []


def test_a_round_is_opened_with_the_second_outline(binh, culture):
    round = make_round(binh, [culture], template=default_templates()[DEMOCRACY])
    report = round.reports.get(scope="commune")

    assert report.title == "Kết quả thực hiện dân chủ ở cơ sở 6 tháng đầu năm 2026"
    assert report.sections.get(key="results-publicity").takes == "publicity"
    assert round.reports.get(unit=culture).sections.filter(key="publicity").exists()


# Own ones


def test_a_copy_takes_along_every_heading_and_a_name_of_its_own(shared, own, binh):
    again = copy_template(shared, owner=binh.commune)

    assert words(own) == words(shared)
    assert words(own, "part") == words(shared, "part")
    name = f"{shared.name} (UBND xã An Hòa)"
    assert (own.name, again.name) == (name, f"{name} (bản 2)")


def test_a_round_keeps_its_copy_when_the_outline_changes(own, binh, culture):
    round = make_round(binh, [culture], template=own)
    before = list(round.reports.get(scope="commune").sections.values_list("heading", "position"))
    target = TemplateOutline(own, "commune")

    actions.change_heading(target, rows(own)[0].pk, version=own.version, values={"words": "KHÁC"})
    actions.remove_heading(target, rows(own)[-1].pk, version=own.version)

    after = list(round.reports.get(scope="commune").sections.values_list("heading", "position"))
    assert after == before


def test_of_two_who_move_at_once_the_second_is_told_and_the_order_holds(own):
    first, second = (TemplateOutline(fresh(own), "commune") for _ in range(2))
    seen, third = own.version, rows(own)[2].pk

    actions.move_heading(first, third, version=seen, way="up")
    moved = words(own)
    with pytest.raises(StaleVersion):
        actions.move_heading(second, third, version=seen, way="up")

    assert words(own) == moved
    assert [row.position for row in rows(own)] == list(range(1, len(moved) + 1))


def test_a_heading_that_was_taken_out_comes_back_to_its_place(own):
    target, before = TemplateOutline(own, "commune"), words(own)
    row = rows(own)[5]

    actions.remove_heading(target, row.pk, version=own.version)
    assert words(own) == [each for each in before if each != row.words]
    actions.put_back(target, row.key, version=own.version)

    assert words(own) == before
    back = own.headings.get(scope="commune", key=row.key)
    assert (back.writer, back.takes, back.figures) == (row.writer, row.takes, row.figures)
    with pytest.raises(Refused, match="đã được đưa lại"):
        actions.put_back(target, row.key, version=own.version)


def test_the_first_heading_stays_a_large_one(own):
    first = rows(own)[0]

    with pytest.raises(Refused, match="dưới một mục lớn"):
        actions.remove_heading(TemplateOutline(own, "commune"), first.pk, version=own.version)

    assert fresh(own).version == 1
    assert rows(own)[0] == first


def test_remarks_name_what_nobody_gathers_and_what_nobody_is_asked(own):
    own.headings.filter(scope="commune", key="proposals").delete()
    own.headings.filter(scope="part", key="difficulty").delete()

    said = list(remarks_on(*headings_of(fresh(own))))

    assert len(said) == 2
    assert "“Đề xuất, kiến nghị”" in said[0]
    assert "“Hạn chế, tồn tại”" in said[1]


# Pages and rights


def test_an_outline_is_chosen_among_the_own_the_offices_and_the_shared(binh, lan, own, their):
    office = copy_template(default_templates()["dan-chu"], owner=lan.unit)

    assert set(choosable(binh)) == {*default_templates().values(), own, office}
    ReportTemplate._base_manager.filter(pk=own.pk).update(is_active=False)
    assert own not in choosable(binh)


@pytest.mark.parametrize("who", ["an", "giang", "dung", "hoa", "minh", "cuc", "lan"])
def test_only_who_keeps_an_outline_changes_it(client, request, own, who):
    person = request.getfixturevalue(who)
    client.force_login(person)
    before, row = words(own), rows(own)[4]

    codes = {
        client.post(reverse(f"reports:{name}", args=[pk]), body).status_code
        for name, pk, body in [
            ("heading_move", row.pk, {"way": "up", "version": 1}),
            ("heading_remove", row.pk, {"version": 1}),
            ("heading_edit", row.pk, {"version": 1, "words": "X"}),
            ("heading_create", own.pk, {"version": 1, "words": "X"}),
            ("outline_edit", own.pk, {"version": 1, "name": "X", "topic": "X"}),
        ]
    }

    stranger = who in {"cuc", "lan"}
    assert codes == {404 if stranger else 403}
    assert words(own) == before


def test_a_shared_outline_is_nobodys_to_change(client, binh, shared):
    client.force_login(binh)

    answer = client.post(
        reverse("reports:heading_remove", args=[rows(shared)[1].pk]), {"version": 1}
    )

    assert answer.status_code == 403


def test_a_heading_of_another_commune_in_the_body_moves_nothing(client, binh, own, their):
    client.force_login(binh)
    before, theirs = words(own), words(their)

    client.post(
        reverse("reports:heading_move", args=[rows(own)[4].pk]),
        {"version": own.version, "before": rows(their)[1].pk},
    )

    assert words(own) == before
    assert words(their) == theirs


def test_an_office_copies_and_edits_its_own(client, lan, shared):
    client.force_login(lan)

    page = client.get(reverse("reports:outline_detail", args=[shared.pk]))
    client.post(reverse("reports:outline_copy", args=[shared.pk]))
    copy = ReportTemplate._base_manager.get(owner=lan.unit)
    client.post(
        reverse("reports:heading_create", args=[copy.pk]),
        {**VALUES, "version": 1, "words": "  Công tác   tôn giáo "},
    )

    assert "Sao thành đề cương của cơ quan" in page.content.decode()
    assert words(copy)[-1] == "Công tác tôn giáo"


def test_a_stale_heading_shows_both_and_loses_nothing(client, binh, own):
    client.force_login(binh)
    row, seen = rows(own)[1], own.version
    actions.change_heading(
        TemplateOutline(own, "commune"), row.pk, version=seen, values={"words": "Của người khác"}
    )
    url = reverse("reports:heading_edit", args=[row.pk])

    answer = client.post(url, {**VALUES, "version": seen, "words": "Của Bình"})

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Của người khác" in page
    assert 'value="Của Bình"' in page
    again = {**VALUES, "version": answer.context["form"]["version"].value(), "words": "Của Bình"}
    assert client.post(url, again).status_code == 302
    assert words(own)[1] == "Của Bình"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"words": "   "}, "Hãy điền mục này"),
        ({"takes": "result"}, "không dùng nội dung của đơn vị"),
        ({"writer": "the_gathered"}, "Chọn mục của đơn vị"),
        ({"figures": ["khong-co"]}, "khong-co"),
        ({"level": 3}, "3"),
    ],
)
def test_a_heading_that_cannot_be_is_told_why(client, binh, own, given, said):
    client.force_login(binh)

    answer = client.post(
        reverse("reports:heading_create", args=[own.pk]), {**VALUES, "version": 1, **given}
    )

    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_a_heading_may_name_the_time_ahead_as_people_say_it(client, binh, own, culture):
    client.force_login(binh)
    body = {**VALUES, "version": own.version, "level": 1, "words": "VIỆC CỦA [kỳ tới]"}

    client.post(reverse("reports:heading_create", args=[own.pk]), body)
    page = client.get(reverse("reports:outline_detail", args=[own.pk])).content.decode()
    report = make_round(binh, [culture], template=fresh(own)).reports.get(scope="commune")

    assert "VIỆC CỦA [kỳ tới]" in page
    assert report.sections.last().heading == "VIỆC CỦA 6 THÁNG CUỐI NĂM 2026"


def test_the_pages_take_the_same_queries_however_long_the_outline(
    client, binh, own, django_assert_max_num_queries
):
    client.force_login(binh)
    url = reverse("reports:outline_detail", args=[own.pk])
    client.get(url)
    with django_assert_max_num_queries(14) as few:
        client.get(url)
    for _ in range(3):
        actions.add_heading(
            TemplateOutline(own, "commune"), version=fresh(own).version, values=VALUES
        )
        own = fresh(own)

    with django_assert_max_num_queries(len(few)):
        client.get(url)


def test_the_list_takes_the_same_queries_for_one_and_for_four(client, binh, own, shared):
    client.force_login(binh)
    url = reverse("reports:outline_list")
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    for _ in range(3):
        copy_template(shared, owner=binh.commune)

    with CaptureQueriesContext(connection) as many:
        page = client.get(url).content.decode()

    assert page.count("(UBND xã An Hòa") > 3
    assert len(many) == len(few)


def test_every_writer_has_words_by_which_a_person_chooses_it():
    assert set(WRITERS) - set(WRITER_WORDS) == set()


def test_an_own_outline_nothing_was_opened_with_is_deleted_after_a_word(client, binh, own, their):
    client.force_login(binh)
    address = reverse("reports:outline_delete", args=[own.pk])

    asked = client.get(address)
    done = client.post(address, follow=True)

    assert "Chưa có đợt báo cáo nào dùng đề cương này." in asked.content.decode()
    assert [str(each) for each in done.context["messages"]] == [f"Đã xóa đề cương “{own.name}”."]
    assert not ReportTemplate._base_manager.filter(pk=own.pk).exists()
    assert ReportTemplate._base_manager.filter(pk=their.pk).exists()


def test_an_outline_a_round_was_opened_with_stays_and_the_round_is_named(
    client, binh, own, culture
):
    make_round(binh, [culture], template=own)
    client.force_login(binh)
    address = reverse("reports:outline_delete", args=[own.pk])

    asked = client.get(address).content.decode()
    pressed = client.post(address, follow=True)

    assert "<li>Báo cáo 6 tháng đầu năm 2026</li>" in asked
    assert "Xóa đề cương này</button>" not in asked
    assert [str(each) for each in pressed.context["messages"]] == [
        "Đề cương này đã được dùng nên không xóa được."
    ]
    assert fresh(own).headings.exists()


def test_nobody_deletes_a_shared_outline_or_one_of_another_commune(client, binh, shared, their):
    client.force_login(binh)

    answers = [
        client.post(reverse("reports:outline_delete", args=[each.pk])).status_code
        for each in (shared, their)
    ]

    assert answers == [403, 404]
    assert ReportTemplate._base_manager.filter(pk__in=[shared.pk, their.pk]).count() == 2
