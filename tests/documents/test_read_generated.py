"""Made-up plans printed as text in many ways and read back: no word lost, doubled or moved."""

import re
import textwrap

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from documents import read
from documents.model import AdministrativeDocument, Item, plain, text_of
from tests.documents.plans import outline

# Sentences of different lengths, with names, numbers, quotes and hyphens a reader may trip over.
SENTENCES = [
    "Tăng cường công tác tuyên truyền, vận động Nhân dân tham gia xây dựng nông thôn mới",
    "Thực hiện nghiêm Chỉ thị số 33/CT-TTg ngày 26/11/2021 của Thủ tướng Chính phủ về công tác "
    "dân vận của cơ quan hành chính nhà nước",
    "Giữ vững quốc phòng - an ninh, phát triển kinh tế - xã hội giai đoạn 2026 - 2030",
    "Xây dựng ít nhất 02 mô hình “Dân vận khéo” ở Thôn 1 và Thôn 2 của xã",
    "Bố trí kinh phí 1.500.000 đồng; giải quyết 100% đơn thư đúng hạn",
    "Phối hợp với Ủy ban Mặt trận Tổ quốc Việt Nam xã và Ban Xây dựng Đảng",
    "Tiếp công dân theo Luật Tiếp công dân; công khai lịch tiếp",
    "Rà soát hương ước",
]
# Wrapped at 90, the hyphen of "kinh tế - xã hội" comes to stand at the start of a line.
HYPHEN_BREAKS = ". ".join(SENTENCES[:3]) + "."
TITLES = [
    "Công tác tuyên truyền",
    "Tiếp công dân, đối thoại",
    "Phòng Văn hóa - Xã hội:",
    "Kinh phí",
]
SECTIONS = ["MỤC ĐÍCH, YÊU CẦU", "MỤC TIÊU, CHỈ TIÊU", "NHIỆM VỤ, GIẢI PHÁP", "TỔ CHỨC THỰC HIỆN"]

sentence = st.sampled_from(SENTENCES)
running = st.lists(sentence, min_size=1, max_size=4).map(lambda told: ". ".join(told) + ".")
paragraph = running.map(lambda words: Item(text=text_of(words)))


def marked(markers, items):
    return tuple(
        Item(marker, item.heading, item.text, children=item.children)
        for marker, item in zip(markers, items, strict=False)
    )


bullets = st.lists(paragraph, min_size=1, max_size=3).map(lambda items: marked("-" * 9, items))
points = st.lists(paragraph, min_size=2, max_size=8).map(lambda items: marked("abcdđeghik", items))
below = st.one_of(bullets, points, paragraph.map(lambda item: (item,)))
titled = st.builds(
    lambda title, children: Item(heading=text_of(title), children=children),
    st.sampled_from(TITLES),
    below,
)
items = st.lists(st.one_of(titled, paragraph), min_size=1, max_size=4).map(
    lambda listed: marked("123456789", listed)
)
sections = st.lists(st.one_of(items, bullets), min_size=1, max_size=4).map(
    lambda bodies: tuple(
        Item(marker, heading=text_of(title), children=children)
        for marker, title, children in zip(("I", "II", "III", "IV"), SECTIONS, bodies, strict=False)
    )
)


def printed(tree, width, blank):
    """The plan as a clerk would save it: wrapped at `width` (0: not at all), with blank lines or
    without.
    """
    told = [
        "KẾ HOẠCH",
        "Công tác dân vận chính quyền năm 2026",
        "",
        "Ủy ban nhân dân xã Mẫu ban hành Kế hoạch như sau:",
    ]
    for section in tree:
        told += ["", *lines_of(section, width)]
    told += ["", "Trên đây là Kế hoạch năm 2026 của Ủy ban nhân dân xã Mẫu./.", ""]
    told += ["Nơi nhận:", "- Sở Nội vụ;", "- Lưu: VT.", "", "CHỦ TỊCH", "", "Trần Thị Mẫu"]
    return ("\n\n" if blank else "\n").join(told)


def lines_of(item, width):
    words = " ".join(part for part in (item.label, plain(item.heading or item.text)) if part)
    yield from textwrap.wrap(words, width, break_on_hyphens=False) if width else [words]
    for child in item.children:
        yield from lines_of(child, width)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(sections, st.sampled_from([0, 72, 90]), st.booleans())
def test_a_printed_plan_keeps_every_word_once_and_in_order(tree, width, blank):
    text = printed(tree, width, blank)

    document = read(text.encode(), "a.txt").document

    body = text[text.index("\nI. ") : text.index("Trên đây")]
    told = [f"{item.label} {plain(item.heading or item.text)}" for item in document.walk()]
    assert re.findall(r"\S+", " ".join(told)) == re.findall(r"\S+", body)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(sections, st.booleans())
def test_a_plan_with_one_paragraph_a_line_keeps_its_outline(tree, blank):
    text = printed(tree, 0, blank)

    document = read(text.encode(), "a.txt").document

    assert outline(document) == outline(AdministrativeDocument(items=tree))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(sections, st.sampled_from([72, 90]))
@example((Item("I", text_of(SECTIONS[0]), children=(Item("1", text=text_of(HYPHEN_BREAKS)),)),), 90)
def test_a_wrapped_plan_keeps_its_marks_in_their_order(tree, width):
    text = printed(tree, width, blank=False)

    document = read(text.encode(), "a.txt").document

    def marks(items):
        return [item.marker for top in items for item in top.walk() if item.marker]

    assert marks(document.items) == marks(tree)
