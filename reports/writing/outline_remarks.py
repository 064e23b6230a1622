"""What an outline says that will not come about: a person is told, and decides."""

from reports.outlines import outline
from reports.writing.compile import WRITERS, writer_words


def remarks_on(asked, own):
    """Sentences about headings asked of the units (`asked`) that no heading of the report (`own`) gathers, and about
    those that gather what nobody is asked. Rows are those of headings.marked."""
    taken = {row.takes for row in own if row.takes and row.writer in WRITERS}
    if any(row.writer == "the_results" for row in own):
        taken.add(outline.TASKS)
    keys = {row.key for row in asked}
    for row in asked:
        if row.key not in taken:
            yield (
                f"Các đơn vị được hỏi “{words_of(row)}” nhưng chưa mục nào của báo cáo tổng hợp nội dung này."
            )
    for row in own:
        if row.takes and row.takes not in keys:
            label = writer_words(row.writer).label.lower()
            yield f"Mục “{words_of(row)}” ({label}) tổng hợp một mục mà các đơn vị không được hỏi."


def words_of(row):
    """The words of a heading of a template or of a section of a report."""
    return getattr(row, "words", "") or getattr(row, "heading", "")
