"""The one question behind scan and preview: which reminders are to be made, to whom, in which words.

Asked of both databases in the same words, but for the pieces in dialects.py. Named parameters; see `params_for`.
"""

import json
from datetime import date

from django.urls import reverse

from tasks.models import Task
from tasks.reminders import words
from tasks.reminders.moments import LATER

OPEN = "({})".format(", ".join(f"'{status}'" for status in Task.OPEN))
# The statement is put together from pieces of this package alone; whatever a person wrote goes in as a parameter.
_QUESTION = """
WITH office AS MATERIALIZED (
    SELECT {office_commune} AS commune_id, {office_group} AS grp FROM {offices}
), moment AS MATERIALIZED (
    SELECT {m_grp} AS grp, {m_kind} AS kind, {m_days} AS days, {m_again} AS again,
           {m_anchor} AS anchor, {m_for_day} AS for_day, {m_on_day} AS on_day
      FROM {moments}
), post AS (
    SELECT u.commune_id, p.unit_id, p.person_id, p.role, p.is_head
      FROM accounts_membership p
      JOIN accounts_unit u ON u.id = p.unit_id
      JOIN accounts_person x ON x.id = p.person_id
     WHERE x.is_active AND u.commune_id IS NOT NULL
       AND (p.valid_from IS NULL OR p.valid_from <= %(today)s)
       AND (p.valid_to IS NULL OR p.valid_to >= %(today)s)
), work AS (
    SELECT t.id, t.commune_id, t.lead_unit_id, t.responsible_id, t.title, t.due_on, t.assigned_on,
           t.relation = 'requested' AS requested, t.last_update_at, COALESCE(o.grp, %(default)s) AS grp
      FROM tasks_task t
      LEFT JOIN office o ON o.commune_id = t.commune_id
     WHERE t.status IN {open} {only}
), spoken AS (
    SELECT w.*, m.kind, m.anchor, m.for_day, m.on_day, r.id AS rule_id, r.days, r.wording,
           r.to_responsible, r.to_head, r.to_coordinator, r.to_leader
      FROM work w
      JOIN moment m ON m.grp = w.grp AND m.kind = 'due' AND m.anchor = w.due_on
      JOIN tasks_reminderrule r ON {same_shape}
     WHERE m.for_day >= w.assigned_on AND (r.days >= 0 OR NOT w.requested)
     UNION ALL
    SELECT w.*, m.kind, m.anchor, m.for_day, m.on_day, r.id, r.days, r.wording,
           r.to_responsible OR w.requested, r.to_head AND NOT w.requested,
           r.to_coordinator AND NOT w.requested, r.to_leader AND NOT w.requested
      FROM work w
      JOIN moment m ON m.grp = w.grp AND m.kind = 'silent' AND m.anchor = {last_word}
      JOIN tasks_reminderrule r ON {same_shape}
     WHERE m.for_day >= w.assigned_on
), heard AS (
    SELECT s.id, s.title, s.due_on, s.lead_unit_id, s.responsible_id, s.requested, s.kind, s.anchor, s.for_day,
           s.on_day, s.rule_id, s.days, s.wording, p.person_id
      FROM spoken s
      JOIN post p ON p.commune_id = s.commune_id
       AND ((s.to_responsible AND p.person_id = s.responsible_id)
            OR (s.to_head AND p.is_head AND p.unit_id = s.lead_unit_id)
            OR (s.to_coordinator AND p.role = 'coordinator')
            OR (s.to_leader AND p.role = 'leader'))
     WHERE NOT EXISTS (SELECT 1 FROM tasks_snooze z
                        WHERE z.task_id = s.id AND z.person_id = p.person_id AND z.until >= s.for_day)
     UNION ALL
    SELECT w.id, w.title, w.due_on, w.lead_unit_id, w.responsible_id, w.requested, m.kind, m.anchor, m.for_day,
           m.on_day, NULL, 0, '', p.person_id
      FROM tasks_snooze z
      JOIN work w ON w.id = z.task_id
      JOIN moment m ON m.grp = w.grp AND m.kind = 'later' AND m.anchor = z.until
      JOIN post p ON p.commune_id = w.commune_id AND p.person_id = z.person_id
       AND (p.person_id = w.responsible_id OR (p.is_head AND p.unit_id = w.lead_unit_id)
            OR p.role IN ('coordinator', 'leader'))
), ranked AS (
    SELECT h.*, ROW_NUMBER() OVER (
               PARTITION BY h.id, h.person_id, h.on_day
               ORDER BY CASE h.kind WHEN 'silent' THEN 1 ELSE 0 END, h.for_day DESC, h.days, h.rule_id DESC
           ) AS place,
           h.person_id = h.responsible_id AS own, {days_left} AS days_left
      FROM heard h
), chosen AS (
    SELECT c.* FROM ranked c
     WHERE c.place = 1 {newly} AND NOT EXISTS (
        SELECT 1 FROM tasks_reminder told
          LEFT JOIN notices_notice n ON n.id = told.notice_id
         WHERE told.task_id = c.id AND told.person_id = c.person_id AND told.kind = c.kind
           AND told.due_on = c.anchor AND told.for_day >= c.for_day AND n.withdrawn_at IS NULL)
)
SELECT c.id AS task_id, c.person_id, c.rule_id, c.kind, c.anchor, c.for_day,
       'task:' || c.id || ':due:' || c.kind || ':' || c.anchor || ':' || c.days || ':' || c.for_day AS key,
       CASE WHEN c.days_left < 0 AND NOT c.requested THEN 0 WHEN c.kind = 'silent' OR c.due_on IS NULL THEN 3
            WHEN c.days_left = 0 THEN 1 WHEN c.days_left > 0 THEN 2 ELSE 3 END AS urgency,
       substr({text}, 1, {longest}) AS text,
       %(url_before)s || c.id || %(url_after)s AS url
       {seen}
  FROM chosen c
  JOIN accounts_unit u ON u.id = c.lead_unit_id
  JOIN accounts_person x ON x.id = c.responsible_id
"""
_SAME_SHAPE = (
    "r.commune_id = w.commune_id AND r.kind = m.kind AND r.days = m.days "
    "AND COALESCE(r.repeat_days, 0) = m.again AND r.is_active"
)
# A commune's own words only where they are true: not "hôm nay" of what comes ahead of a Sunday, and never of
# requested work what asks for more than a kind word.
_TEMPLATE = """CASE
    WHEN c.wording <> '' AND NOT (c.requested AND c.kind = 'silent') AND (c.kind = 'silent'
         OR (c.days > 0 AND c.days_left > 0) OR (c.days = 0 AND c.days_left = 0) OR (c.days < 0 AND c.days_left < 0))
        THEN c.wording
    WHEN c.kind = 'silent' AND c.requested THEN %(requested_silent)s
    WHEN c.kind = 'silent' AND c.due_on IS NULL
        THEN CASE WHEN c.own THEN %(own_silent_undated)s ELSE %(others_silent_undated)s END
    WHEN c.kind = 'silent' THEN CASE WHEN c.own THEN %(own_silent)s ELSE %(others_silent)s END
    WHEN c.due_on IS NULL THEN CASE WHEN c.own THEN %(own_undated)s ELSE %(others_undated)s END
    WHEN c.days_left > 0 THEN CASE WHEN c.own THEN %(own_ahead)s ELSE %(others_ahead)s END
    WHEN c.days_left = 0 THEN CASE WHEN c.own THEN %(own_today)s ELSE %(others_today)s END
    WHEN c.requested THEN %(requested_past)s
    WHEN c.own THEN %(own_late)s ELSE %(others_late)s END"""


