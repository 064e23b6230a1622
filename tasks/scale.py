"""Made-up data in the numbers of the whole country, written by the database itself. PostgreSQL alone.

Rows are made from `generate_series`; a number drawn from a row's own key stands in for chance, so that every run
makes the same. What a column holds by default comes from the model, so that a new column needs no word here.
"""

from django.db import connection, models, transaction
from django.db.models import NOT_PROVIDED

from accounts.models import Membership, Person, Role, Unit
from danvan.clock import today
from danvan.vietnamese import search_text
from tasks.models import Outcome, ProgressUpdate, Relation, Task, TaskHistory

CODE = "quy-mo-"
# name, kind; the first is the office that coordinates. Two people work in each.
UNITS = (
    ("Văn phòng HĐND và UBND", Unit.Kind.DEPARTMENT),
    ("Phòng Văn hóa - Xã hội", Unit.Kind.DEPARTMENT),
    ("Phòng Kinh tế", Unit.Kind.DEPARTMENT),
    ("Trung tâm Phục vụ hành chính công", Unit.Kind.DEPARTMENT),
    ("Thôn Đông", Unit.Kind.VILLAGE),
    ("Thôn Tây", Unit.Kind.VILLAGE),
    ("Thôn Thượng", Unit.Kind.VILLAGE),
    ("Ủy ban MTTQ Việt Nam xã", Unit.Kind.MASS_ORGANISATION),
)
TITLES = (
    "Xây dựng mô hình “Dân vận khéo”",
    "Tổ chức đối thoại với Nhân dân",
    "Tuyên truyền, quán triệt công tác dân vận chính quyền",
    "Công khai danh mục công trình có Nhân dân đóng góp",
    "Rà soát quy ước của thôn, tổ dân phố",
    "Tiếp công dân, giải quyết đơn thư",
    "Báo cáo công tác dân vận chính quyền",
    "Vận động Nhân dân hiến đất làm đường",
)
UPDATES = 5
WORDS = "Đã họp dân, ghi biên bản và thống nhất cách làm; tuần tới tiếp tục thực hiện."
YEARS_BACK_DAYS, AHEAD_DAYS = 1035, 60


def make(communes, tasks):
    """Make so many communes with so many tasks each; yields a line of words after each step."""
    with connection.cursor() as cursor:
        # A page that takes a quarter of a minute is at fault; two million rows are not.
        cursor.execute("SET statement_timeout = 0")
    with transaction.atomic(), connection.cursor() as cursor:
        keys = _Keys(cursor)
        yield _units(cursor, keys, communes)
        yield _people(cursor, keys, communes)
        yield _tasks(cursor, keys, communes, tasks)
        yield _said(cursor, keys, communes * tasks)
        keys.move_on()
    tidy()
    yield "Xong."


def tidy():
    """What the database does by itself after a while: without it the first questions are planned blindly."""
    with connection.cursor() as cursor:
        for model in (Unit, Person, Membership, Task, ProgressUpdate, TaskHistory):
            cursor.execute(f"VACUUM ANALYZE {model._meta.db_table}")


class _Keys:
    """Where the keys of each table begin: they are told out by hand, so that rows can name each other."""

    def __init__(self, cursor):
        self.cursor, self.first = cursor, {}
        for model in (Unit, Person, Membership, Task):
            cursor.execute(
                f"SELECT coalesce(max(id), 0) FROM {model._meta.db_table}"  # noqa: S608 no words but ours
            )
            self.first[model] = cursor.fetchone()[0]

    def __getitem__(self, model):
        return self.first[model]

    def move_on(self):
        """Let the sequences go on after what was written by hand."""
        for model in self.first:
            table = model._meta.db_table
            self.cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))"  # noqa: S608 no words but ours
            )


def _insert(cursor, model, columns, rows, params=None):
    """INSERT … SELECT of `columns` (name → SQL) from `rows` (SQL); other columns get the model's own default."""
    params = dict(params or {})
    for field in model._meta.concrete_fields:
        if field.column in columns or field.primary_key or field.null:
            continue
        if field.db_default is not NOT_PROVIDED:
            continue
        columns = {**columns, field.column: f"%(default_{field.column})s"}
        params[f"default_{field.column}"] = field.get_db_prep_value(
            field.get_default() if field.has_default() else "", connection
        )
        if isinstance(field, models.UUIDField):
            columns[field.column] = "gen_random_uuid()"
    names = ", ".join(columns)
    cursor.execute(
        f"INSERT INTO {model._meta.db_table} ({names}) SELECT {', '.join(columns.values())} FROM {rows}",  # noqa: S608 no words but ours
        params,
    )
    return cursor.rowcount


