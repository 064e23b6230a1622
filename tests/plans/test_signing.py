"""Form of the signature and post of the signer: what is offered, suggested and warned of; nothing is forbidden."""

import pytest
from django.urls import reverse

from accounts.models import Role
from plans.conversion import to_document
from plans.models import SignatureForm
from plans.signing import choices_of, disagreement, fitting_forms, signers_of
from tests.factories import make_person, make_plan

S = SignatureForm


@pytest.fixture
def phuong(an_hoa):
    return make_person("Lê Phương", an_hoa, Role.LEADER, post="Phó Chủ tịch UBND xã")


@pytest.mark.parametrize(
    ("post", "forms"),
    [
        ("Chủ tịch", (S.TM, S.CT)),
        ("Chủ tịch UBND xã", (S.TM, S.CT)),
        ("Phó Chủ tịch", (S.KT, S.KC)),
        ("phó chủ tịch ubnd", (S.KT, S.KC)),
        ("Quyền Chủ tịch", (S.Q,)),
        ("Q. Chủ tịch UBND", (S.Q,)),
        ("Chủ tịch HĐND xã", ()),
        ("Bí thư Đảng ủy", ()),
        ("", ()),
    ],
)
def test_what_a_post_signs_as_for_the_committee(an_hoa, post, forms):
    assert fitting_forms(post, an_hoa) == forms


@pytest.mark.parametrize(
    ("post", "forms", "printed"),
    [
        ("Trưởng phòng Văn hóa - Xã hội", (S.HEAD,), "Trưởng phòng"),
        ("Chánh Văn phòng HĐND và UBND", (S.HEAD,), "Chánh Văn phòng"),
        ("Phó Trưởng phòng", (S.DEPUTY,), "Phó Trưởng phòng"),
        ("Chỉ huy phó Ban CHQS", (S.DEPUTY,), "Chỉ huy phó"),
        ("Tổ trưởng", (S.HEAD,), "Tổ trưởng"),
        ("Chuyên viên", (), "Chuyên viên"),
    ],
)
def test_what_a_post_signs_as_for_a_unit(culture, post, forms, printed):
    someone = make_person("Người ký", culture, post=post)

    (signer,) = [one for one in signers_of(culture) if one.pk == someone.pk]

    assert fitting_forms(post, culture) == forms
    assert signer.printed_post == printed


def test_the_forms_of_a_unit_are_offered_for_its_plans_alone(an_hoa, culture):
    assert [value for value, _ in choices_of(an_hoa)] == ["TM", "KT", "Q", "CT", "KC"]
    assert [value for value, _ in choices_of(culture)] == ["HD", "KH"]
    # What an imported document carries is not thrown away.
    assert [value for value, _ in choices_of(culture, "TM")] == ["TM", "HD", "KH"]


def test_a_deputy_who_would_sign_as_chairperson_is_warned_of(an_hoa, phuong):
    signer = next(one for one in signers_of(an_hoa) if one.pk == phuong.pk)

    assert "Phó Chủ tịch ký thay (KT.)" in disagreement(S.TM, signer, an_hoa)
    assert disagreement(S.KT, signer, an_hoa) == ""
    assert disagreement(S.KC, signer, an_hoa) == ""
    assert disagreement(S.TM, None, an_hoa) == ""


def test_leaders_of_another_commune_and_of_the_past_are_not_offered(an_hoa, an, cuong, dung):
    former = make_person("Ông Trước", an_hoa, Role.LEADER, post="Chủ tịch")
    former.memberships.update(valid_to="2020-01-01")

    assert [one.name for one in signers_of(an_hoa)] == [an.full_name]


def sent(plan, **over):
    fields = {
        "title": plan.title, "year": plan.year, "place": plan.place, "symbol": plan.symbol,
        "recipients": "Lưu: VT\nCác thôn", "signature_form": "TM", "version": plan.version,
    }  # fmt: skip
    return {**fields, **over}


def test_a_form_that_does_not_fit_the_post_is_saved_and_said(client, plan, binh, phuong):
    client.force_login(binh)
    url = reverse("plans:basics", args=[plan.pk])

    page = client.post(url, sent(plan, signer=phuong.pk), follow=True)

    plan.refresh_from_db()
    assert (plan.signature_form, plan.signer, plan.signer_name) == ("TM", phuong, "Lê Phương")
    assert plan.recipients == "Các thôn\nLưu: VT"
    said = [str(message) for message in page.context["messages"]]
    assert any("giữ chức vụ “Phó Chủ tịch UBND xã”" in words for words in said)


def test_no_signer_is_chosen_for_anybody(client, plan, binh, an):
    client.force_login(binh)

    page = client.get(reverse("plans:basics", args=[plan.pk]))

    assert page.context["form"]["signer"].value() is None
    assert page.context["signature"].name == ""
    assert "signer_post" not in page.context["form"].fields


@pytest.mark.parametrize("form", ["CT", "KC"])
def test_what_the_chairperson_decides_alone_is_signed_without_the_committee(plan, form):
    plan.signature_form = form

    assert to_document(plan).signature.authority == S(form).lines
    assert "ỦY BAN NHÂN DÂN" not in " ".join(S(form).lines)


def test_the_form_of_a_unit_offers_its_people_and_prints_the_post(client, binh, culture, dung, an):
    plan = make_plan(binh, unit=culture, signature_form=S.HEAD)
    client.force_login(binh)
    url = reverse("plans:basics", args=[plan.pk])
    form = client.get(url).context["form"]
    assert list(form.fields["signer"].queryset) == [dung]

    client.post(
        url,
        sent(
            plan,
            symbol="KH-VHXH",
            signature_form="KH",
            signer=dung.pk,
            signer_post="Phó Trưởng phòng",
        ),
    )

    plan.refresh_from_db()
    assert to_document(plan).signature.authority == ("KT. TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG")


def test_a_leader_of_another_commune_cannot_be_put_below_a_plan(client, plan, binh, cuong):
    client.force_login(binh)

    page = client.post(reverse("plans:basics", args=[plan.pk]), sent(plan, signer=cuong.pk))

    plan.refresh_from_db()
    assert plan.signer is None
    assert "signer" in page.context["form"].errors
