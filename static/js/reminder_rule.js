// The example below the form of a rule follows what is typed. The words are those of tasks/reminders/words.py.
const box = document.querySelector("[data-rule]");
const said = {
  "{hạn}": "20/05/2026",
  "{đơn vị}": "Phòng Văn hóa - Xã hội",
  "{người}": "Trần Thị Hoa",
  "{việc}": "Tổ chức đối thoại với Nhân dân",
};
const own = {
  before: "Còn {số ngày} ngày: {việc} (hạn {hạn})",
  on: "Hôm nay là hạn: {việc}",
  after: "Quá hạn {số ngày} ngày: {việc} (hạn {hạn})",
  silent: "Chưa có cập nhật {số ngày} ngày: {việc} (hạn {hạn})",
};

function field(name) {
  return box.querySelector(`[name="${name}"]`);
}

function show() {
  const when = field("when").value;
  let text = field("wording").value.trim() || own[when];
  text = text.replaceAll("{số ngày}", when === "on" ? "0" : field("days").value || "…");
  for (const [place, words] of Object.entries(said)) {
    text = text.replaceAll(place, words);
  }
  box.querySelector("[data-rule-example]").textContent = text;
  // What does not apply is out of the way; without this script both fields simply stay.
  field("days").closest(".mb-3").hidden = when === "on";
  field("repeat_days").closest(".mb-3").hidden = when === "before" || when === "on";
}

if (box) {
  box.addEventListener("input", show);
  show();
}
