/* The keyboard of a spreadsheet. A cell is READY (arrows walk, typing replaces), TYPING (arrows still walk) or EDITED
   (F2 or a second press: the arrows move the caret). Tab goes its usual way through all of the page. */
import { boxAt, columnOf, form, goTo, isCell, isTick, placeOf, rowOf, shownColumns, rows, tell, valueOf } from "./cells.js";
import { redo, typed, undo } from "./changes.js";
import * as combo from "./combo.js";
import * as range from "./range.js";
import { give } from "./rows.js";

const READY = "ready";
const TYPING = "typing";
const EDITED = "edited";
let mode = READY;
let before = "";
let pressed = null;

const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

form.addEventListener("focusin", ({ target }) => {
  if (!isCell(target)) return;
  mode = READY;
  before = valueOf(target);
  if (!isTick(target) && !pressed) target.select();
  range.beginAt(target);
  tell([...target.parentElement.querySelectorAll(".g-bad, .g-ask"), ...hint(target)].map((each) => each.textContent).join(" "));
});

function hint(box) {
  return box.title ? [{ textContent: box.title }] : [];
}

form.addEventListener("focusout", ({ target }) => {
  combo.close();
  if (isCell(target) && !isTick(target)) typed(target, before);
});

/** Keep what was typed and be ready again in the same cell. */
function settleHere(box) {
  combo.close();
  typed(box, before);
  before = valueOf(box);
  mode = READY;
}

form.addEventListener("input", ({ target }) => {
  if (!isCell(target) || isTick(target)) return;
  if (mode === READY) mode = TYPING;
  offer(target);
});

function offer(box, all = false) {
  combo.open(box, {
    all,
    chosen: (words) => {
      box.value = words;
      settleHere(box);
      box.select();
    },
  });
}

// -- by mouse and by finger: the first press chooses the cell, the second goes into its words

form.addEventListener("pointerdown", ({ target }) => {
  pressed = isCell(target) && !isTick(target) ? { box: target, again: document.activeElement === target } : null;
});

form.addEventListener("click", ({ target, pointerType }) => {
  const press = pressed;
  pressed = null;
  if (!press || press.box !== target) return;
  if (press.again) {
    mode = EDITED;
    offer(target, true);
  } else if (!range.isMany()) {
    target.select();
    if (pointerType === "touch") offer(target, true);
  }
});

// -- by keyboard

form.addEventListener("keydown", (event) => {
  const box = event.target;
  if (!isCell(box) || event.isComposing || event.key === "Process") return;
  const handled = withControl(event, box) || inList(event, box) || walking(event, box) || editing(event, box);
  if (handled) {
    event.preventDefault();
    event.stopPropagation();
  }
});

function withControl(event, box) {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return false;
  const key = event.key.toLowerCase();
  if (key === "enter") {
    settleHere(box);
    give(rowOf(box));
    return true;
  }
  if (key === "d") {
    settleHere(box);
    range.fillDown();
    before = valueOf(box);
    if (!isTick(box)) box.select();
    return true;
  }
  if (mode !== READY || !["z", "y"].includes(key)) return false;
  if (key === "y" || event.shiftKey) redo();
  else undo();
  return true;
}

function inList(event, box) {
  if (event.altKey && event.key === "ArrowDown") {
    offer(box, true);
    return true;
  }
  if (!combo.isOpen()) return false;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    combo.step(event.key === "ArrowDown" ? 1 : -1);
    return true;
  }
  if (event.key === "Escape") {
    combo.close();
    return true;
  }
  if (event.key === "Enter" && combo.accept()) {
    move(box, 1, 0);
    return true;
  }
  if (event.key === "Tab") combo.accept();
  return false;
}

function walking(event, box) {
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  if (event.key === "Enter") {
    settleHere(box);
    move(box, event.shiftKey ? -1 : 1, 0);
    return true;
  }
  const arrow = ARROWS[event.key];
  if (!arrow) return false;
  const upDown = arrow[0] !== 0 && box.tagName === "INPUT";
  if (mode === EDITED && !upDown) return false;
  if (event.shiftKey) {
    if (mode !== READY) return false;
    range.stretchBy(...arrow);
    return true;
  }
  settleHere(box);
  move(box, ...arrow);
  return true;
}

function editing(event, box) {
  if (event.key === "Escape" && mode !== READY) {
    box.value = before;
    mode = READY;
    box.select();
    return true;
  }
  if (event.key === "Escape" && range.isMany()) {
    range.beginAt(box);
    return true;
  }
  if (mode !== READY || event.ctrlKey || event.metaKey || event.altKey) return false;
  if (event.key === "F2" && !isTick(box)) {
    mode = EDITED;
    box.setSelectionRange(box.value.length, box.value.length);
    return true;
  }
  if (event.key === "Delete" || event.key === "Backspace") {
    range.clear();
    before = valueOf(box);
    return true;
  }
  if (event.key === "Home" || event.key === "End") {
    const place = placeOf(box);
    goTo(boxAt({ ...place, column: event.key === "Home" ? 0 : shownColumns().length - 1 }));
    return true;
  }
  return false;
}

function move(box, down, right) {
  const place = placeOf(box);
  const to = {
    row: Math.max(0, Math.min(place.row + down, rows().length - 1)),
    column: Math.max(0, Math.min(place.column + right, shownColumns().length - 1)),
  };
  goTo(boxAt(to));
}

// -- the clipboard

form.addEventListener("copy", (event) => {
  if (!isCell(event.target) || mode !== READY) return;
  event.clipboardData.setData("text/plain", range.copied());
  event.preventDefault();
});

form.addEventListener("cut", (event) => {
  if (!isCell(event.target) || mode !== READY) return;
  event.clipboardData.setData("text/plain", range.copied());
  event.preventDefault();
  range.clear();
  before = valueOf(event.target);
});

form.addEventListener("paste", (event) => {
  const box = event.target;
  const text = event.clipboardData.getData("text/plain");
  if (!isCell(box) || !text) return;
  // Within words that are being edited a single line goes where the caret is.
  if (mode !== READY && !/[\t\n]/.test(text.trim())) return;
  event.preventDefault();
  settleHere(box);
  range.paste(text);
  before = valueOf(box);
  if (!isTick(box)) box.select();
});
