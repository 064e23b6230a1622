"""What is asked when the plan of a unit is begun, besides the items."""

import re

from django import forms

from accounts.forms.pieces import two_columns
from plans.unit_starting import LONGEST_TITLE, whose_symbol

BEGINS = (
    "Ký hiệu của kế hoạch bắt đầu bằng “KH-”, tiếp theo là chữ viết tắt tên đơn vị, ví dụ KH-VHXH."
)
SUGGESTED = "Đơn vị chưa có chữ viết tắt trong danh mục nên ký hiệu này được gợi ý từ tên đơn vị; hãy xem lại."
TAKEN = (
    "Ký hiệu {symbol} đang dùng cho kế hoạch của {owner}. Hãy ghi chữ viết tắt khác, vì mỗi nơi ban hành có một dãy số "
    "riêng."
)


def checked_symbol(words, commune, unit):
    """The symbol as it is kept. Raises ValidationError where it is none, or another issuer's."""
    symbol = re.sub(r"\s*([-/])\s*", r"\1", words.strip())
    if not re.fullmatch(r"KH-[^\W_][\w\-/.]*", symbol):
        raise forms.ValidationError(BEGINS)
    if owner := whose_symbol(commune, unit, symbol):
        raise forms.ValidationError(TAKEN.format(symbol=symbol, owner=owner))
    return symbol


class UnitPlanForm(forms.Form):
    title = forms.CharField(label="Trích yếu", max_length=LONGEST_TITLE)
    symbol = forms.CharField(label="Ký hiệu", max_length=30, help_text="Ví dụ: KH-VHXH.")

    def __init__(self, *args, base, unit, **kwargs):
        super().__init__(*args, **kwargs)
        self.base, self.unit = base, unit
        if not unit.symbol:
            self.fields["symbol"].help_text = SUGGESTED
        self.helper = two_columns(self, ["title"], ["symbol"])

    def clean_symbol(self):
        return checked_symbol(self.cleaned_data["symbol"], self.base.commune, self.unit)
