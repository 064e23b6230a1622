import re

from django import forms

from reports.outlines.headings import NO_KEY
from reports.writing.sheets import is_of_tasks, own_text, task_pieces, values_of

TASK_FIELD = re.compile(r"task-(\d{1,15})")
LONGEST, LONGEST_OF_TASK = 20_000, 2_000


class PartForm(forms.Form):
    """The words of a unit's part and the version they were opened on: a box for each task, and one for each heading.

    A box that was not sent is left as it is; so the script may send only what changed.
    """

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data=None, *, sheet):
        initial = values_of(sheet)
        super().__init__(data, initial={**initial, "version": sheet.part.version})
        for section in sheet.sections:
            self._add_section(sheet, section, initial)
        for name in data or ():
            # Of a task that went while somebody wrote of it.
            if TASK_FIELD.fullmatch(name) and name not in self.fields:
                self.fields[name] = _box("Nhiệm vụ không còn trong kỳ", 2, LONGEST_OF_TASK)

    def _add_section(self, sheet, section, initial):
        if is_of_tasks(section):
            for piece in task_pieces(sheet, section):
                name = piece["key"].replace(":", "-")
                self.fields[name] = _box("Kết quả", 2, LONGEST_OF_TASK)
            if not own_text(sheet, section) and section.key not in self.data:
                return
        self.fields[section.key] = _box(section.heading, 4, LONGEST, section.hint)

    def _sent(self):
        return {name: words for name, words in self.cleaned_data.items() if name in self.data}

    def texts(self):
        """Key of the heading → what was typed there."""
        return {
            name: words
            for name, words in self._sent().items()
            if name != "version" and not TASK_FIELD.fullmatch(name)
        }

    def unasked(self):
        """Key → words typed below a heading that was taken back while somebody wrote there."""
        names = [name for name in self.data if name not in self.fields]
        others = re.compile(rf"_.*|{NO_KEY.pattern}")
        return {
            name: self.data[name]
            for name in names
            if not others.fullmatch(name) and self.data[name].strip()
        }

    def lines(self):
        """pk of the task → what was typed of it."""
        found = {TASK_FIELD.fullmatch(name): words for name, words in self._sent().items()}
        return {int(match[1]): words for match, words in found.items() if match}


def _box(label, rows, longest, hint=""):
    return forms.CharField(
        label=label,
        required=False,
        max_length=longest,
        help_text=hint,
        widget=forms.Textarea(attrs={"rows": rows}),
    )
