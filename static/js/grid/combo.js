/* The list below a cell that takes a name: filtered as one types, marks not needed, chosen by arrow keys or a press. */
import { columnOf, form } from "./cells.js";
import { fold } from "../fold.js";
import { choicesFor } from "./names.js";

const MOST = 12;
const list = document.createElement("ul");
list.className = "g-list";
list.id = "g-list";
list.setAttribute("role", "listbox");
list.setAttribute("aria-label", "Chọn");
list.hidden = true;
form.append(list);

let box = null;
let at = -1;
let whenChosen = null;

export const isOpen = () => !list.hidden;

const isMany = () => columnOf(box) === "partners";
const lastPiece = () => box.value.slice(box.value.lastIndexOf(";") + 1).trim();

/** Open the list for a cell; `all`: whatever stands in it already. `chosen` is called with the new words. */
export function open(cell, { all = false, chosen }) {
  const choices = choicesFor(cell);
  close();
  if (!choices) return;
  box = cell;
  whenChosen = chosen;
  const said = fold(isMany() ? lastPiece() : box.value);
  const fitting = all || !said ? choices : choices.filter((name) => fits(fold(name), said));
  if (!fitting.length || (fitting.length === 1 && fold(fitting[0]) === said)) return;
  show(all ? fitting : fitting.slice(0, MOST), all || !said ? -1 : 0);
}

/** Every word that was typed begins a word of the name, in any order. */
function fits(name, said) {
  return said.split(" ").every((word) => ` ${name}`.includes(` ${word}`)) || name.includes(said);
}

function show(names, first) {
  list.replaceChildren(...names.map((name, place) => {
    const line = document.createElement("li");
    line.id = `g-list-${place}`;
    line.setAttribute("role", "option");
    line.textContent = name;
    return line;
  }));
  list.hidden = false;
  place();
  box.setAttribute("role", "combobox");
  box.setAttribute("aria-expanded", "true");
  box.setAttribute("aria-controls", list.id);
  mark(first);
}

function place() {
  const spot = box.getBoundingClientRect();
  const width = Math.max(spot.width, 220);
  list.style.width = `${width}px`;
  list.style.left = `${Math.max(8, Math.min(spot.left, window.innerWidth - width - 8))}px`;
  const below = window.innerHeight - spot.bottom;
  const upward = below < 180 && spot.top > below;
  list.style.top = upward ? "auto" : `${spot.bottom}px`;
  list.style.bottom = upward ? `${below + spot.height}px` : "auto";
  list.style.maxHeight = `${Math.max(120, (upward ? spot.top : below) - 12)}px`;
}

export function close() {
  list.hidden = true;
  box?.setAttribute("aria-expanded", "false");
  box?.removeAttribute("aria-activedescendant");
  at = -1;
}

function mark(place) {
  const lines = [...list.children];
  at = lines.length ? (place + lines.length) % lines.length : -1;
  if (place < 0) at = -1;
  lines.forEach((line, number) => line.setAttribute("aria-selected", String(number === at)));
  if (at >= 0) {
    box.setAttribute("aria-activedescendant", lines[at].id);
    lines[at].scrollIntoView({ block: "nearest" });
  }
}

export function step(by) {
  mark(at < 0 && by < 0 ? list.children.length - 1 : at + by < 0 ? list.children.length - 1 : at + by);
}

/** Take the marked line. Returns whether there was one. */
export function accept() {
  const line = list.children[at];
  if (!isOpen() || !line) return false;
  const kept = isMany() ? box.value.slice(0, box.value.lastIndexOf(";") + 1).trim() : "";
  const words = kept ? `${kept} ${line.textContent}` : line.textContent;
  close();
  whenChosen(words);
  return true;
}

list.addEventListener("pointerdown", (event) => event.preventDefault());
list.addEventListener("click", (event) => {
  const line = event.target.closest("li");
  if (!line) return;
  mark([...list.children].indexOf(line));
  accept();
});
document.addEventListener("scroll", (event) => isOpen() && event.target !== list && place(), true);
