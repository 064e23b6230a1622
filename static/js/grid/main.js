/* The page on which a plan's items become tasks, as quick as a spreadsheet. Without this script it is a plain form. */
import { boxOf, form, goTo, isCell, rowOf, rows, tell } from "./cells.js";
import { change, onChange } from "./changes.js";
import * as draft from "./draft.js";
import { addRow, chooseSure, dress, give } from "./rows.js";
import "./keys.js";

dress(form);
form.dataset.ready = "";

onChange((changed) => draft.keep(changed));
form.addEventListener("change", ({ target }) => {
  if (isCell(target) && target.type === "checkbox") draft.keep([rowOf(target)]);
  if (target.matches("[data-bulk-all]")) draft.keep(rows());
});

form.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  const act = {
    giao: () => give(rowOf(button)),
    them: () => goTo(boxOf(addRow(button.closest(".g-item")), "title")),
    chon: chooseSure,
  }[button.name];
  if (!act) return;
  event.preventDefault();
  act();
});

// A row that nobody touched need not travel: the server makes it anew from the plan.
form.addEventListener("formdata", ({ formData }) => {
  for (const row of rows()) {
    const needed = boxOf(row, "take").checked || row.hasAttribute("data-typed") || draft.isTouched(row);
    if (needed) continue;
    row.querySelectorAll("[name]").forEach((box) => formData.delete(box.name));
  }
});
form.addEventListener("submit", () => draft.markSent());

// -- what was typed before the page was left

const offer = document.querySelector("[data-draft-offer]");
const waiting = draft.waiting();
if (waiting.length) {
  offer.querySelector("[data-draft-words]").textContent = `Có ${waiting.length} dòng đã nhập mà chưa giao, còn giữ từ lần trước.`;
  offer.hidden = false;
}
offer.querySelector("[data-draft-take]").addEventListener("click", () => {
  const pairs = [];
  for (const { group, number, cells } of waiting) {
    const key = number ? `${group.dataset.item}_${number}` : group.dataset.item;
    const row = group.querySelector(`[data-row="${key}"]`) ?? addRow(group, number || 1);
    if (row) for (const [column, words] of Object.entries(cells)) pairs.push([boxOf(row, column), words]);
  }
  offer.hidden = true;
  change(pairs);
  if (pairs.length) goTo(pairs[1][0]);
  tell(`Đã điền lại ${waiting.length} dòng.`);
});
offer.querySelector("[data-draft-drop]").addEventListener("click", () => {
  draft.drop();
  offer.hidden = true;
});
