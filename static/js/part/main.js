// The page on which a unit writes its part. Without this script the form is saved by its buttons.

import { Boxes } from "./boxes.js";
import { Keeping } from "./keeping.js";
import { Saving } from "./saving.js";
import { dressTasks } from "./tasks.js";

const NOT_SENT = "Chưa gửi được vì chưa lưu xong. Chữ đang giữ trên máy này; có mạng hãy bấm lại.";
const BACK = "Đã lấy lại phần chữ chưa lưu.";
const form = document.querySelector("[data-part-form]");
const says = form.querySelector("[data-part-saved]");
const count = form.querySelector("[data-part-count]");

// Shown again with both texts, or with what is wrong: then the buttons save, as without a script.
if (!("shownAgain" in form.dataset)) begin();

function begin() {
  const keeping = new Keeping(document.body.dataset.person, form.dataset.part);
  const boxes = new Boxes(form);
  const saving = new Saving(form, boxes, { keep: (typed) => keeping.keep(typed), tell, told });
  const filled = boxes.restore(keeping.left());
  dressTasks(form, saving);
  dressNone();
  form.addEventListener("input", () => saving.typed());
  form.addEventListener("part-put", () => saving.typed());
  // A column was pasted into the figures: no box was typed in.
  form.addEventListener("figures:changed", () => saving.typed());
  window.addEventListener("online", () => saving.save());
  window.addEventListener("pagehide", () => saving.leave());
  document.addEventListener("visibilitychange", () => (document.hidden ? saving.leave() : saving.save()));
  document.addEventListener("submit", (event) => press(event, saving), true);
  // Back by the browser's arrow, the page is written in again.
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-flushed]").forEach((each) => delete each.dataset.flushed);
  });
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s") return;
    event.preventDefault();
    saving.save();
  });
  form.querySelector("[data-part-plain]").hidden = true;
  if (filled) tell(BACK);
  if (filled) saving.save();
  form.dataset.ready = "yes";
}

function tell(words, isTrouble = false) {
  says.textContent = words;
  says.classList.toggle("part-trouble", isTrouble);
}

function told({ gaps, missing }) {
  const drawn = new DOMParser().parseFromString(gaps, "text/html");
  form.querySelector("[data-part-gaps]").replaceChildren(...drawn.body.childNodes);
  count.hidden = !missing;
  count.querySelector("span").textContent = missing;
}

/** A step, or signing out, waits until all is saved. */
async function press(event, saving) {
  const pressed = event.target;
  if (pressed.method !== "post" || pressed.dataset.flushed) return;
  const isOurs = pressed === form;
  const only = isOurs && (event.submitter?.value === "save" || event.submitter?.type === "button");
  if (!only && saving.isClean() && !saving.running) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const { submitter } = event;
  const clean = await saving.save();
  if (only) return;
  if (!clean) {
    if (!says.classList.contains("part-trouble")) tell(NOT_SENT, true);
    document.querySelector(".part-dispute, .part-form .is-invalid")?.scrollIntoView({ block: "center" });
    if (!isOurs && confirmLeaving(pressed)) go(pressed, submitter);
    return;
  }
  go(pressed, submitter);
}

function go(pressed, submitter) {
  pressed.dataset.flushed = "yes";
  pressed.requestSubmit(submitter);
}

// The second press on the same button is meant.
function confirmLeaving(pressed) {
  const again = "pressedOnce" in pressed.dataset;
  pressed.dataset.pressedOnce = "yes";
  return again;
}

function dressNone() {
  for (const button of form.querySelectorAll("[data-part-say]")) {
    const box = document.getElementById(button.dataset.partTo);
    const show = () => (button.hidden = Boolean(box.value.trim()));
    button.addEventListener("click", () => {
      box.value = button.dataset.partSay;
      box.dispatchEvent(new Event("input", { bubbles: true }));
      box.focus();
    });
    box.addEventListener("input", show);
    box.addEventListener("part-put", show);
    show();
  }
}
