import re
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from accounts import rules
from accounts.models import Membership, Person, Unit
from intake.checking_units import missing_cells, period_fault
from intake.columns import PEOPLE_COLUMNS

IDENTITY = ("full_name", "email", "phone")
OF_POST = ("post", "is_head", "valid_from", "valid_to")
USERNAME = re.compile(r"[a-z0-9][a-z0-9._@-]*")


@dataclass
class PersonDraft:
    username: str
    existing: Person | None
    fields: dict
    cells: dict = field(default_factory=dict)  # what the first row says of the person
    row: int = 0


@dataclass
class PostDraft:
    username: str
    unit_code: str
    role: str
    existing: Membership | None
    fields: dict


def check_people(rows, known, unit_drafts, problems):
    """(person drafts, post drafts) of the file; each fault found is added to `problems`."""
    places = _places(known, unit_drafts)
    people, addresses, posts = {}, {}, {}
    for row in rows:
        if "username" in row.cells:
            row.cells["username"] = row.cells["username"].lower()
        faults = list(_faults(row, known, places))
        if not faults:
            faults = list(_take_person(row, known, people, addresses))
        if not faults and not row.faulty:
            faults = list(_take_post(row, known, places, posts))
        problems += faults
    return list(people.values()), [draft for _, draft in posts.values()]


def _places(known, unit_drafts):
    """Where posts may be: code → (kind, unit or None while it is only in the file)."""
    places = {code: (unit.kind, unit) for code, unit in known.units.items()}
    return places | {draft.code: (draft.kind, draft.existing) for draft in unit_drafts}


def _faults(row, known, places):
    cells = row.cells
    for name in missing_cells(row, PEOPLE_COLUMNS):
        yield row.problem(name, "Ô này còn trống. Hãy ghi giá trị.")
    username = cells.get("username")
    if username and not USERNAME.fullmatch(username):
        what = "Tên đăng nhập chỉ gồm chữ không dấu, số, dấu chấm và gạch nối. Ví dụ: dung.pham."
        yield row.problem("username", what)
    if period_fault(cells):
        yield row.problem(
            "valid_to", "Ngày kết thúc trước ngày bắt đầu. Hãy sửa một trong hai ngày."
        )
    if "email" in cells and not _is_address(cells["email"]):
        yield row.problem(
            "email", f"“{cells['email']}” không phải là địa chỉ thư. Hãy kiểm tra lại."
        )
    yield from _faults_of_place(row, places)


def _is_address(text):
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def _faults_of_place(row, places):
    unit, role = row.cells.get("unit"), row.cells.get("role")
    if unit and unit not in places:
        what = f"Không có đơn vị mã “{unit}” trong phạm vi quản lý hoặc trong trang Đơn vị."
        yield row.problem("unit", what)
    elif unit and role and role not in rules.roles_open_at(Unit(kind=places[unit][0])):
        yield row.problem("role", f"Vai trò “{role.label}” không dùng ở đơn vị này. Hãy chọn khác.")


def _take_person(row, known, people, addresses):
    """Note the person of this row; yields the faults that keep the row out."""
    username = row.cells["username"]
    if username in people:
        yield from _faults_of_repeat(row, people[username])
        return
    existing = known.people.get(username)
    cells = {name: row.cells[name] for name in IDENTITY if name in row.cells}
    cells["email"] = cells.get("email", "").lower()
    faults = [
        *_faults_of_existing(row, known, existing, cells),
        *_faults_of_address(row, known, existing, cells["email"], addresses),
    ]
    yield from faults
    if not faults:
        fields = cells if existing is None else _differing(cells, existing)
        people[username] = PersonDraft(username, existing, fields, cells, row.number)
        addresses[cells["email"]] = row.number


def _faults_of_repeat(row, draft):
    for name in IDENTITY:
        said = row.cells.get(name)
        said = said.lower() if said and name == "email" else said
        if said and said != draft.cells.get(name, said):
            what = f"Khác với dòng {draft.row} của cùng tên đăng nhập. Hãy ghi giống nhau."
            yield row.problem(name, what)


def _differing(cells, existing):
    return {name: value for name, value in cells.items() if value != getattr(existing, name)}


def _faults_of_existing(row, known, existing, cells):
    if existing is None:
        return
    if existing.pk not in known.in_reach:
        yield row.problem("username", "Tên đăng nhập này đã có người dùng. Hãy đặt tên khác.")
    elif existing.pk not in known.owned:
        for name in _differing(cells, existing):
            what = "Thông tin của người này do cơ quan cấp trên quản lý. Hãy giữ như đang có."
            yield row.problem(name, what)


def _faults_of_address(row, known, existing, email, addresses):
    owner = known.emails.get(email)
    if email in addresses:
        what = (
            f"Địa chỉ này đã ghi cho người khác ở dòng {addresses[email]}. Mỗi người một địa chỉ."
        )
        yield row.problem("email", what)
    elif owner and owner != existing:
        yield row.problem("email", "Đã có người khác dùng địa chỉ thư này. Hãy ghi địa chỉ khác.")


def _take_post(row, known, places, posts):
    """Note the post of this row; yields a fault where the file has it twice."""
    cells = row.cells
    key = (cells["username"], cells["unit"], cells["role"])
    if key in posts:
        what = f"Vị trí này đã có ở dòng {posts[key][0]}. Hãy bỏ một dòng."
        yield row.problem("role", what)
        return
    person, unit = known.people.get(cells["username"]), places[cells["unit"]][1]
    existing = None
    if person and unit:
        existing = known.posts.get((person.pk, unit.pk, cells["role"]))
    fields = {name: cells[name] for name in OF_POST if name in cells}
    if existing:
        fields = {k: value for k, value in fields.items() if value != getattr(existing, k)}
    posts[key] = (row.number, PostDraft(*key, existing, fields))
