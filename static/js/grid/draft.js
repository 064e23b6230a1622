/* What was typed is kept in this tab over reloads and signing in again, and offered back. */
import { COLUMNS, boxOf, form, groupOf, isTick, keyOf, rows, valueOf } from "./cells.js";

const KEY = `danvan-grid:${form.dataset.draft}`;
// Without a store (a browser may forbid it) the page works as before.
const read = () => {
  try {
    return JSON.parse(sessionStorage.getItem(KEY)) ?? {};
  } catch {
    return {};
  }
};
let kept = read();

function store() {
  try {
    if (Object.keys(kept).length) sessionStorage.setItem(KEY, JSON.stringify(kept));
    else sessionStorage.removeItem(KEY);
  } catch {
    // Full or forbidden: nothing to be done about it here.
  }
}

/** A row is known by the lasting name of its item and its number, so that it is found in an amended plan as well. */
const nameOf = (row) => `${groupOf(row).dataset.uid}_${keyOf(row).split("_")[1] ?? 0}`;
const cellsOf = (row) => Object.fromEntries(COLUMNS.map((name) => [name, valueOf(boxOf(row, name))]));
const firstOf = (box) => (isTick(box) ? (box.defaultChecked ? "x" : "") : box.defaultValue);

export const isTouched = (row) =>
  COLUMNS.some((name) => valueOf(boxOf(row, name)) !== firstOf(boxOf(row, name)));

export function keep(changed) {
  for (const row of changed) {
    if (!row.isConnected) continue;
    if (isTouched(row) || row.hasAttribute("data-typed")) {
      kept[nameOf(row)] = { cells: cellsOf(row), seen: Number(groupOf(row).dataset.seen) };
    } else {
      delete kept[nameOf(row)];
    }
  }
  store();
}

export function forget(row) {
  delete kept[nameOf(row)];
  store();
}

/** The whole form is on its way: rows that arrive are known by their item having been given once more. */
export function markSent() {
  for (const row of rows()) {
    const entry = kept[nameOf(row)];
    if (entry) entry.sent = boxOf(row, "take").checked;
  }
  store();
}

/** [(group, number of the row, cells)] that were typed and do not stand on the page. */
export function waiting() {
  const found = [];
  for (const [name, entry] of Object.entries(kept)) {
    const [uid, number] = name.split("_");
    const group = form.querySelector(`.g-item[data-uid="${CSS.escape(uid)}"]`);
    if (!group) continue;
    if (entry.sent && Number(group.dataset.seen) > entry.seen) {
      delete kept[name];
      continue;
    }
    const key = Number(number) ? `${group.dataset.item}_${number}` : group.dataset.item;
    const row = group.querySelector(`[data-row="${key}"]`);
    const same = row && COLUMNS.every((column) => valueOf(boxOf(row, column)) === (entry.cells[column] ?? ""));
    if (!same) found.push({ group, number: Number(number), row, cells: entry.cells });
  }
  store();
  return found;
}

export function drop() {
  kept = {};
  store();
}
