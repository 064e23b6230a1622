"""Carrying out what an editor sends. Different items merge; a newer text of the same item is never overwritten."""

from collections.abc import Iterable

from django.db import transaction

from documents.kinds import section_kind
from documents.model import AdministrativeDocument, plain
from documents.rich_text import to_text
from documents.storage import to_dict
from plans import cited
from plans.actions import refresh_search
from plans.conversion import item_of
from plans.editor_state import notes_of, stamp_of
from plans.edits import TOO_LONG, Edit
from plans.models import Mention, PlanItem, RemovedItem
from plans.outline import Outline
from plans.searching import folded

# The editor indents to 5 levels below the sections; what others moved meanwhile may add to it.
DEEPEST_KEPT = 7
LIFTED = (
    "Mục phía trên đã bị chuyển hoặc xóa ở nơi khác, nên mục này được đặt lên cấp trên gần nhất."
)


@transaction.atomic
def save_edits(plan, edits: Iterable[Edit], *, by, again=False) -> "Saving":
    """Carry out the edits (see plans.edits) on a plan the caller holds, and say what became of each.

    `again`: the same request was carried out before and only its answer got lost; nothing is moved or deleted then.
    """
    saving = Saving(plan, by)
    edits = list(edits)
    if not again:
        saving.create([edit for edit in edits if saving.is_new(edit)])
    saving.write(edits)
    if not again:
        saving.arrange(edits)
        saving.remove(edits)
    saving.store()
    return saving


