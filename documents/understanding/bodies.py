"""Names of bodies (cơ quan, đơn vị, chức danh) in running words: where one begins and how far it goes.

The vocabulary is that of the people's committees before and after 01/7/2025 (Luật Tổ chức chính quyền địa phương
72/2025/QH15): offices, posts, party bodies, the Front and the mass organisations, villages, schools.
"""

from __future__ import annotations

import re

# Of more than one word that a rule for names would cut in two.
_WHOLE = (
    r"Phòng Kinh tế, Hạ tầng và Đô thị|Phòng Văn hóa, Khoa học và Thông tin|Phòng Lao động, Thương binh và Xã hội"
    r"|Phòng Lao động - Thương binh và Xã hội|Ban Quản lý dự án đầu tư xây dựng và phát triển quỹ đất"
    r"|Phòng Nông nghiệp và Môi trường|Phòng Nông nghiệp và Phát triển nông thôn|Phòng Tài nguyên và Môi trường"
    r"|Phòng Giáo dục và Đào tạo|Phòng Kinh tế và Hạ tầng|Phòng Văn hóa và Thông tin|Đài Truyền thanh và Truyền hình"
    r"|Ban Tuyên giáo và Dân vận|Trung tâm Văn hóa, Thông tin và Thể thao|Trung tâm Văn hóa, Thể thao và Truyền thông"
)
_MANY = (
    r"Các\s+(?:ban|phòng|thôn|tổ|ấp|khu|hội|đoàn|ngành|cơ quan|đơn vị|trường|trung tâm|trạm|công chức|cán bộ|đồng chí"
    r"|thành viên|tổ chức|chi|xã|phường|thị trấn|buôn|bản|xóm|làng|uỷ ban|ủy ban|UBND|doanh nghiệp|địa phương|đoàn thể"
    r"|trưởng|cấp|bộ phận|sở|hợp tác xã|viên chức|bí thư|nhà trường|khối|lực lượng|cơ sở|ông|bà|Ban|Phòng|Thôn|Tổ"
    r"|Hội|Đoàn|Chi|UBND|Sở|Trưởng)"
)
_ONE = (
    r"Văn phòng|Phòng(?!,| chống| ngừa)|Ban(?! hành)|Công an|Trạm|Trường(?! hợp)|Trưởng|Mặt trận|MTTQ|UBMTTQ|UBMT"
    r"|Hội(?! nghị| thi| thảo| họp| viên| nhập)|Đoàn(?! kết| viên)|Công chức|Cán bộ|Viên chức|Trung tâm|Đài|UBND|HĐND"
    r"|Ủy ban|Uỷ ban|Hội đồng|Thôn|Ấp|Buôn|Bản|Xóm|Làng|Khu phố|Khu dân cư|Tổ(?! chức(?! chính trị| đảng| Đảng"
    r"| đoàn thể| xã hội| hội quần chúng))"
    r"|Chủ tịch|Phó Chủ tịch|Phó Trưởng|Đảng ủy|Đảng uỷ|Huyện ủy|Tỉnh ủy|Thành ủy|Thường trực|Đơn vị|Cơ quan"
    r"|Văn hóa|Văn hoá|Hiệu trưởng|Bí thư|Thủ trưởng|Người đứng đầu|Người phụ trách|Người phát ngôn|Chi bộ|Chi hội"
    r"|Chi đoàn|Thành viên|Lãnh đạo|Tư pháp|Địa chính|Tài chính|Kế toán|Chỉ huy|Quân sự|Liên đoàn|Công đoàn|Bộ phận"
    r"|Đồng chí|Sở|Bộ|Bưu điện|Nhà trường|Kho bạc|Đồn|Hạt|Khối|Cấp ủy|Ngành|Hợp tác xã|Lực lượng|Giám đốc|Tỉnh|Huyện"
    r"|Người dân|Người hoạt động|Người có uy tín|Già làng|Chức sắc"
)
_START = rf"(?:{_WHOLE}|{_MANY}|(?:{_ONE}))(?!\w)"
BODY = re.compile(rf"^{_START}")
# The same in the middle of a sentence: "gửi về phòng Văn hóa", "giao công chức Văn phòng".
_ANY_CASE = re.compile(rf"(?i:{_START})")
NO_BODY = re.compile(
    r"^(Chế độ|Kinh phí|Thời gian|Công tác|Phân công|Tiến độ|Nguồn|Kiểm tra|Thông tin|Báo cáo|Về|Triển khai|Nhiệm vụ"
    r"|Nội dung|Các nội dung|Các nhiệm vụ|Các giải pháp|Các bước|Ban hành|Tổ chức(?! chính trị)|Trách nhiệm|Hình thức"
    r"|Giai đoạn|Khen thưởng|Hội nghị|Hội thi|Hội thảo|Đoàn kết|Sơ kết|Tổng kết|Yêu cầu|Mục|Đăng ký|Theo dõi|Cơ chế"
    r"|Các chỉ tiêu|Bộ máy|Bộ tiêu chí|Bộ thủ tục|Văn hóa công|Tài chính công|Tổ chức, )(?!\w)|^(Tổ chức thực hiện)\b"
)
# To organise, as against an organisation: "tổ chức hội nghị", "các tổ chức hội quần chúng".
TO_ORGANISE = r"tổ chức(?! chính trị| xã hội| đoàn thể| đảng| Đảng| hội(?! nghị| thi| thảo| họp))"
# A name ends here: at a sign, or before a word that tells when, how or what is done.
_END = re.compile(
    r"[;:.“”\"()\[\]]|\s[-–]\s(?=[a-zđ])|\s+(?:để|theo|trước|chậm|muộn|vào|định kỳ|hằng|hàng|kết quả|xem xét|tổng hợp"
    r"|trong|khi|đối với|nhằm|gồm|đúng|biết|qua|thông qua|bằng|xây dựng|ban hành|phê duyệt|chỉ đạo|thực hiện|triển khai"
    r"|quyết định|theo dõi|báo cáo|tham mưu|"
    rf"{TO_ORGANISE}|phối hợp|chủ trì"
    r"|hướng dẫn|đôn đốc|kiểm tra|đánh giá|công nhận|khen thưởng|bảo đảm|đảm bảo|có|được|là|phải|về|ở|tại|cùng"
    r"|mỗi|đến|từ|sau|ngay|kịp thời|giải quyết|cho ý kiến|thẩm định|tiếp công dân|tiếp dân|rà soát|công khai"
    r"|niêm yết|họp|đối thoại|ký|gửi|nộp|chủ động|tiến hành|duy trì|cập nhật|đăng ký|hoàn thành|căn cứ|sinh hoạt"
    r"|giao ban|sơ kết|tổng kết|cử|lập|trình|nắm"
    r"|giao|lấy|tiếp tục|và\s+(?!"
    rf"(?i:{_START})|(?i:nhân dân|các|đoàn thể|đô thị|môi trường|xã hội|đào tạo|thông tin|dân vận"
    rf"|truyền thông)))(?!\w)",
)
_COMMA_GOES_ON = re.compile(rf",\s+(?=(?i:{_START})|(?i:ngành|đoàn thể|thôn|tổ|ấp|khu|buôn)\b)")
# "Gửi bản đăng ký", "bộ hồ sơ", "hội thi": common nouns, unless a name follows.
_COMMON = re.compile(
    r"(?:bản|bộ|hội|đồn|tổ|khối|làng|ban|trường|đoàn)(?!\w)(?!\s+(?:[^\W\d_a-zđ]|dân phố"
    r"|công tác|tự quản))"
)
_LONGEST = 160


