"""Words that tell of the line they stand in whether something begins or goes on."""

from __future__ import annotations

import re

# Words that begin a paragraph wherever they stand at the start of a line and a sentence has ended before.
OPENERS = re.compile(r"^(Căn cứ|Trên đây là|Xét đề nghị)\b")
# Words whose number stands behind them: "Thôn 1 và", "khoản 2".
BEFORE_NUMBER = re.compile(
    r"\b(thôn|ấp|bản|buôn|xóm|khu|khối|tổ|đội|điều|khoản|mục|số|quý|tháng|ngày|năm|phường|quận|và|đến|từ"
    r"|là|khóa|lần|cấp|nhóm|điểm|bảng|phụ lục|ít nhất|có|trang|bước|đợt|thứ|lớp|loại|mức|\d|[-–,])$",
    re.IGNORECASE,
)
# Words that begin a sentence about work and, with a capital, hardly anything else. They end a title that fills
# its line to the last letter.
WORK = re.compile(
    r"^(Phối hợp|Chủ trì|Chủ động|Tham mưu|Tuyên truyền|Căn cứ|Thường xuyên|Theo dõi|Chịu trách nhiệm"
    r"|Có trách nhiệm|Là cơ quan|Làm đầu mối|Tăng cường|Thực hiện|Triển khai|Hướng dẫn|Tiếp tục|Nâng cao"
    r"|Đẩy mạnh|Trên cơ sở|Theo chức năng|Chỉ đạo|Bố trí|Cân đối|Kịp thời|Định kỳ|Đôn đốc|Vận động|Giám sát"
    r"|Lồng ghép|Quán triệt|Phát huy|Việc|Xây dựng|Tổ chức)\b"
)
# … unless the line before ends in the first word of a name: "Luật Tổ chức …", "Ban Xây dựng Đảng".
NAME_BEGUN = re.compile(
    r"(Luật|Sở|Ban|Phòng|Bộ|Đề án|Chương trình|Kế hoạch|Quy chế|Quy định|Nghị quyết|Chỉ thị|[“\"(])\s*$"
)
# Labels that begin a line about the item above them.
LABELLED = re.compile(
    r"^(Thời gian|Thời hạn|Tiến độ|Đơn vị|Cơ quan|Bộ phận|Người|Kết quả|Sản phẩm|Kinh phí|Địa điểm|Thành phần)"
    r"(\s[^\W\d_]+){0,4}\s?:\s"
)
