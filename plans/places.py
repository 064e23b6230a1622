"""Where a place of a plan's document stands on the page, and the words around it."""

PARTS = {
    "letterhead": "Phần đầu văn bản",
    "number": "Số, ký hiệu",
    "symbol": "Số, ký hiệu",
    "date": "Ngày ban hành",
    "kind": "Tên loại",
    "subject": "Trích yếu",
    "addressees": "Kính gửi",
    "opening": "Phần mở đầu",
    "closing": "Phần kết thúc",
    "recipients": "Nơi nhận",
    "signature": "Chữ ký",
    "footnotes": "Chú thích",
    "appendices": "Phụ lục",
}


def rows_by_place(outline):
    """The row of each place ("items", 2, 0), as `to_document` lays the rows out."""
    found = {}

    def walk(parent, place):
        for at, row in enumerate(outline.below[parent]):
            found[(*place, at)] = row
            walk(row.pk, (*place, at))

    walk(None, ("items",))
    return found


def path_of(place, rows):
    """("Mục II.1", row) of what lies in an item, ("Phần mở đầu", None) of another part; `rows` are `rows_by_place`."""
    item_place = _place_of_item(place)
    item = rows.get(item_place)
    part = str(place[0]) if place else ""
    return (_path(item_place, rows) if item else PARTS.get(part, "")), item


def _place_of_item(place):
    """The item a place lies in: of a cell or a title its table."""
    steps = [at for at, step in enumerate(place) if at and not isinstance(step, int)]
    return place[: steps[0]] if steps else place


def _path(place, rows):
    """ "Mục II.1" for an item or what hangs below one without a number of its own."""
    return named([rows[place[:length]].marker for length in range(2, len(place) + 1)])


def named(way):
    """ "Mục II.1" for the numbers on the way from the top down to an item."""
    markers = []
    for marker in way:
        if marker and marker not in "-+*":
            # "1.1" already names the item above it.
            markers = [] if "." in marker else markers
            markers.append(marker)
    return f"Mục {'.'.join(markers)}" if markers else "Nội dung"


def around(words, at, hit, most=60):
    """The words before and after `hit`, which stands at `at`, cut at whole words: (before, hit, after)."""
    end = at + len(hit)
    start = max(at - most, 0)
    if start:
        start = words.find(" ", start, at) + 1 or start
    stop = min(end + most, len(words))
    if stop < len(words):
        stop = max(words.rfind(" ", end, stop), end)
    before = f"{'…' if start else ''}{words[start:at]}"
    return before, words[at:end], f"{words[end:stop]}{'…' if stop < len(words) else ''}"
