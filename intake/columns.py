"""The two sheets of the list: their columns, in the order of the template; in a file they are found by heading."""

from typing import NamedTuple

from accounts.models import Role, Unit

UNITS, PEOPLE, ALLOWED, HELP = "Đơn vị", "Người dùng", "Giá trị cho phép", "Hướng dẫn"
MOST_ROWS = 2000


class Column(NamedTuple):
    field: str
    heading: str
    required: bool
    example: str
    help: str = ""
    max_length: int = 0


UNIT_COLUMNS = (
    Column("code", "Mã đơn vị", True, "an-hoa-vhxh", "Chữ thường không dấu, số, gạch nối.", 40),
    Column("kind", "Loại đơn vị", True, "Phòng, ban, ngành", "Chọn trong trang Giá trị cho phép."),
    Column("name", "Tên đầy đủ", True, "Phòng Văn hóa - Xã hội xã An Hòa", "", 200),
    Column(
        "short_name", "Tên gọi tắt", False, "Phòng Văn hóa - Xã hội", "Trống: lấy tên đầy đủ.", 80
    ),
    Column("parent", "Mã đơn vị cấp trên", False, "an-hoa", "Trống: đơn vị của người nhập.", 40),
    Column("symbol", "Ký hiệu", False, "VHXH", "", 20),
    Column("place", "Địa danh", False, "An Hòa", "Chỉ dùng cho xã, phường, đặc khu.", 80),
    Column("is_focal", "Đầu mối dân vận", False, "x", "Ghi x nếu đúng."),
    Column("valid_from", "Từ ngày", False, "01/07/2025", "Ngày/tháng/năm."),
    Column("valid_to", "Đến hết ngày", False, "", "Trống: chưa kết thúc."),
    Column(
        "reports_from",
        "Báo cáo trên cổng từ ngày",
        False,
        "",
        "Chỉ dùng cho xã. Trống: từ hôm nhập.",
    ),
)
PEOPLE_COLUMNS = (
    Column(
        "username", "Tên đăng nhập", True, "dung.pham", "Giữ nhiều vị trí: mỗi vị trí một dòng.", 60
    ),
    Column("full_name", "Họ và tên", True, "Phạm Thị Dung", "", 120),
    Column("email", "Thư điện tử", True, "dung@xa.example", "Nhận liên kết đặt mật khẩu.", 254),
    Column("phone", "Số điện thoại", False, "0912345678", "", 30),
    Column("unit", "Mã đơn vị", True, "an-hoa-vhxh", "Đã có, hoặc ở trang Đơn vị.", 40),
    Column("role", "Vai trò", True, "Người thực hiện", "Chọn trong trang Giá trị cho phép."),
    Column("post", "Chức vụ", False, "Trưởng phòng", "", 120),
    Column("is_head", "Đứng đầu đơn vị", False, "x", "Ghi x nếu đúng."),
    Column("valid_from", "Từ ngày", False, "01/07/2025", "Ngày/tháng/năm."),
    Column("valid_to", "Đến hết ngày", False, "", "Trống: chưa kết thúc."),
)
SHEETS = {UNITS: UNIT_COLUMNS, PEOPLE: PEOPLE_COLUMNS}
CHOICES = {"kind": Unit.Kind, "role": Role}
