"""Files that are no plan: one clear sentence each."""

import zipfile
from io import BytesIO

import pytest

from documents import read, read_plan
from documents.model import Unreadable
from tests.documents.plans import fixture

PLAN = fixture("an-hoa-2026.txt").decode()
VIETNAMESE = (
    "Ủy ban nhân dân xã An Hòa đề nghị các phòng thực hiện nghiêm túc nhiệm vụ được giao. " * 5
)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


def archive(*names):
    held = BytesIO()
    with zipfile.ZipFile(held, "w") as packed:
        for name in names:
            packed.writestr(name, PLAN)
    return held.getvalue()


@pytest.mark.parametrize(
    ("data", "filename", "sentence"),
    [
        (b"", "a.txt", "Tệp trống"),
        (b" \r\n\t \n", "a.txt", "Tệp trống"),
        (b"\xef\xbb\xbf", "a.txt", "không có chữ"),
        ("Kế hoạch".encode(), "a.txt", "gần như không có chữ"),
        (PLAN.encode() + b"x" * 5_300_000, "a.txt", "lớn hơn 5 MB"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 200, "a.txt", "là ảnh JPEG"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 200, "a.txt", "là ảnh PNG"),
        (archive("word/document.xml"), "a.txt", "Word bị hỏng"),
        (archive("xl/workbook.xml"), "a.docx", "là bảng tính Excel"),
        (archive("ppt/presentation.xml"), "a.docx", "là bản trình chiếu PowerPoint"),
        (archive("plan.txt"), "a.docx", "là tệp nén"),
        (archive("word/document.xml", "word/vbaProject.bin"), "a.docx", "macro"),
        (archive("word/document.xml")[:-40], "a.docx", "Word bị hỏng"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "a.docx", "mật khẩu"),
        (OLE + "Workbook".encode("utf-16-le"), "a.doc", "là bảng tính Excel"),
        (b"MZ\x90\0\3" + b"\0" * 200, "a.txt", "là tệp chương trình"),
        (PLAN.encode() + b"\0\1\2", "a.txt", "dữ liệu nhị phân"),
        (PLAN.encode("utf-16-le"), "a.txt", "UTF-8|dữ liệu nhị phân"),
        ("Kế hoạch công tác".encode() + b"\xd5\xcc\xf2" * 40, "a.txt", "bảng mã UTF-8"),
        (b"\0\1\2\3" * 40, "ke-hoach.docx", "hỏng"),
        (PLAN.encode(), "ke-hoach.html", "không đọc tệp loại này"),
        (("The committee shall carry out its plan. " * 20).encode(), "a.txt", "không phải tiếng Việt"),
        (("L’année dernière, le comité a réalisé sa tâche. " * 20).encode(), "a.txt", "không phải tiếng Việt"),
        (("Ke hoach cong tac dan van chinh quyen nam 2026. " * 20).encode(), "a.txt", "không có dấu"),
        (("KÕ ho¹ch c«ng t¸c d©n vËn chÝnh quyÒn n¨m 2006 cña x·. " * 20).encode(), "a.txt", "phông chữ cũ"),
        (VIETNAMESE.encode(), "a.txt", "Không tìm thấy dòng “KẾ HOẠCH”"),
        (f"KẾ HOẠCH\nCông tác năm 2026\n\n{VIETNAMESE}".encode(), "a.txt", "Không tìm thấy mục nào"),
        (f"QUYẾT ĐỊNH\nVề việc ban hành Kế hoạch\n{VIETNAMESE}\nKẾ HOẠCH".encode(), "a.txt", "là quyết định"),
        (f"BÁO CÁO\nKết quả năm 2025\n\nI. KẾT QUẢ\n{VIETNAMESE}".encode(), "a.txt", "là báo cáo"),
        (f"V/v triển khai kế hoạch\nKính gửi: Các phòng\n{VIETNAMESE}".encode(), "a.txt", "là công văn"),
        (f"TỐI MẬT\nỦY BAN NHÂN DÂN\n{PLAN}".encode(), "a.txt", "bí mật nhà nước"),
        (f"HƯỚNG DẪN\nThực hiện kế hoạch\n{VIETNAMESE}".encode(), "a.txt", "là hướng dẫn"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_plan_is_refused_in_one_sentence(data, filename, sentence):
    with pytest.raises(Unreadable, match=sentence) as refusal:
        read_plan(data, filename)

    assert str(refusal.value).endswith(".")
    assert len(str(refusal.value)) < 200


def test_a_plan_whose_subject_names_another_type_is_still_a_plan():
    plan = PLAN.replace(
        "Thực hiện công tác dân vận chính quyền năm 2026", "Thực hiện Nghị quyết số 5"
    )

    assert read_plan(plan.encode(), "a.txt").document.kind == "KẾ HOẠCH"


def test_a_file_name_that_tells_nothing_is_judged_by_its_content():
    assert read_plan(PLAN.encode(), "upload").year == 2026


def test_a_letter_is_read_for_what_it_is():
    letter = (
        "ỦY BAN NHÂN DÂN\nXÃ AN HÒA\n\nSố: 12/UBND-VHXH\nV/v triển khai công tác\ndân vận năm 2026\n\n"
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nAn Hòa, ngày 05 tháng 3 năm 2026\n\n"
        f"Kính gửi: Các thôn trên địa bàn xã.\n\n{VIETNAMESE}\n\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n\n"
        "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nTrần Văn An\n"
    )
    document = read(letter.encode(), "a.txt").document
    assert (document.kind, document.subject) == ("CÔNG VĂN", "triển khai công tác dân vận năm 2026")
    assert (document.number, document.symbol) == (12, "UBND-VHXH")
    assert document.addressees == ("Các thôn trên địa bàn xã",)
    assert document.recipients == ("Như trên", "Lưu: VT")
    assert document.signature.name == "Trần Văn An"