def _units(cursor, keys, communes):
    """Keys: the office above, then the communes, then the units of the first commune, of the second …"""
    base = keys[Unit]
    cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    _insert(
        cursor,
        Unit,
        {
            "id": str(base + 1),
            "kind": "'province_office'",
            "name": "'Sở Nội vụ quy mô lớn'",
            "short_name": "'Sở Nội vụ'",
            "code": f"'{CODE}so'",
            "version": "0",
            "position": "0",
        },
        "generate_series(1, 1)",
    )
    _insert(
        cursor,
        Unit,
        {
            "id": f"{base + 1} + c",
            "kind": "'commune'",
            "name": "'Ủy ban nhân dân xã Số ' || c",
            "short_name": "'UBND xã Số ' || c",
            "code": f"'{CODE}xa-' || c",
            "parent_id": str(base + 1),
            "commune_id": f"{base + 1} + c",
            "place": "'Số ' || c",
            "symbol": "'UBND'",
            "version": "0",
            "position": "0",
        },
        f"generate_series(1, {communes}) AS c",
    )
    _insert(
        cursor,
        Unit,
        {
            "id": f"{_first_unit(keys, communes)} + (c - 1) * {len(UNITS)} + u",
            "kind": "(%(kinds)s::text[])[u]",
            "name": "(%(names)s::text[])[u]",
            "short_name": "(%(names)s::text[])[u]",
            "code": f"'{CODE}' || c || '-' || u",
            "parent_id": f"{base + 1} + c",
            "commune_id": f"{base + 1} + c",
            "is_focal": "u = 1",
            "position": "u",
            "version": "0",
        },
        f"generate_series(1, {communes}) AS c, generate_series(1, {len(UNITS)}) AS u",
        {"names": [name for name, _ in UNITS], "kinds": [kind.value for _, kind in UNITS]},
    )
    return f"{communes} xã, {communes * len(UNITS)} đơn vị"


def _first_unit(keys, communes):
    return keys[Unit] + 1 + communes


PEOPLE = 2 * len(UNITS) + 1


def _people(cursor, keys, communes):
    """In each commune the leader first, then two people of each unit; the first of the office coordinates."""
    first = keys[Person]
    pk = f"{first} + (c - 1) * {PEOPLE} + p"
    rows = f"generate_series(1, {communes}) AS c, generate_series(1, {PEOPLE}) AS p"
    _insert(
        cursor,
        Person,
        {
            "id": pk,
            "password": "'!'",
            "username": f"'{CODE}' || c || '-' || p",
            "is_superuser": "false",
            "is_staff": "false",
            "is_active": "true",
            "date_joined": "now()",
            "full_name": "'Người ' || c || '-' || p",
            "search_text": "'nguoi ' || c || '-' || p",
            "email": f"'{CODE}' || c || '-' || p || '@example.test'",
            "version": "0",
        },
        rows,
    )
    unit = f"{_first_unit(keys, communes)} + (c - 1) * {len(UNITS)} + p / 2"
    _insert(
        cursor,
        Membership,
        {
            "id": f"{keys[Membership]} + (c - 1) * {PEOPLE} + p",
            "person_id": pk,
            "unit_id": f"CASE WHEN p = 1 THEN {keys[Unit] + 1} + c ELSE {unit} END",
            "role": "CASE WHEN p = 1 THEN %(leader)s WHEN p = 2 THEN %(coordinator)s ELSE %(officer)s END",
            "is_head": "p > 1 AND p %% 2 = 0",
        },
        rows,
        {
            "leader": Role.LEADER.value,
            "coordinator": Role.COORDINATOR.value,
            "officer": Role.OFFICER.value,
        },
    )
    return f"{communes * PEOPLE} người"


