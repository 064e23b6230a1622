"""Each fault of a cell is named by sheet, row and column, in a sentence that says what to do."""

import pytest

from intake.models import PeopleImport
from tests.intake.lists import in_portal, make_list, person, problems, unit

S = PeopleImport.Status
EMPTY = "Ô này còn trống. Hãy ghi giá trị."
FORMULA = "Ô này là công thức. Hãy ghi thẳng giá trị, không dùng dấu “=” ở đầu."


@pytest.mark.parametrize(
    ("bad", "column", "sentence"),
    [
        ({"code": ""}, "Mã đơn vị", EMPTY),
        ({"name": None}, "Tên đầy đủ", EMPTY),
        ({"name": "=1+1"}, "Tên đầy đủ", FORMULA),
        ({"symbol": '=HYPERLINK("http://evil.example")'}, "Ký hiệu", FORMULA),
        (
            {"code": "Phòng 1"},
            "Mã đơn vị",
            "Mã chỉ gồm chữ thường không dấu, số và gạch nối. Ví dụ: an-hoa-vhxh.",
        ),
        (
            {"kind": "Xóm"},
            "Loại đơn vị",
            "Không có giá trị “Xóm”. Hãy chọn trong trang “Giá trị cho phép”.",
        ),
        (
            {"kind": "UBND xã, phường, đặc khu"},
            "Loại đơn vị",
            "Không được tạo đơn vị loại “UBND xã, phường, đặc khu”. Hãy chọn loại khác.",
        ),
        (
            {"kind": "Sở Nội vụ"},
            "Loại đơn vị",
            "Không được tạo đơn vị loại “Sở Nội vụ”. Hãy chọn loại khác.",
        ),
        (
            {"parent": "khong-co"},
            "Mã đơn vị cấp trên",
            "Không tìm thấy đơn vị có mã “khong-co”. Hãy kiểm tra mã cấp trên.",
        ),
        (
            {"parent": "an-hoa-kt"},
            "Mã đơn vị cấp trên",
            "Không tìm thấy đơn vị có mã “an-hoa-kt”. Hãy kiểm tra mã cấp trên.",
        ),
        (
            {"parent": "binh-minh"},
            "Mã đơn vị cấp trên",
            "Không tìm thấy đơn vị có mã “binh-minh”. Hãy kiểm tra mã cấp trên.",
        ),
        (
            {"code": "binh-minh"},
            "Mã đơn vị",
            "Mã “binh-minh” đã có đơn vị khác dùng. Hãy đặt mã khác.",
        ),
        (
            {"code": "an-hoa"},
            "Loại đơn vị",
            "Đơn vị này đang thuộc loại “UBND xã, phường, đặc khu” và không đổi loại được.",
        ),
        ({"is_focal": "có lẽ"}, "Đầu mối dân vận", "Ghi x nếu đúng, để trống nếu không."),
        ({"valid_from": "2025"}, "Từ ngày", "“2025” không phải là ngày. Hãy ghi dạng 01/07/2025."),
        (
            {"valid_from": "31/02/2025"},
            "Từ ngày",
            "“31/02/2025” không phải là ngày. Hãy ghi dạng 01/07/2025.",
        ),
        (
            {"valid_from": "01/07/0205"},
            "Từ ngày",
            "Năm 205 không hợp lý. Hãy kiểm tra lại ngày này.",
        ),
        (
            {"valid_from": "02/07/2025", "valid_to": "01/07/2025"},
            "Đến hết ngày",
            "Ngày kết thúc trước ngày bắt đầu. Hãy sửa một trong hai ngày.",
        ),
        ({"symbol": "X" * 21}, "Ký hiệu", "Dài quá 20 chữ. Hãy ghi ngắn lại."),
    ],
)
def test_each_fault_of_a_unit_is_named(send, minh, an_hoa, binh_minh, bad, column, sentence):
    found = send(minh, make_list([unit(code="tot"), unit(**bad)], [person()]))

    assert (found.status, problems(found)) == (S.FAULTY, [("Đơn vị", 3, column, sentence)])


@pytest.mark.parametrize(
    ("bad", "column", "sentence"),
    [
        ({"full_name": ""}, "Họ và tên", EMPTY),
        ({"email": ""}, "Thư điện tử", EMPTY),
        ({"full_name": "=cmd|'/c calc'!A1"}, "Họ và tên", FORMULA),
        (
            {"username": "đặng"},
            "Tên đăng nhập",
            "Tên đăng nhập chỉ gồm chữ không dấu, số, dấu chấm và gạch nối. Ví dụ: dung.pham.",
        ),
        (
            {"email": "khong-phai"},
            "Thư điện tử",
            "“khong-phai” không phải là địa chỉ thư. Hãy kiểm tra lại.",
        ),
        (
            {"email": "minh@example.test"},
            "Thư điện tử",
            "Đã có người khác dùng địa chỉ thư này. Hãy ghi địa chỉ khác.",
        ),
        (
            {"email": "tot@an-hoa.example"},
            "Thư điện tử",
            "Địa chỉ này đã ghi cho người khác ở dòng 2. Mỗi người một địa chỉ.",
        ),
        (
            {"username": "cuong"},
            "Tên đăng nhập",
            "Tên đăng nhập này đã có người dùng. Hãy đặt tên khác.",
        ),
        (
            {"unit": "binh-minh"},
            "Mã đơn vị",
            "Không có đơn vị mã “binh-minh” trong phạm vi quản lý hoặc trong trang Đơn vị.",
        ),
        (
            {"role": "Trùm"},
            "Vai trò",
            "Không có giá trị “Trùm”. Hãy chọn trong trang “Giá trị cho phép”.",
        ),
        (
            {"role": "Cơ quan nhận báo cáo"},
            "Vai trò",
            "Vai trò “Cơ quan nhận báo cáo” không dùng ở đơn vị này. Hãy chọn khác.",
        ),
        ({"is_head": "?"}, "Đứng đầu đơn vị", "Ghi x nếu đúng, để trống nếu không."),
        (
            {"username": "tot", "full_name": "Người Khác", "role": "Văn thư"},
            "Họ và tên",
            "Khác với dòng 2 của cùng tên đăng nhập. Hãy ghi giống nhau.",
        ),
        (
            {"username": "tot", "full_name": "Đặng Thu Thảo", "email": "tot@an-hoa.example"},
            "Vai trò",
            "Vị trí này đã có ở dòng 2. Hãy bỏ một dòng.",
        ),
    ],
)
def test_each_fault_of_a_person_is_named(send, minh, an_hoa, cuong, bad, column, sentence):
    good = person(username="tot", email="tot@an-hoa.example")
    bad = {"email": "tot@an-hoa.example", **bad} if bad.get("username") == "tot" else bad
    before = in_portal()

    found = send(minh, make_list([unit()], [good, person(**bad)]))

    assert (found.status, problems(found)) == (S.FAULTY, [("Người dùng", 3, column, sentence)])
    assert in_portal() == before
