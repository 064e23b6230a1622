/* Writing a report: copying a suggestion into a box, and not losing what was typed. */
(() => {
  "use strict";

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-append]");
    if (!button) return;
    const from = document.querySelector(button.dataset.append);
    const to = document.querySelector(button.dataset.to);
    const separator = to.value.trim() ? "\n" : "";
    to.value = to.value.trimEnd() + separator + from.textContent.trim();
    to.dispatchEvent(new Event("input", { bubbles: true }));
    to.focus();
  });

  // "No data" and a figure exclude each other: typing one lets go of the other.
  document.addEventListener("input", (event) => {
    const line = event.target.closest(".report-figure");
    if (!line) return;
    const value = line.querySelector("[name^=value-]");
    const none = line.querySelector("[name^=none-]");
    if (event.target === value && value.value.trim()) none.checked = false;
    if (event.target === none && none.checked) value.value = "";
  });

  // A draft stays in this tab until it is saved: a dead line or a reload must not cost a village head an hour.
  const form = document.querySelector("[data-guard]");
  if (!form) return;
  const key = `report-draft:${location.pathname}`;
  const version = form.elements.version.value;
  const boxes = [...form.elements].filter((box) => box.name && box.type !== "hidden" && box.type !== "submit");
  let sending = false;
  let changed = false;

  const typed = () => boxes.map((box) => (box.type === "checkbox" ? box.checked : box.value));

  function fill(values) {
    boxes.forEach((box, at) => {
      if (box.type === "checkbox") box.checked = values[at];
      else box.value = values[at];
    });
  }

  function say(first) {
    const note = document.createElement("div");
    note.className = "alert alert-info";
    note.setAttribute("role", "status");
    note.append("Đã khôi phục nội dung đang viết dở, chưa lưu. ");
    const back = document.createElement("button");
    back.type = "button";
    back.className = "btn btn-secondary btn-sm";
    back.textContent = "Bỏ, lấy lại bản đã lưu";
    back.addEventListener("click", () => {
      fill(first);
      sessionStorage.removeItem(key);
      changed = false;
      note.remove();
    });
    note.append(back);
    form.before(note);
  }

  const shownAgain = document.querySelector("[data-error-summary], .report-theirs");
  const kept = JSON.parse(sessionStorage.getItem(key) || "null");
  if (kept && kept.version === version && kept.values.length === boxes.length && !shownAgain) {
    const first = typed();
    if (JSON.stringify(kept.values) !== JSON.stringify(first)) {
      fill(kept.values);
      changed = true;
      say(first);
    }
  } else {
    sessionStorage.removeItem(key);
  }

  form.addEventListener("input", () => {
    changed = true;
    sessionStorage.setItem(key, JSON.stringify({ version, values: typed() }));
  });
  form.addEventListener("submit", () => (sending = true));
  window.addEventListener("beforeunload", (event) => {
    if (changed && !sending) event.preventDefault();
  });
})();