def question(dialect, *, commune=None, newly=False):
    """The SELECT: task_id, person_id, rule_id, kind, anchor, for_day, key, urgency, text, url of each reminder.

    `commune`: only of the tasks of the one in the parameter `commune`. `newly`: only what speaks on the very day it
    is seen from, with that day, the title, the person's and the unit's name behind; for a preview.
    """
    pieces = {
        "open": OPEN,
        "only": "AND t.commune_id = %(commune)s" if commune else "",
        "same_shape": _SAME_SHAPE,
        "last_word": "COALESCE({}, w.assigned_on)".format(
            dialect.local_date.format(moment="w.last_update_at")
        ),
        "days_left": dialect.days_between.format(later="h.due_on", earlier="h.on_day"),
        "newly": "AND c.for_day = c.on_day" if newly else "",
        "text": _text(dialect),
        "longest": words.LONGEST,
        "seen": ", c.on_day, c.own, c.title" if newly else "",
        "offices": dialect.rows.format(name="offices"),
        "moments": dialect.rows.format(name="moments"),
        "office_commune": _number(dialect, 0),
        "office_group": _number(dialect, 1),
        "m_grp": _number(dialect, 0),
        "m_kind": dialect.cell.format(at=1),
        "m_days": _number(dialect, 2),
        "m_again": _number(dialect, 3),
        "m_anchor": _date(dialect, 4),
        "m_for_day": _date(dialect, 5),
        "m_on_day": _date(dialect, 6),
    }
    return _QUESTION.format(**pieces)


def _number(dialect, at):
    return dialect.number.format(cell=dialect.cell.format(at=at))


def _date(dialect, at):
    return dialect.date.format(cell=dialect.cell.format(at=at))


def _text(dialect):
    shown = words.SHOWN_TITLE
    title = (
        f"CASE WHEN length(c.title) <= {shown} THEN c.title "
        f"ELSE rtrim(substr(c.title, 1, {shown - 1})) || '…' END"
    )
    silent = dialect.days_between.format(later="c.on_day", earlier="c.anchor")
    said = {
        words.DUE: f"COALESCE({dialect.said_date.format(date='c.due_on')}, '{words.NO_DUE}')",
        words.DAYS: f"CAST(CASE WHEN c.kind = 'silent' THEN {silent} "
        "ELSE abs(COALESCE(c.days_left, 0)) END AS varchar(10))",
        words.UNIT: "u.short_name",
        words.PERSON: "x.full_name",
        words.TASK: title,
    }
    text = _TEMPLATE
    for place in words.PLACES:
        text = f"replace({text}, '{place}', {said[place]})"
    return text


def params_for(offices, moments, *, today, commune=None):
    """The parameters of `question`: an Offices, {group: its Moments}, the day on which posts are held."""
    lines = [
        [group, *(each.isoformat() if isinstance(each, date) else each for each in moment)]
        for group, found in moments.items()
        for moment in found
    ]
    before, _, after = reverse("tasks:detail", args=[0]).rpartition("0")
    said = {f"own_{name}": text for name, text in words.OWN.items()}
    said |= {f"others_{name}": text for name, text in words.OTHERS.items()}
    return said | {
        "requested_silent": words.REQUESTED_SILENT,
        "requested_past": words.REQUESTED_PAST,
        "offices": json.dumps(list(offices.group_of.items())),
        "moments": json.dumps(lines),
        "default": offices.default,
        "today": today.isoformat(),
        "commune": commune,
        "url_before": before,
        "url_after": after,
    }


def shapes_of(rules):
    """The shapes of a queryset of ReminderRule, with that of what people put off, as a sorted tuple. One query."""
    found = rules.filter(is_active=True).order_by().distinct()
    found = found.values_list("kind", "days", "repeat_days")
    return tuple(sorted({LATER} | {(kind, days, again or 0) for kind, days, again in found}))
