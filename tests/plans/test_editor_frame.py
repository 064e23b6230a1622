"""The parts around the body, sent by the editor: each saved by itself, none written over a newer text."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Role
from plans.models import Plan, SignatureForm
from tests.factories import make_person, make_plan
from tests.plans.test_editor_save import Tab, mine, theirs  # noqa: F401 fixtures


def part(name, text, was):
    return {"name": name, "text": text, "was": was}


def stored(plan):
    return Plan.objects.unscoped("test").get(pk=plan.pk)


def test_opening_and_recipients_are_saved_and_come_back(mine, plan):  # noqa: F811
    opening = "Căn cứ <em>Luật</em> A;\nThực hiện &lt;B&gt;"
    answer = mine.save(
        frame=[
            part("opening", opening, ""),
            part("recipients", "Lưu: VT\n- Các thôn;", plan.recipients),
        ]
    )

    now = stored(plan)
    assert now.opening == "Căn cứ *Luật* A;\nThực hiện <B>"
    assert now.recipients == "Các thôn\nLưu: VT"
    assert now.version == plan.version + 1
    assert answer["frame"]["opening"] == opening
    assert answer["frame"]["recipients"] == "Các thôn\nLưu: VT"
    assert (answer["frame_conflicts"], answer["frame_problems"]) == ({}, {})
    assert "thon" not in now.search_text
    assert "can cu luat a" in now.search_text


def test_two_people_on_the_opening_get_both_texts(mine, theirs, plan):  # noqa: F811
    mine.save(frame=[part("opening", "Của tôi", "")])

    answer = theirs.save(frame=[part("opening", "Của Tuấn", ""), part("closing", "Hết", "")])

    assert stored(plan).opening == "Của tôi"
    assert answer["frame_conflicts"] == {"opening": "Của tôi"}
    # Different parts merge.
    assert stored(plan).closing == "Hết"
    assert theirs.save(frame=[part("opening", "Của cả hai", "Của tôi")])["frame_conflicts"] == {}
    assert stored(plan).opening == "Của cả hai"


def test_the_same_text_from_two_people_is_no_dispute(mine, theirs, plan):  # noqa: F811
    mine.save(frame=[part("title", "Dân vận", plan.title)])

    answer = theirs.save(frame=[part("title", " Dân  vận ", plan.title)])

    assert answer["frame_conflicts"] == {}
    assert stored(plan).title == "Dân vận"


def test_the_same_request_again_saves_once(mine, plan):  # noqa: F811
    mine.save(frame=[part("closing", "Hết", "")])
    again = mine.post(**mine.last).json()

    assert again["frame_conflicts"] == {}
    assert stored(plan).version == plan.version + 1


def test_others_hear_of_a_new_opening_with_their_next_beat(mine, theirs, plan):  # noqa: F811
    theirs.save()
    mine.save(frame=[part("opening", "Mới", "")])

    assert theirs.save()["state"]["frame"]["opening"] == "Mới"
    assert "state" not in theirs.save()


def test_what_cannot_be_stored_is_told_in_a_sentence_and_the_rest_is_saved(mine, plan, cuong):  # noqa: F811
    answer = mine.save(
        frame=[
            part("title", "  ", plan.title),
            part("signature_form", "HD", "TM"),
            part("signer", str(cuong.pk), ""),
            part("signer_name", "A" * 121, ""),
            part("closing", "Hết", ""),
        ]
    )

    now = stored(plan)
    assert set(answer["frame_problems"]) == {"title", "signature_form", "signer", "signer_name"}
    assert answer["frame_problems"]["title"].startswith("Trích yếu đang để trống")
    assert (now.title, now.signature_form, now.signer, now.signer_name) == (
        plan.title, "TM", None, "",
    )  # fmt: skip
    assert now.closing == "Hết"


def test_signer_and_form_are_chosen(mine, plan, an):  # noqa: F811
    mine.save(
        frame=[
            part("signature_form", "KC", "TM"),
            part("signer", str(an.pk), ""),
            part("signer_name", an.full_name, ""),
        ]
    )

    now = stored(plan)
    assert (now.signature_form, now.signer, now.signer_name) == ("KC", an, an.full_name)
    mine.save(frame=[part("signer", "", str(an.pk))])
    assert stored(plan).signer is None


def test_a_signer_like_no_editor_sends_is_refused(mine, plan):  # noqa: F811
    for pk in ("-1", "1 or 1", "٣", "9" * 30):
        answer = mine.save(frame=[part("signer", pk, "")])
        assert "signer" in answer["frame_problems"]


def test_nothing_but_words_gets_into_the_opening(mine, plan):  # noqa: F811
    mine.save(frame=[part("opening", "<script>alert(1)</script>Căn cứ <b onclick=x>A</b>\0", "")])

    assert stored(plan).opening == "Căn cứ **A**"


def test_a_request_that_no_editor_sends_is_refused(mine, plan):  # noqa: F811
    unheard_of = part("status", "issued", "draft")
    for frame in ("x", [1], [unheard_of], [{"name": "title"}], [part("title", 5, "")]):
        assert mine.send(frame=frame).status_code == 400
    assert stored(plan).title == plan.title


def test_the_form_of_general_information_sees_what_the_editor_saved(client, mine, plan, binh):  # noqa: F811
    old = stored(plan)
    mine.save(frame=[part("opening", "Mới", "")])
    sent = {
        "title": old.title, "year": old.year, "symbol": old.symbol, "opening": "Cũ",
        "signature_form": "TM", "version": old.version,
    }  # fmt: skip

    page = client.post(f"/ke-hoach/{plan.pk}/thong-tin/", sent)

    assert stored(plan).opening == "Mới"
    assert page.context["theirs"].opening == "Mới"
    assert page.context["form"]["opening"].value() == "Cũ"


def test_the_head_of_a_unit_signs_its_plan_in_the_editor(client, binh, culture, dung):
    plan = make_plan(binh, unit=culture, signature_form=SignatureForm.HEAD)
    tab = Tab(client, binh, plan)

    tab.save(
        frame=[
            part("signer", str(dung.pk), ""),
            part("signer_post", "Trưởng phòng", ""),
            part("signature_form", "KH", "HD"),
        ]
    )

    now = stored(plan)
    assert (now.signer, now.signer_post, now.signature_form) == (dung, "Trưởng phòng", "KH")


def test_an_issued_plan_keeps_its_frame(mine, plan):  # noqa: F811
    Plan.objects.unscoped("test").filter(pk=plan.pk).update(status="submitted")

    assert mine.send(frame=[part("opening", "Muộn", "")]).status_code == 409
    assert stored(plan).opening == plan.opening


def test_what_the_opening_cites_enters_the_register(mine, plan):  # noqa: F811
    mine.save(
        frame=[part("opening", "Căn cứ Chỉ thị số 33/CT-TTg ngày 26/11/2021 về dân vận;", "")]
    )

    (cited,) = plan.commune.cited_documents.all()
    assert (cited.kind, cited.number) == ("Chỉ thị", "33/CT-TTg")
    assert cited.mentions.get().part == "opening"


def test_the_editor_asks_as_much_with_thirty_leaders_and_lists_as_with_three(client, plan, binh):
    client.force_login(binh)
    url = f"/ke-hoach/{plan.pk}/soan/"
    counts = []
    for many in (3, 30):
        for n in range(many):
            make_person(f"Lãnh đạo {many} {n}", plan.commune, Role.LEADER, post="Phó Chủ tịch")
            plan.commune.recipient_lists.create(name=f"{many} {n}", recipients="Các thôn")
        client.get(url)
        with CaptureQueriesContext(connection) as caught:
            page = client.get(url)
        counts.append(len(caught))
        assert len(page.context["signers"]) >= many

    assert counts[0] == counts[1]
