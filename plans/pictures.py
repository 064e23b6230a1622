"""The pages of a draft as pictures. Only those of the newest text are kept."""

from io import BytesIO

import pypdfium2

from plans.models import PreviewPage
from records.files import keep
from records.models import StoredFile

DPI = 100
MOST_PAGES = 80
# As many signs as tell one item from another, and few enough to stand on its first line of a page.
SIGNS = 40


def replace_pages(plan, pages):
    """Keep these pages and none of older texts. The bytes of those are swept up later."""
    old = list(plan.preview_pages.values_list("file", flat=True))
    plan.preview_pages.all().delete()
    StoredFile.objects.filter(pk__in=old).delete()
    PreviewPage.objects.bulk_create(pages)


def drawn(plan, key, pdf, lines):
    """The unsaved PreviewPages of a PDF (bytes), their files kept; `lines` are those of the plan's Outline."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        pages = [document[place] for place in range(min(len(document), MOST_PAGES))]
        begin = _items_by_page(
            [_signs(page.get_textpage().get_text_range()) for page in pages], lines
        )
        return [
            _page(plan, key, number, page, begin[number - 1])
            for number, page in enumerate(pages, start=1)
        ]
    finally:
        document.close()


def _page(plan, key, number, page, items):
    picture = page.render(scale=DPI / 72).to_pil().convert("L")
    written = BytesIO()
    picture.save(written, "PNG", optimize=False)
    file = keep(written.getvalue(), name=f"trang-{number}.png", content_type="image/png")
    width, height = picture.size
    return PreviewPage(
        plan=plan, key=key, number=number, file=file, width=width, height=height, items=items
    )


def _items_by_page(pages, lines):
    """The uids of the items that begin on each page, found by their first words, from the first page to the last."""
    found, at = [[] for _ in pages], 0
    for line in lines:
        words = _signs(line.item.words)[:SIGNS]
        here = next((place for place in range(at, len(pages)) if words in pages[place]), None)
        if words and here is not None:
            at = here
            found[here].append(str(line.item.uid))
    return found


def _signs(words):
    return "".join(words.split())
