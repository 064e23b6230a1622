/* Every change of cells goes through here: it is judged, told at the cell, counted for undo and kept as a draft. */
import { boxOf, columnOf, isTick, goTo, rowOf, tell, valueOf, write } from "./cells.js";
import { judge, peopleOf, personNamed, unitNamed, unitsOf } from "./names.js";

const done = [];
let undone = [];
const MOST = 200;
const listeners = [];
export const onChange = (listener) => listeners.push(listener);

/** Write [box, value] pairs as one step that can be taken back. What depends on them follows in the same step. */
export function change(pairs, { given = new Set(pairs.map(([box]) => box)) } = {}) {
  const step = [];
  for (const [box, value] of pairs) record(step, box, value);
  for (const [box] of pairs) if (columnOf(box) === "unit") followUnit(step, box, given);
  for (const [box] of pairs) if (columnOf(box) === "person") followPerson(step, box, given);
  remember(step);
  settle(step.map((each) => each.box));
}

/** A cell was typed in: `before` is what it held when the typing began. */
export function typed(box, before) {
  const now = valueOf(box);
  if (now === before) return;
  box.value = before;
  change([[box, now]]);
}

function record(step, box, value) {
  const before = valueOf(box);
  write(box, value);
  if (!isTick(box)) {
    const { value: written } = judge(box);
    if (written !== box.value) box.value = written;
  }
  if (valueOf(box) !== before) step.push({ box, before, after: valueOf(box) });
}

/** Choosing a unit offers its people: whoever does not work there gives way to the one who comes first. */
function followUnit(step, box, given) {
  const unit = unitNamed(box.value);
  const person = boxOf(rowOf(box), "person");
  if (!unit || (given.has(person) && given.size > 1)) return;
  const now = personNamed(person.value, unit);
  if (now && unit.people.includes(now.place)) return;
  record(step, person, peopleOf(unit)[0]?.name ?? "");
}

/** Whoever works in one unit alone tells it. */
function followPerson(step, box, given) {
  const unit = boxOf(rowOf(box), "unit");
  const person = personNamed(box.value);
  if (given.has(unit) || unit.value.trim() || !person) return;
  const homes = unitsOf(person);
  if (homes.length === 1) record(step, unit, homes[0].name);
}

function remember(step) {
  if (!step.length) return;
  done.push(step);
  if (done.length > MOST) done.shift();
  undone = [];
}

/** Say at each cell what is wrong with it; a question that was answered is gone. */
export function settle(boxes) {
  const touched = new Set(boxes);
  for (const box of boxes) {
    const row = rowOf(box);
    if (["unit", "person"].includes(columnOf(box))) {
      for (const column of ["unit", "person", "partners"]) touched.add(boxOf(row, column));
    }
  }
  for (const box of touched) {
    if (isTick(box)) continue;
    if (boxes.includes(box)) box.parentElement.querySelector(".g-ask")?.remove();
    show(box);
  }
  for (const listener of listeners) listener([...new Set(boxes.map(rowOf))]);
}

function show(box) {
  const cell = box.parentElement;
  cell.querySelectorAll(".g-bad").forEach((each) => each.remove());
  const { wrong } = judge(box);
  box.toggleAttribute("aria-invalid", Boolean(wrong));
  if (wrong) {
    const said = document.createElement("small");
    said.className = "g-bad";
    said.textContent = wrong;
    cell.append(said);
  }
  if (columnOf(box) === "unit") {
    const unit = unitNamed(box.value);
    cell.querySelector(".g-rel").textContent = unit ? (unit.asked ? "Đề nghị phối hợp" : "Giao") : "";
  }
}

/** All that a task needs is there, nothing is asked and nothing is wrong. */
export function isSure(row) {
  const filled = ["title", "unit", "person", "due_on"].every((column) => boxOf(row, column).value.trim());
  return filled && !row.querySelector(".g-ask, .g-bad");
}

export function undo() {
  takeBack(done, undone, "before", "Không còn bước nào để hoàn tác.", "Đã hoàn tác.");
}

export function redo() {
  takeBack(undone, done, "after", "Không còn bước nào để làm lại.", "Đã làm lại.");
}

function takeBack(from, to, side, none, said) {
  let step = from.pop();
  // Cells of a row that was given meanwhile are gone from the page.
  while (step && !step.some((each) => each.box.isConnected)) step = from.pop();
  if (!step) {
    tell(none);
    return;
  }
  to.push(step);
  const there = step.filter((each) => each.box.isConnected);
  for (const each of there) write(each.box, each[side]);
  settle(there.map((each) => each.box));
  goTo(there[0].box);
  tell(said);
}
