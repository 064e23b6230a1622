import io
import zipfile
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from accounts.models import Role
from intake.models import PeopleImport
from records.models import StoredFile
from tests.accounts.cast import make_office_administrator
from tests.factories import make_person
from tests.intake.lists import make_list, person, saved, unit
from work.models import WorkRow

START = reverse("intake:start")
S = PeopleImport.Status


def send(client, data, name="danh-sach.xlsx"):
    return client.post(START, {"file": SimpleUploadedFile(name, data), "key": uuid4()})


def kept():
    return PeopleImport.objects.unscoped("test").count(), StoredFile.objects.count()


@pytest.mark.parametrize("who", ["an", "binh", "giang", "dung", "hoa", "lan", "cuong"])
def test_only_administrators_may_send_a_list(client, request, who):
    client.force_login(request.getfixturevalue(who))

    statuses = [
        client.get(START).status_code,
        client.get(reverse("intake:template")).status_code,
        send(client, make_list([unit()])).status_code,
    ]

    assert statuses == [403, 403, 403]
    assert kept() == (0, 0)


@pytest.fixture
def sent(client, minh, run_work):
    client.force_login(minh)
    send(client, make_list([unit()], [person()]))
    run_work()
    return PeopleImport.objects.unscoped("test").get()


def test_the_list_of_another_commune_is_not_there(client, sent, binh_minh, province_office):
    for stranger in (
        make_person("Lạ", binh_minh, Role.ADMINISTRATOR),
        make_office_administrator(province_office),
    ):
        client.force_login(stranger)
        assert client.get(reverse("intake:review", args=[sent.pk])).status_code == 404
        assert client.post(reverse("intake:apply", args=[sent.pk])).status_code == 404
        assert "danh-sach.xlsx" not in client.get(START).text
    sent.refresh_from_db()
    assert sent.status == S.READY


def test_a_colleague_without_the_role_is_refused(client, sent, an):
    client.force_login(an)

    assert client.get(reverse("intake:review", args=[sent.pk])).status_code == 403
    assert client.post(reverse("intake:apply", args=[sent.pk])).status_code == 403


def zip_of(**entries):
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return kept.getvalue()


def with_entry(data, name, content):
    kept = io.BytesIO(data)
    with zipfile.ZipFile(kept, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return kept.getvalue()


def too_many_rows():
    return make_list([], [person(username=f"n{n}") for n in range(2001)])


def other_workbook():
    book = Workbook()
    book.active.append(["Một", "Hai"])
    book.active.append([1, 2])
    return saved(book)


def billion_laughs():
    data, bomb = make_list([unit()]), io.BytesIO()
    lines = '<!DOCTYPE a [<!ENTITY a "ha">' + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghi", "bcdefghij", strict=True)
    )
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(bomb, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/sharedStrings.xml" or name == "xl/worksheets/sheet1.xml":
                text = content.decode().replace("Mã đơn vị *", "&j;")
                content = (lines + "]>" + text.split("?>")[-1]).encode()
            new.writestr(name, content)
    return bomb.getvalue()


BROKEN = "Tệp Excel bị hỏng hoặc không đọc được. Hãy mở bằng Excel, lưu lại dạng .xlsx rồi gửi lại."
STUFFED = (
    "Tệp Excel chứa quá nhiều nội dung bên trong. Hãy chép danh sách sang tệp mẫu rồi gửi lại."
)
NOT_A_LIST = (
    "Tệp không có trang “Đơn vị” hoặc “Người dùng”, hoặc các trang đều trống. "
    "Hãy tải tệp mẫu và ghi danh sách vào đó."
)


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: b"PK\x03\x04" + b"\x00" * 200, BROKEN),
        (lambda: make_list([unit()])[:-300], BROKEN),
        (lambda: zip_of(a="x"), BROKEN),
        (billion_laughs, BROKEN),
        (lambda: zip_of(**{f"{n}.xml": "x" for n in range(201)}), STUFFED),
        (lambda: with_entry(make_list([unit()]), "xl/big.xml", "0" * 60_000_000), STUFFED),
        (lambda: with_entry(make_list([unit()]), "xl/ratio.xml", "0" * 9_000_000), STUFFED),
        (
            lambda: with_entry(make_list([unit()]), "xl/vbaProject.bin", "x"),
            "Tệp có chứa macro nên không được nhận. Hãy chép danh sách sang tệp mẫu rồi gửi lại.",
        ),
        (too_many_rows, "Trang “Người dùng” có quá 2000 dòng. Hãy chia thành nhiều tệp."),
        (other_workbook, NOT_A_LIST),
        (make_list, NOT_A_LIST),
        (lambda: make_list(headings=False), NOT_A_LIST),
    ],
)
def test_a_file_that_is_no_list_gets_one_sentence(client, minh, run_work, make, sentence):
    client.force_login(minh)

    response = send(client, make())
    run_work()

    sent = PeopleImport.objects.unscoped("test").get()
    assert [problem.what for problem in sent.problems.all()] == [sentence]
    assert sentence in client.get(response.url).text
    assert sent.status == S.FAULTY


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (b"", "a.xlsx", "Tệp này không có nội dung. Hãy kiểm tra lại rồi chọn tệp khác."),
        (
            b"PK\x03\x04" + b"0" * 31_457_280,
            "a.xlsx",
            "Tệp “a.xlsx” lớn 30 MB, quá mức cho phép 5 MB. Hãy chọn tệp nhỏ hơn.",
        ),
        (
            b"\x89PNG\r\n\x1a\n",
            "a.xlsx",
            "Tệp “a.xlsx” không đúng là tệp .xlsx. Hãy mở ra xem lại và lưu đúng loại.",
        ),
        (b"PK\x03\x04", "a.xlsm", "Tệp “a.xlsm” không thuộc loại được nhận. Hãy chọn tệp .xlsx."),
        (b"ten,ma", "a.csv", "Tệp “a.csv” không thuộc loại được nhận. Hãy chọn tệp .xlsx."),
    ],
)
def test_a_file_that_may_not_come_in_is_not_kept(client, minh, data, name, sentence):
    client.force_login(minh)

    response = send(client, data, name)

    assert response.context["form"].errors["file"] == [sentence]
    assert kept() == (0, 0)
    assert not WorkRow.objects.unscoped("test").exists()