def body_at(words: str, start: int = 0) -> str:
    """The name of the body that begins at `start` ("UBND xã", "các ban, ngành"), as printed, or ""."""
    if not _ANY_CASE.match(words, start) or _COMMON.match(words, start):
        return ""
    whole = re.compile(_WHOLE).match(words, start)
    least = whole.end() if whole else start + 1
    end = _END.search(words, least, start + _LONGEST)
    stop = end.start() if end else min(len(words), start + _LONGEST)
    stop = _before_comma(words, least, stop)
    return words[start:stop].strip(" ,")


def _before_comma(words: str, start: int, stop: int) -> int:
    """A comma goes on only to a further body: "Các phòng, trung tâm", never "UBND xã, tổ chức thực hiện"."""
    for comma in re.finditer(",", words[start:stop]):
        at = start + comma.start()
        if not _COMMA_GOES_ON.match(words, at):
            return at
    return stop


def is_body(words: str) -> bool:
    """Whether words with a capital begin with the name of a body."""
    return bool(BODY.match(words)) and not NO_BODY.match(words)


def bodies_in(words: str) -> tuple[str, ...]:
    """The bodies of a cell or a label, one by one: cut at line ends and semicolons, and at commas between names."""
    parts = re.split(r"[;\n•]|(?:^|(?<=\n))\s*[-+]\s", words)
    named = [name.strip(" ,.:") for part in parts for name in _at_commas(part)]
    return tuple(name for name in named if name)


def _at_commas(part: str) -> list[str]:
    """ "Văn phòng HĐND và UBND, Công an xã" is two; "Các phòng, trung tâm" and "Phòng Kinh tế, Hạ tầng" one."""
    if re.match(r"(?i)\s*các\b", part):
        return [part]
    commas = [match.end() for match in re.finditer(r",\s+", part)]
    cut = [0, *(at for at in commas if BODY.match(part[at:]) or part.startswith("các ", at)), None]
    return [part[start:end] for start, end in zip(cut, cut[1:], strict=False)]


def upper_first(name: str) -> str:
    return name[:1].upper() + name[1:]
