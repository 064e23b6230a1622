"""Who may open which page, as one table. A route without a row here fails the suite (see test_routes.py)."""

from typing import NamedTuple

COMMUNE = "an binh giang dung khanh hoa minh"
OFFICE = "an binh giang"  # those who write, check, number and sign
WATCHING = "an binh giang dung khanh hoa"
EVERYONE = f"{COMMUNE} lan"


class Route(NamedTuple):
    """`pk` names the row of tests/world.py in the address; `readers` may GET it; nobody may by default.

    To read a list says nothing of what stands in it: that the list is empty for those whom it does not concern is
    held by the canary of tests/test_routes.py.

    `anonymous`: may be opened without signing in.
    """

    pk: str = ""
    readers: str = ""
    anonymous: bool = False


SIGN_IN = {
    "health": Route(readers=EVERYONE, anonymous=True),
    "account_login": Route(readers=EVERYONE, anonymous=True),
    "account_logout": Route(readers=EVERYONE, anonymous=True),
    "account_inactive": Route(readers=EVERYONE, anonymous=True),
    "account_signup": Route(readers=EVERYONE, anonymous=True),
    "account_change_password": Route(readers=EVERYONE),
    "account_reset_password": Route(readers=EVERYONE, anonymous=True),
    "account_reset_password_done": Route(readers=EVERYONE, anonymous=True),
    "account_reset_password_from_key": Route(readers=EVERYONE, anonymous=True),
    "account_reset_password_from_key_done": Route(readers=EVERYONE, anonymous=True),
    "account_set_password": Route(readers=EVERYONE, anonymous=True),
}
HOME = {
    "home": Route(readers=EVERYONE),
    "accounts:profile": Route(readers=EVERYONE),
    "accounts:switch": Route(),
}
UNITS = {
    "accounts:unit_list": Route(readers="minh"),
    "accounts:unit_create": Route(readers="minh"),
    "accounts:unit_edit": Route("unit", "minh"),
    "accounts:person_list": Route(readers="minh"),
    "accounts:person_create": Route(readers="minh"),
    "accounts:person_edit": Route("person", "minh"),
    "accounts:person_shut_out": Route("person"),
    "accounts:person_let_in": Route("person"),
    "accounts:person_invite": Route("person"),
    "accounts:post_end": Route("post"),
    "intake:start": Route(readers="minh"),
    "intake:template": Route(readers="minh"),
    "intake:review": Route("people_import", "minh"),
    "intake:apply": Route("people_import"),
}
WORK = {
    "work:progress": Route("work", "binh minh"),
    "work:parked": Route(readers="minh"),
    "work:retry": Route("work"),
    "notices:list": Route(readers=EVERYONE),
    "notices:read_all": Route(),
    "notices:mail_list": Route(readers=EVERYONE),
    "notices:mail_detail": Route("digest", "binh"),
    "notices:open": Route("notice", "binh"),
    "notices:read": Route("notice"),
}
PLANS = {
    "plans:list": Route(readers=EVERYONE),
    "plans:create": Route(readers="binh"),
    "plans:import_start": Route(readers="binh"),
    "plans:import_review": Route("upload", OFFICE),
    "plans:import_progress": Route("upload", OFFICE),
    "plans:import_answer": Route("upload"),
    "plans:import_sure": Route("upload"),
    "plans:import_step": Route("upload"),
    "plans:import_frame": Route("upload"),
    "plans:unit_names": Route(readers="binh"),
    "plans:unit_name_forget": Route("unit_name"),
    "plans:import_accept": Route("upload"),
    "plans:import_drop": Route("upload"),
    "plans:import_file": Route("upload", OFFICE),
    "plans:search": Route(readers=WATCHING),
    "plans:cited_list": Route(readers=WATCHING),
    "plans:cited_create": Route(readers="binh"),
    "plans:cited_detail": Route("cited", WATCHING),
    "plans:cited_edit": Route("cited", "binh"),
    "plans:cited_merge": Route("cited", "binh"),
    "plans:register": Route(readers=OFFICE),
    "plans:register_pdf": Route(readers=OFFICE),
    "plans:register_create": Route(readers="giang"),
    "plans:register_entry": Route("entry", "giang"),
    "plans:register_void": Route("entry"),
    "plans:recipient_lists": Route(readers="binh giang"),
    "plans:recipient_list_create": Route(readers="binh giang"),
    "plans:recipient_lines": Route(),
    "plans:recipient_list_edit": Route("recipients", "binh giang"),
    "plans:recipient_list_delete": Route("recipients"),
    "plans:detail": Route("draft", OFFICE),
    "plans:unit_start": Route("plan", "binh dung khanh"),
    "plans:unit_urge": Route("plan"),
    "plans:unit_take": Route("unit_plan"),
    "plans:history": Route("draft", OFFICE),
    "plans:next_year": Route("plan", "binh"),
    "plans:compare": Route("draft", OFFICE),
    "plans:amend": Route("plan", "binh"),
    "plans:propose": Route("plan", "dung khanh hoa"),
    "plans:proposal_list": Route(readers=WATCHING),
    "plans:proposal": Route("proposal", OFFICE),
    "plans:proposal_move": Route("proposal"),
    "plans:move": Route("draft"),
    "plans:issue": Route("draft", "an giang"),
    "plans:delete": Route("draft"),
    "plans:basics": Route("draft", "binh"),
    "plans:edit": Route("draft", "binh"),
    "plans:save": Route("draft"),
    "plans:ground_search": Route("draft", "binh"),
    "plans:ground_help": Route("draft"),
    "plans:pages": Route("draft"),
    "plans:preview_page": Route("preview_page", OFFICE),
    "plans:number_anew": Route("draft"),
    "plans:check": Route("draft", OFFICE),
    "plans:check_correct": Route("draft"),
    "plans:check_undo": Route("draft"),
    "plans:preview": Route("draft", OFFICE),
    "plans:pdf": Route("draft", OFFICE),
    "plans:docx": Route("draft", OFFICE),
    "plans:pdf_progress": Route("draft", OFFICE),
    "plans:version_pdf": Route("plan", WATCHING),
    "plans:approval_settings": Route(readers="an binh minh"),
    "plans:sign_off": Route("draft"),
    "plans:remarks": Route("draft", OFFICE),
    "plans:remark_act": Route("remark"),
    "plans:signed_copy": Route("plan"),
    "plans:verify": Route("plan", WATCHING),
    "plans:item_restore": Route("removed"),
}
TASKS = {
    "tasks:list": Route(readers=EVERYONE),
    "tasks:export": Route(readers=EVERYONE),
    "tasks:urge": Route(),
    "tasks:board": Route(readers=EVERYONE),
    "tasks:calendar": Route(readers=EVERYONE),
    "tasks:board_move": Route("task"),
    "tasks:create": Route(readers="binh"),
    "tasks:from_plan": Route("plan", "binh"),
    "tasks:amendment": Route("plan", "binh"),
    "tasks:series_list": Route(readers="an binh"),
    "tasks:series_create": Route(readers="binh"),
    "tasks:series_edit": Route("series", "binh"),
    "tasks:series_stop": Route("series"),
    "tasks:reminder_rules": Route(readers="binh minh"),
    "tasks:evidence": Route("evidence", "an binh giang hoa"),
    "tasks:evidence_state": Route("evidence", "an binh giang hoa"),
    "tasks:extension_decide": Route("extension"),
    "tasks:detail": Route("task", "an binh giang hoa"),
    "tasks:history": Route("task", "an binh giang hoa"),
    "tasks:edit": Route("task", "binh"),
    "tasks:move": Route("task"),
    "tasks:progress": Route("task"),
    "tasks:extension_ask": Route("task"),
}
REPORTS = {
    "reports:round_list": Route(readers=EVERYONE),
    "reports:round_create": Route(readers="binh"),
    "reports:round_detail": Route("round", f"{WATCHING} lan"),
    "reports:round_edit": Route("round", "binh"),
    "reports:round_urge": Route("round"),
    "reports:part_detail": Route("part", OFFICE),
    "reports:part_history": Route("part", OFFICE),
    "reports:part_edit": Route("part", "binh"),
    "reports:part_move": Route("part"),
    "reports:report_detail": Route("report", OFFICE),
    "reports:report_history": Route("report", OFFICE),
    "reports:report_compile": Route("report"),
    "reports:report_edit": Route("report", "binh"),
    "reports:report_figures": Route("report", "binh"),
    "reports:report_move": Route("report"),
    "reports:report_issue": Route("report", "an giang"),
    "reports:report_preview": Route("report"),
    "reports:report_pdf": Route("report", OFFICE),
    "reports:report_docx": Route("report", OFFICE),
    "reports:report_hand_in": Route("report", OFFICE),
    "reports:section_edit": Route("section", "binh"),
    "reports:section_take": Route("section"),
    "reports:submission_detail": Route("submission", f"{OFFICE} hoa lan"),
    "reports:submission_pdf": Route("submission", f"{OFFICE} hoa lan"),
    "reports:submission_receipt": Route("submission", f"{OFFICE} hoa lan"),
    "reports:submission_move": Route("submission"),
    "reports:desk": Route(readers="lan"),
    "reports:desk_download": Route(),
    "reports:bundle_detail": Route("bundle", "lan"),
    "reports:bundle_file": Route("bundle", "lan"),
}
ROUTES = SIGN_IN | HOME | UNITS | WORK | PLANS | TASKS | REPORTS
