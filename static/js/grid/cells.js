/* The grid as a table of cells: which row and column a box stands in, what it holds, and the focus. */

export const COLUMNS = [
  "take", "title", "unit", "person", "due_on", "result", "partners", "rhythm", "target", "target_unit", "evidence",
];

const grid = document.getElementById("grid");

export const form = grid;
export const isCell = (box) => Boolean(box?.matches?.(".g-row input, .g-row textarea")) && grid.contains(box);
export const rowOf = (box) => box.closest(".g-row");
export const groupOf = (box) => box.closest(".g-item");
export const rows = () => [...grid.querySelectorAll(".g-row")];
export const keyOf = (row) => row.dataset.row;
export const columnOf = (box) => box.name.slice(box.name.lastIndexOf("-") + 1);
export const boxOf = (row, column) => row.querySelector(`[name$="-${column}"]`);
export const isTick = (box) => box.type === "checkbox";

/** The columns that are shown: those for numbers and evidence only when they are asked for. */
export function shownColumns() {
  const more = document.querySelector("[data-more]").checked;
  return more ? COLUMNS : COLUMNS.slice(0, 8);
}

/** What a cell holds, as one copies it: a tick is "x". */
export function valueOf(box) {
  if (isTick(box)) return box.checked ? "x" : "";
  return box.value;
}

export function write(box, value) {
  if (isTick(box)) {
    const checked = /^(x|1|có|co|✓|true)$/i.test(value.trim());
    if (box.checked === checked) return;
    box.checked = checked;
    // The bar at the foot counts what is ticked.
    box.dispatchEvent(new Event("change", { bubbles: true }));
  } else {
    box.value = box.tagName === "TEXTAREA" ? value : value.replace(/\s*\n\s*/g, " ").trim();
  }
}

/** The row and the column of a box, counted over all rows that are shown. */
export function placeOf(box) {
  return { row: rows().indexOf(rowOf(box)), column: shownColumns().indexOf(columnOf(box)) };
}

export function boxAt({ row, column }) {
  const line = rows()[row];
  const name = shownColumns()[column];
  return line && name ? boxOf(line, name) : null;
}

/** Go to a cell with all of its words chosen: what is typed takes their place, as in a spreadsheet. */
export function goTo(box) {
  if (!box) return;
  box.focus();
  if (!isTick(box)) box.select();
  box.closest("tr").scrollIntoView({ block: "nearest" });
}

/** Tell the person in the line at the foot, which screen readers read out. */
export function tell(words) {
  document.querySelector("[data-told]").textContent = words;
}
