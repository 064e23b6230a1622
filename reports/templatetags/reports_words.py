from django import template

from reports.figures.numbers import percent_words, written

register = template.Library()


@register.filter
def figure(value):
    """A Decimal as it is read here: 1.234,5; empty for None."""
    return written(value) if value not in (None, "") else ""


@register.filter
def change(value):
    """A change in percent as words: "tăng 9,5%"; empty for None."""
    return percent_words(value)
