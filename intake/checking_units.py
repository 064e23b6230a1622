from dataclasses import dataclass

from accounts import rules
from accounts.models import Unit
from danvan.clock import today
from intake.columns import UNIT_COLUMNS

# What a list may change in a unit that is there already; the rest is changed on the unit's own page.
CHANGEABLE = (
    "name", "short_name", "symbol", "place", "is_focal", "valid_from", "valid_to", "reports_from"
)  # fmt: skip


@dataclass
class UnitDraft:
    code: str
    kind: str
    existing: Unit | None
    parent_code: str | None
    commune_code: str | None  # of the commune it will belong to; None for an office
    fields: dict  # to create, or those that differ

    @property
    def is_office(self):
        return self.kind in Unit.OFFICES


def missing_cells(row, columns):
    """The fields a row must fill in and has not; a cell with a fault of its own has been spoken of."""
    filled = row.cells.keys() | row.faulty
    return [c.field for c in columns if c.required and c.field not in filled]


def period_fault(cells):
    begin, end = cells.get("valid_from"), cells.get("valid_to")
    return begin and end and end < begin


def check_units(rows, known, problems):
    """The drafts of all units in the file that have no fault; each fault found is added to `problems`."""
    first_row, drafts = {}, []
    for row in rows:
        faults = list(_faults(row, known, first_row))
        problems += faults
        if not faults and not row.faulty:
            drafts.append((row, _draft(row, known)))
        first_row.setdefault(row.cells.get("code"), row.number)
    return _in_order(drafts, known, problems)


def _faults(row, known, first_row):
    cells = row.cells
    for name in missing_cells(row, UNIT_COLUMNS):
        yield row.problem(name, "Ô này còn trống. Hãy ghi giá trị.")
    code, kind = cells.get("code"), cells.get("kind")
    if code in first_row:
        yield row.problem("code", f"Mã “{code}” đã có ở dòng {first_row[code]}. Hãy bỏ một dòng.")
    if period_fault(cells):
        yield row.problem(
            "valid_to", "Ngày kết thúc trước ngày bắt đầu. Hãy sửa một trong hai ngày."
        )
    if code is None or kind is None:
        return
    existing = known.units.get(code)
    if existing is None:
        yield from _faults_of_new(row, known)
    else:
        yield from _faults_of_existing(row, known, existing)


def _faults_of_new(row, known):
    code, kind = row.cells["code"], row.cells["kind"]
    if code in known.taken_codes:
        yield row.problem("code", f"Mã “{code}” đã có đơn vị khác dùng. Hãy đặt mã khác.")
    if kind not in rules.kinds_open_to(known.user):
        yield row.problem("kind", f"Không được tạo đơn vị loại “{kind.label}”. Hãy chọn loại khác.")
    inside = kind in rules.INSIDE_A_COMMUNE
    if inside and "parent" not in row.cells and known.user.home_unit.is_office:
        yield row.problem("parent", "Ghi mã xã, phường hoặc đơn vị cấp trên của đơn vị này.")
    yield from _fault_of_reports_from(row, known, None)


def _faults_of_existing(row, known, existing):
    cells = row.cells
    if cells["kind"] != existing.kind:
        label = existing.get_kind_display()
        yield row.problem("kind", f"Đơn vị này đang thuộc loại “{label}” và không đổi loại được.")
    parent = existing.parent.code if existing.parent else None
    if "parent" in cells and cells["parent"] != parent:
        yield row.problem("parent", "Đơn vị này đang trực thuộc nơi khác. Hãy sửa ở trang Đơn vị.")
    dates = [name for name in ("valid_from", "valid_to") if name in _differing(cells, existing)]
    if dates and not rules.may_place(known.user, existing):
        yield row.problem(dates[0], "Thời gian hoạt động của đơn vị này do cấp trên ghi.")
    yield from _fault_of_reports_from(row, known, existing)


def _fault_of_reports_from(row, known, existing):
    """A new unit is judged by its kind, one that is there by who may say it."""
    if "reports_from" not in row.cells:
        return
    if row.cells["kind"] != Unit.Kind.COMMUNE:
        yield row.problem(
            "reports_from", "Ngày này chỉ ghi cho xã, phường, đặc khu. Hãy bỏ trống ô."
        )
        return
    differs = existing and "reports_from" in _differing(row.cells, existing)
    if differs and not rules.may_set_reports_from(known.user, existing):
        yield row.problem("reports_from", "Ngày này do cơ quan nhận báo cáo ghi.")


def _differing(cells, existing):
    return {
        name: cells[name]
        for name in CHANGEABLE
        if name in cells and cells[name] != getattr(existing, name)
    }


def _draft(row, known):
    cells, existing = row.cells, known.units.get(row.cells["code"])
    if existing:
        commune = existing.commune.code if existing.commune else None
        fields = _differing(cells, existing)
        return UnitDraft(existing.code, existing.kind, existing, None, commune, fields)
    home = known.user.home_unit
    fields = {name: cells[name] for name in CHANGEABLE if name in cells}
    fields.setdefault("short_name", fields["name"][:80])
    if cells["kind"] == Unit.Kind.COMMUNE:
        fields.setdefault("reports_from", today())
    parent = cells.get("parent", home.code)
    return UnitDraft(cells["code"], cells["kind"], None, parent, None, fields)


def _in_order(drafts, known, problems):
    """The drafts with every parent before its children; a parent that is nowhere, or below itself, is a fault."""
    ready = [draft for _, draft in drafts if draft.existing]
    placed = dict(known.units)
    placed |= {draft.code: draft for draft in ready}
    waiting = [(row, draft) for row, draft in drafts if not draft.existing]
    while True:
        now = [pair for pair in waiting if pair[1].parent_code in placed]
        if not now:
            break
        waiting = [pair for pair in waiting if pair[1].parent_code not in placed]
        for row, draft in now:
            parent = placed[draft.parent_code]
            if _fits(draft.kind, parent.kind):
                draft.commune_code = _commune_of(draft, parent)
                ready.append(draft)
            else:
                what = "Đơn vị cấp trên này không phù hợp với loại đơn vị. Hãy ghi mã khác."
                problems.append(row.problem("parent", what))
            placed[draft.code] = draft
    for row, draft in waiting:
        what = f"Không tìm thấy đơn vị có mã “{draft.parent_code}”. Hãy kiểm tra mã cấp trên."
        problems.append(row.problem("parent", what))
    return ready


def _fits(kind, parent_kind):
    if kind in rules.INSIDE_A_COMMUNE:
        return parent_kind in rules.MAY_BE_PARENT
    return parent_kind in Unit.OFFICES


def _commune_of(draft, parent):
    if draft.kind == Unit.Kind.COMMUNE:
        return draft.code
    if draft.is_office:
        return None
    if isinstance(parent, UnitDraft):
        return parent.commune_code
    return parent.commune.code if parent.commune else None