def test_the_key_of_somebody_elses_import_opens_nothing(client, sent, binh_minh):
    stranger = make_person("Lạ", binh_minh, Role.ADMINISTRATOR)
    client.force_login(stranger)
    before = kept()

    file = SimpleUploadedFile("khac.xlsx", make_list([unit()]))
    response = client.post(START, {"file": file, "key": sent.key})

    assert response.context["form"].errors["file"] == [
        "Trang này đã dùng để gửi tệp khác. Hãy tải lại trang rồi gửi lại."
    ]
    assert kept() == before


def test_sending_nothing_is_explained(client, minh):
    client.force_login(minh)

    response = client.post(START, {"key": uuid4()})

    assert response.context["form"].errors["file"] == ["Chọn tệp danh sách trước khi gửi."]


def test_a_missing_heading_is_named(client, minh, run_work):
    book = load_workbook(io.BytesIO(make_list([], [person()])))
    book["Người dùng"]["C1"] = "Email"
    client.force_login(minh)

    send(client, saved(book))
    run_work()

    sent = PeopleImport.objects.unscoped("test").get()
    assert [(p.sheet, p.row, p.column, p.what) for p in sent.problems.all()] == [
        (
            "Người dùng",
            1,
            "Thư điện tử",
            "Thiếu cột này ở dòng tiêu đề. Hãy dùng dòng tiêu đề của tệp mẫu.",
        )
    ]


def test_columns_may_stand_in_another_order_and_rows_may_be_empty(client, minh, run_work):
    book = load_workbook(io.BytesIO(make_list([], [person()])))
    sheet = book["Người dùng"]
    sheet.insert_rows(2, amount=3)
    sheet.insert_cols(1)
    sheet["A1"], sheet["A5"] = "Ghi chú riêng", "bỏ qua"
    client.force_login(minh)

    send(client, saved(book))
    run_work()

    sent = PeopleImport.objects.unscoped("test").get()
    assert (sent.status, sent.people_new, sent.posts_new) == (S.READY, 1, 1)


def sheet_rows(data, name):
    return [list(row) for row in load_workbook(io.BytesIO(data))[name].iter_rows(values_only=True)]


def test_the_template_offers_what_this_administrator_may_use(client, minh, culture, cuong):
    client.force_login(minh)

    data = client.get(reverse("intake:template")).content

    allowed = sheet_rows(data, "Giá trị cho phép")
    kinds = [row[0] for row in allowed[1:] if row[0]]
    roles = [row[1] for row in allowed[1:] if row[1]]
    units = [row[3] for row in allowed[1:] if row[3]]
    assert kinds == ["Phòng, ban, ngành", "Mặt trận, đoàn thể", "Cơ quan Đảng", "Thôn, tổ dân phố"]
    assert "Cơ quan nhận báo cáo" not in roles
    assert units == ["UBND xã An Hòa", "Phòng Văn hóa - Xã hội"]
    assert load_workbook(io.BytesIO(data)).sheetnames == [
        "Đơn vị",
        "Người dùng",
        "Giá trị cho phép",
        "Hướng dẫn",
    ]


def test_the_empty_template_can_be_filled_in_and_sent(client, minh, an_hoa, run_work):
    client.force_login(minh)
    book = load_workbook(io.BytesIO(client.get(reverse("intake:template")).content))
    book["Người dùng"].append(["thao", "Đặng Thảo", "thao@x.example", "", an_hoa.code, "Văn thư"])

    send(client, saved(book))
    run_work()

    sent = PeopleImport.objects.unscoped("test").get()
    assert (sent.status, sent.people_new) == (S.READY, 1)


def test_the_page_while_reading_shows_the_work(client, minh):
    client.force_login(minh)

    page = client.get(send(client, make_list([unit()])).url)

    row = WorkRow.objects.unscoped("test").get()
    assert reverse("work:progress", args=[row.pk]) in page.text


def test_the_list_of_imports_asks_as_often_for_one_as_for_ten(
    client, minh, sent, django_assert_num_queries, django_assert_max_num_queries
):
    with django_assert_max_num_queries(9) as few:
        client.get(START)
    asked = len(few)
    for _ in range(9):
        send(client, make_list([unit()]))

    with django_assert_num_queries(asked):
        client.get(START)