class Saving:
    """One request in hand. Queries: as many for three hundred items as for three."""

    def __init__(self, plan, by):
        self.plan, self.by = plan, by
        self.outline = Outline(plan)
        self.rows = {row.uid: row for row in self.outline.rows}
        self.stamp_before = stamp_of(self.outline, notes_of(plan))
        self.rearranged = False
        self.created, self.written, self.doomed = [], [], []
        self.conflicts = []  # rows whose stored text is newer than the one that was sent
        self.gone = []  # uids that were written here and deleted elsewhere
        self.kept = []  # uids that were deleted here and written elsewhere
        self.remarks = {}  # uid → a sentence

    def is_new(self, edit):
        return edit.uid not in self.rows and edit.writes and edit.place and not edit.version

    def create(self, edits):
        tables = self._take_back({edit.uid for edit in edits}) if edits else {}
        for edit in edits:
            row = PlanItem(plan=self.plan, uid=edit.uid, position=1)
            row.heading, row.text, row.marker = edit.heading, edit.text, edit.marker or ""
            row.search_text = folded(row.words)
            if table := tables.get(str(edit.uid)):
                row.heading, row.text, row.table = "", "", table
            self.created.append(row)
        # Parents come with `arrange`: a row can only point to one that has a key.
        PlanItem.objects.bulk_create(self.created)
        for row in self.created:
            self.rows[row.uid] = row
            self.outline.place(row, None, len(self.outline.below[None]))

    def _take_back(self, uids):
        """The tables of deleted items, by uid. What is undone in the same editor needs no second way back."""
        tables, undone = {}, []
        for removed in self.plan.removed_items.all():
            tables |= removed.tables
            undone += [removed.pk] * (removed.uid in uids)
        self.plan.removed_items.filter(pk__in=undone).delete()
        return tables

    def write(self, edits):
        for edit in edits:
            row = self.rows.get(edit.uid)
            if edit.too_long:
                self.remarks[edit.uid] = TOO_LONG
            elif row is None:
                self.gone += [edit.uid] * edit.writes
            elif edit.writes and not edit.says(row) and not row.table:
                self._write(row, edit)

    def _write(self, row, edit):
        if edit.version != row.version:
            self.conflicts.append(row)
            return
        row.heading, row.text = edit.heading, edit.text
        row.search_text = folded(row.words)
        row.version += 1
        self.written.append(row)

    def arrange(self, edits):
        """Put items where they were moved, parents before children as they come, and give them their numbers' style."""
        for edit in edits:
            row = self.rows.get(edit.uid)
            if row is None or edit.removed:
                continue
            if edit.marker is not None:
                row.marker = edit.marker
            if edit.place:
                self._place(row, edit.place)

    def _place(self, row, place):
        parent = next((pk for pk in self._possible(row, place) if pk), None)
        wanted = self.rows.get(place.parents[0]) if place.parents else None
        if place.parents and (wanted is None or wanted.pk != parent):
            self.remarks[row.uid] = LIFTED
        self.outline.take(row)
        siblings = self.outline.below[parent]
        before = self.rows.get(place.after)
        if place.after is None:
            self.outline.place(row, parent, 0)
        elif before in siblings:
            self.outline.place(row, parent, siblings.index(before) + 1)
        else:
            self.outline.place(row, parent, len(siblings))

    def _possible(self, row, place):
        """Keys of the parents asked for that are still there and do not stand below the row itself."""
        for uid in place.parents:
            parent = self.rows.get(uid)
            if parent and row not in self._upwards(parent) and self._is_shallow(parent):
                yield parent.pk

    def _is_shallow(self, parent):
        return self.outline.depth(parent) < DEEPEST_KEPT

    def _upwards(self, row):
        while row:
            yield row
            row = self.outline.by_pk.get(row.parent_id)

    def remove(self, edits):
        asked = [edit for edit in edits if edit.removed and edit.uid in self.rows]
        self.kept = [edit.uid for edit in asked if self.rows[edit.uid].version != edit.version]
        self.doomed = [self.rows[edit.uid] for edit in asked if edit.uid not in set(self.kept)]
        if self.doomed:
            self._remember(edits)
        # Children first: what stands below a row goes up into its place only where it is to stay.
        for row in sorted(self.doomed, key=self.outline.depth, reverse=True):
            self._take_out(row)

    def _take_out(self, row):
        """Take a row out of the tree; what others have put below it meanwhile goes up into its place."""
        place = self.outline.take(row)
        orphans = [
            child for child in self.outline.below.pop(row.pk, []) if child not in self.doomed
        ]
        for offset, child in enumerate(orphans):
            self.outline.place(child, row.parent_id, place + offset)
        self.outline.by_pk.pop(row.pk)
        self.rows.pop(row.uid)

    def _remember(self, edits):
        """Keep what is deleted for undoing, unless its words went on in another item, as when two are joined."""
        doomed = {row.pk for row in self.doomed}
        moved_on = [plain(to_text(edit.text)) + edit.heading for edit in edits if edit.writes]
        below = {
            pk: [row for row in rows if row.pk in doomed] for pk, rows in self.outline.below.items()
        }
        tops = [row for row in self.doomed if row.parent_id not in doomed and row.words.strip()]
        lost = [row for row in tops if not any(row.words in words for words in moved_on)]
        RemovedItem.objects.bulk_create(self._removed(row, below) for row in lost)

    def _removed(self, row, below):
        items = (item_of(row, _Below(below)),)
        return RemovedItem(
            plan=self.plan,
            parent_id=row.parent_id,
            position=self.outline.below[row.parent_id].index(row),
            items=to_dict(AdministrativeDocument(items=items)),
            tables={str(each.uid): each.table for each in _walk(row, below) if each.table},
            title=str(row)[:120],
            uid=row.uid,
            by=self.by,
        )

    def store(self):
        moved = self.outline.store()
        if self.written:
            for row in self.written:
                row.kind = section_kind(row.heading) if row.parent_id is None else ""
            self.plan.items.bulk_update(
                self.written, ["heading", "text", "search_text", "version", "kind"]
            )
        cited.sync_items(self.plan, [*self.written, *self.created], removed=self.doomed)
        if self.doomed:
            self.plan.items.filter(pk__in=[row.pk for row in self.doomed]).delete()
        self.rearranged = bool(self.created or self.doomed or moved)
        if self.rearranged or self.written:
            refresh_search(self.plan)


def _walk(row, below):
    yield row
    for child in below.get(row.pk, ()):
        yield from _walk(child, below)


class _Below(dict):
    def __missing__(self, pk):
        return []


def save_notes(plan, notes):
    """Write footnotes: {marker: (text, the text it was typed over)}; an empty text deletes.

    Returns whether any changed. Where two people wrote one note at once both texts stay, one after the other.
    """
    stored = {note.marker: note for note in plan.footnotes.all()} if notes else {}
    changed = [_note(plan, stored, marker, *texts) for marker, texts in notes.items()]
    if any(changed):
        cited.sync_parts(plan, Mention.Part.FOOTNOTE)
        refresh_search(plan)
    return any(changed)


def _note(plan, stored, marker, text, was):
    note = stored.get(marker)
    if note is None:
        return bool(text) and bool(plan.footnotes.create(marker=marker, text=text))
    if note.text == text:
        return False
    if not text and note.text == was:
        note.delete()
        return True
    note.text = text if note.text == was else f"{note.text} {text}".strip()
    note.save(update_fields=["text"])
    return True
