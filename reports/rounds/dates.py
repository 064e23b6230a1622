"""What must hold between the days of a round, in sentences that say what to do."""

from datetime import date

# Beyond these a year is a slip of the finger, and the days before or after it can no longer be reckoned with.
FIRST_YEAR, LAST_YEAR = 2000, 2100
NO_YEAR = "Ngày {0} có năm không hợp lý. Kiểm tra lại năm của ngày này."


class BadDates(Exception):
    """The days of a round contradict each other. `errors`: field name → sentence."""

    def __init__(self, errors):
        self.errors = errors
        super().__init__(" ".join(errors.values()))


def problems_of(days):
    """{field name: sentence} for the days of a round (field name → date or None); what is missing is not judged."""
    pairs = (
        ("period_to", "period_from", "Ngày cuối kỳ số liệu {0} sớm hơn ngày đầu kỳ {1}. Sửa một trong hai ngày."),
        ("due_on", "period_to", "Hạn nộp {0} sớm hơn ngày cuối kỳ số liệu {1}. Lùi hạn nộp, hoặc cho kỳ số liệu "
         "kết thúc sớm hơn."),
        ("due_on", "parts_due_on", "Hạn nộp {0} sớm hơn hạn các đơn vị gửi {1}. Lùi hạn nộp, hoặc cho các đơn vị gửi "
         "sớm hơn."),
        ("due_on", "data_closing_on", "Hạn nộp {0} sớm hơn ngày chốt số liệu {1}. Lùi hạn nộp, hoặc chốt số liệu sớm "
         "hơn."),
        ("parts_due_on", "data_closing_on", "Hạn các đơn vị gửi {0} sớm hơn ngày chốt số liệu {1}. Lùi hạn gửi, hoặc "
         "chốt số liệu sớm hơn."),
        ("data_closing_on", "period_from", "Ngày chốt số liệu {0} sớm hơn ngày đầu kỳ {1}. Sửa một trong hai ngày."),
        ("parts_due_on", "asks_on", "Hạn các đơn vị gửi {0} sớm hơn ngày báo cho các đơn vị {1}. Báo sớm hơn, hoặc lùi "
         "hạn gửi."),
    )  # fmt: skip
    found = {
        name: NO_YEAR.format(f"{day.day:02d}/{day.month:02d}/{day.year:04d}")
        for name, day in days.items()
        if isinstance(day, date) and not FIRST_YEAR <= day.year <= LAST_YEAR
    }
    for later, earlier, sentence in pairs:
        after, before = days.get(later), days.get(earlier)
        if after and before and after < before:
            found.setdefault(later, sentence.format(f"{after:%d/%m/%Y}", f"{before:%d/%m/%Y}"))
    return found


def require_sense(**days):
    """Raises BadDates where the days contradict each other."""
    if problems := problems_of(days):
        raise BadDates(problems)
