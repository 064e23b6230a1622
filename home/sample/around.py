"""What stands around the plans of An Hòa: recipient lists, a replaced directive, difficulties, a review."""

from datetime import timedelta
from pathlib import Path
from uuid import uuid4

from danvan.clock import today
from danvan.working_days import working_day_from
from home.sample.year import import_plan, place_of
from plans.actions import move_plan
from plans.cited_register import correct, enter
from plans.models import CitedDocument
from plans.proposals import move_proposal, send_proposal
from plans.recipient_lists import save_list
from plans.remarks import say

DIALOGUE = Path(__file__).with_name("dialogue.txt")
LISTS = [
    ("Kế hoạch dân vận", ["Sở Nội vụ (b/c)", "Thường trực Đảng ủy, HĐND xã", "Các phòng, ban, đơn vị thuộc xã",
     "Ủy ban MTTQ Việt Nam xã và các đoàn thể", "Trưởng các thôn", "Lưu: VT, VP"], True),
    ("Các thôn", ["Trưởng Thôn Đông", "Trưởng Thôn Tây", "Trưởng Thôn Thượng"], False),
]  # fmt: skip


def keep_lists(commune):
    for name, recipients, is_usual in LISTS:
        lines = ";\n".join(recipients)
        save_list(commune, name=name, recipients=f"{lines}.", is_usual=is_usual)


def replace_directive(plan):
    """The province has replaced the directive on which the plan rests, after the plan was issued."""
    old = plan.commune.cited_documents.get(number="05/CT-UBND")
    day = min(plan.issued_on + timedelta(days=70), today())
    facts = {
        "kind": "Chỉ thị",
        "issuer": old.issuer,
        "replaced_by": None,
        "repealed_on": None,
        "note": "",
    }
    new = enter(
        plan.commune,
        {
            **facts,
            "number": "08/CT-UBND",
            "date": day,
            "subject": "đổi mới công tác dân vận của các cơ quan hành chính trên địa bàn tỉnh",
            "force": CitedDocument.Force.IN_FORCE,
        },
    )
    repealed = {
        "force": CitedDocument.Force.REPEALED,
        "repealed_on": day,
        "replaced_by": new,
    }
    correct(old, repealed, version=old.version)


def say_what_is_hard(plan, coordinator, village_head, farmers):
    """A village's difficulty that was answered, and one of the Farmers' Union that waits for its answer."""
    items = {place_of(item): item for item in plan.items.select_related("parent__parent")}
    hard = {
        "text": "Thôn Đông mới có một mô hình, chưa đủ người phụ trách mô hình thứ hai.",
        "wish": "Các thôn đăng ký hoặc cùng đăng ký ít nhất 01 mô hình “Dân vận khéo”.",
    }
    told = send_proposal(plan, items["III", "4", "a"], hard, key=uuid4(), by=village_head)
    answer = "Mỗi thôn chỉ cần 01 mô hình, mô hình đang có của thôn được tính."
    move_proposal(told, "decline", by=coordinator, note=answer)
    late = {
        "text": "Đề nghị mời các đoàn thể cùng thẩm định để hội viên nắm được cách làm.",
        "wish": "",
    }
    send_proposal(plan, items["III", "4", "b"], late, key=uuid4(), by=farmers)


def submit_dialogue(coordinator, leader, deputy):
    """A short plan that waits for approval, with a remark by the deputy."""
    day = working_day_from(today() + timedelta(days=30))
    words = DIALOGUE.read_text().format(
        year=day.year,
        day=f"{day:%d/%m/%Y}",
        place=coordinator.commune.place,
        chairman=leader.full_name,
    )
    plan = import_plan(words, f"Ke hoach doi thoai {day.year}.txt", coordinator)
    move_plan(plan, "submit", by=coordinator, note="Kính trình Chủ tịch xem xét.")
    items = {place_of(item): item for item in plan.items.select_related("parent__parent")}
    text = "Ghi rõ buổi sáng hay buổi chiều và giờ bắt đầu để các thôn thông báo."
    say(plan, text, by=deputy, row=items["II", "2"], way=("II", "2"))