def _tasks(cursor, keys, communes, tasks):
    """Due dates run evenly over three years up to two months ahead; `chance` is drawn from the row's own number."""
    unit = f"(t * 7 + c) %% {len(UNITS)} + 1"
    span = YEARS_BACK_DAYS + AHEAD_DAYS
    rows = f"""
        (SELECT *, CASE
            WHEN due > %(today)s::date THEN (ARRAY['new', 'doing', 'doing', 'paused'])[1 + chance %% 4]
            WHEN due > %(today)s::date - 45 THEN
                (ARRAY['doing', 'new', 'reported', 'done', 'done', 'done', 'done', 'returned'])[1 + chance %% 8]
            WHEN chance %% 50 = 0 THEN 'doing'
            WHEN chance %% 33 = 0 THEN 'cancelled'
            ELSE 'done' END AS state
        FROM (SELECT c, t, {unit} AS u, (t * 7919 + c * 104729) %% 9973 AS chance,
                %(today)s::date - {YEARS_BACK_DAYS} + (t * {span} / {tasks}) AS due
            FROM generate_series(1, {communes}) AS c, generate_series(1, {tasks}) AS t) AS drawn) AS made"""  # noqa: S608 no words but ours
    requested = f"u = {len(UNITS)}"
    finished = "due - 4 + (chance %% 7)"
    made = _insert(
        cursor,
        Task,
        {
            "id": f"{keys[Task]} + (c - 1) * {tasks} + t",
            "commune_id": f"{keys[Unit] + 1} + c",
            "lead_unit_id": f"{_first_unit(keys, communes)} + (c - 1) * {len(UNITS)} + u",
            "responsible_id": f"{keys[Person]} + (c - 1) * {PEOPLE} + u * 2 + chance %% 2",
            "assigned_by_id": f"{keys[Person]} + (c - 1) * {PEOPLE} + 2",
            "title": f"(%(titles)s::text[])[1 + chance %% {len(TITLES)}] || ' (việc ' || t || ')'",
            "search_text": f"(%(bare)s::text[])[1 + chance %% {len(TITLES)}] || ' (viec ' || t || ')'",
            "relation": f"CASE WHEN {requested} THEN %(requested)s ELSE %(assigned)s END",
            "due_on": "CASE WHEN chance %% 40 = 1 THEN NULL ELSE due END",
            "original_due_on": "CASE WHEN chance %% 40 = 1 THEN NULL WHEN chance %% 9 = 0 THEN due - 14 ELSE due END",
            "status": "state",
            "assigned_on": "due - 60",
            "last_update_at": "CASE WHEN state = 'new' THEN NULL ELSE least(due, %(today)s::date)::timestamptz END",
            "reported_at": "CASE WHEN state IN ('reported', 'done') THEN due::timestamptz END",
            "accepted_at": f"CASE WHEN state = 'done' THEN ({finished} + 1)::timestamptz END",
            "finished_on": f"CASE WHEN state = 'done' THEN {finished} END",
            "outcome": f"""CASE WHEN state <> 'done' THEN '' WHEN {requested} OR chance %% 40 = 1 THEN %(undated)s
                WHEN {finished} > due THEN %(late)s WHEN chance %% 9 = 0 THEN %(extended)s ELSE %(on_time)s END""",
            "version": "1",
        },
        rows,
        {
            "today": today(),
            "titles": list(TITLES),
            "bare": [search_text(title) for title in TITLES],
            "requested": Relation.REQUESTED.value,
            "assigned": Relation.ASSIGNED.value,
            "undated": Outcome.UNDATED.value,
            "late": Outcome.LATE.value,
            "extended": Outcome.EXTENDED.value,
            "on_time": Outcome.ON_TIME.value,
        },
    )
    return f"{made} nhiệm vụ"


def _said(cursor, keys, tasks):
    """Five words of progress of every task that was begun, and the first line of each one's history."""
    rows = f"tasks_task AS task WHERE task.id > {keys[Task]}"
    _insert(
        cursor,
        TaskHistory,
        {
            "task_id": "task.id",
            "move": "'assign'",
            "label": "'Giao nhiệm vụ'",
            "before": "''",
            "after": "'new'",
            "by_id": "task.assigned_by_id",
            "at": "task.assigned_on::timestamptz",
            "note": "''",
        },
        rows,
    )
    updates = _insert(
        cursor,
        ProgressUpdate,
        {
            "task_id": "task.id",
            "by_id": "task.responsible_id",
            "at": "least(task.assigned_on + n * 10, %(today)s::date)::timestamptz",
            "text": "%(words)s",
        },
        f"tasks_task AS task, generate_series(1, {UPDATES}) AS n WHERE task.id > {keys[Task]} AND task.status <> 'new'",
        {"today": today(), "words": WORDS},
    )
    return f"{updates} lần báo tiến độ"
