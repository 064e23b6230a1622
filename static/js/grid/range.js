/* Several cells at once: choosing them, copying and pasting blocks (also from Excel), filling down. */
import { boxAt, boxOf, form, goTo, isCell, isTick, placeOf, rows, shownColumns, tell, valueOf } from "./cells.js";
import { change } from "./changes.js";

// From the cell where the choice began to the one where it ends; both places, both inclusive.
let anchor = null;
let end = null;
const handle = document.createElement("span");
handle.className = "g-handle";
handle.setAttribute("aria-hidden", "true");

/** {top, bottom, left, right} of the chosen cells. */
function bounds() {
  if (!anchor) return null;
  return {
    top: Math.min(anchor.row, end.row), bottom: Math.max(anchor.row, end.row),
    left: Math.min(anchor.column, end.column), right: Math.max(anchor.column, end.column),
  };
}

export const isMany = () => Boolean(anchor) && (anchor.row !== end.row || anchor.column !== end.column);

export function beginAt(box) {
  anchor = end = box ? placeOf(box) : null;
  draw();
}

function stretchTo(place) {
  const last = { row: rows().length - 1, column: shownColumns().length - 1 };
  end = {
    row: Math.max(0, Math.min(place.row, last.row)), column: Math.max(0, Math.min(place.column, last.column)),
  };
  draw();
  boxAt(end)?.closest("tr").scrollIntoView({ block: "nearest" });
}

export function stretchBy(down, right) {
  if (anchor) stretchTo({ row: end.row + down, column: end.column + right });
}

function draw() {
  form.querySelectorAll(".g-chosen").forEach((cell) => cell.classList.remove("g-chosen"));
  handle.remove();
  const area = bounds();
  if (!area) return;
  const lines = rows();
  if (isMany()) {
    for (let row = area.top; row <= area.bottom; row += 1) {
      for (const name of shownColumns().slice(area.left, area.right + 1)) {
        boxOf(lines[row], name)?.parentElement.classList.add("g-chosen");
      }
    }
  }
  boxAt({ row: area.bottom, column: area.right })?.parentElement.append(handle);
}

function* cellsOf(area) {
  for (let row = area.top; row <= area.bottom; row += 1) {
    for (let column = area.left; column <= area.right; column += 1) yield boxAt({ row, column });
  }
}

export function clear() {
  const area = bounds();
  if (area) change([...cellsOf(area)].filter(Boolean).map((box) => [box, ""]));
}

/** Each column's uppermost cell goes into those below it; of a single cell, the one above comes down into it. */
export function fillDown() {
  const area = bounds();
  if (!area) return;
  const from = area.top === area.bottom ? area.top - 1 : area.top;
  if (from < 0) return;
  fill({ ...area, top: from });
}

function fill(area) {
  const pairs = [];
  for (let column = area.left; column <= area.right; column += 1) {
    const value = valueOf(boxAt({ row: area.top, column }));
    for (let row = area.top + 1; row <= area.bottom; row += 1) pairs.push([boxAt({ row, column }), value]);
  }
  change(pairs);
  tell(`Đã điền ${area.bottom - area.top} dòng.`);
}

// -- the clipboard: rows by line ends, columns by tabs, as spreadsheets write it

function quoted(words) {
  return /[\t\n"]/.test(words) ? `"${words.replaceAll('"', '""')}"` : words;
}

export function copied() {
  const area = bounds();
  const lines = [];
  for (let row = area.top; row <= area.bottom; row += 1) {
    const line = [];
    for (let column = area.left; column <= area.right; column += 1) {
      line.push(quoted(valueOf(boxAt({ row, column }))));
    }
    lines.push(line.join("\t"));
  }
  return lines.join("\n");
}

/** Lines of cells out of what was copied; a cell in quotes may hold line ends. */
export function parsed(text) {
  const lines = [[]];
  const cell = /"((?:[^"]|"")*)"(?=[\t\n]|$)|([^\t\n]*)/gy;
  const clean = text.replace(/\r\n?/g, "\n").replace(/\n+$/, "");
  let at = 0;
  while (at <= clean.length) {
    cell.lastIndex = at;
    const match = cell.exec(clean);
    lines.at(-1).push(match[1] === undefined ? match[2] : match[1].replaceAll('""', '"'));
    at = cell.lastIndex;
    if (clean[at] === "\n") lines.push([]);
    at += 1;
  }
  return lines;
}

/** Put a block in, its corner at the chosen cell; one value fills all chosen cells. */
export function paste(text) {
  const area = bounds();
  const block = parsed(text);
  const single = block.length === 1 && block[0].length === 1;
  const pairs = [];
  if (single) {
    for (const box of cellsOf(area)) if (box) pairs.push([box, block[0][0]]);
  } else {
    block.forEach((line, down) => line.forEach((value, right) => {
      const box = boxAt({ row: area.top + down, column: area.left + right });
      if (box) pairs.push([box, value]);
    }));
  }
  change(pairs);
  const width = Math.max(...block.map((line) => line.length));
  if (!single) stretchTo({ row: area.top + block.length - 1, column: area.left + width - 1 });
  const over = area.top + block.length - rows().length;
  const wrong = pairs.filter(([box]) => box.hasAttribute("aria-invalid")).length;
  tell([
    `Đã dán ${pairs.length} ô.`,
    over > 0 ? `${over} dòng cuối không còn chỗ.` : "",
    wrong ? `${wrong} ô chưa rõ, ghi ngay tại ô.` : "",
  ].filter(Boolean).join(" "));
}

// -- by mouse

let pulling = null;

form.addEventListener("pointerdown", (event) => {
  if (event.pointerType !== "mouse" || event.button) return;
  if (event.target === handle) {
    event.preventDefault();
    pulling = { fills: true, area: bounds() };
    return;
  }
  const box = event.target.closest("td")?.querySelector("input, textarea");
  if (!isCell(box)) return;
  if (event.shiftKey && anchor && !isTick(box)) {
    event.preventDefault();
    stretchTo(placeOf(box));
    return;
  }
  pulling = { fills: false, from: box };
});

form.addEventListener("pointermove", (event) => {
  if (!pulling || !(event.buttons & 1)) return;
  const under = document.elementFromPoint(event.clientX, event.clientY)?.closest?.(".g-row td");
  const box = under?.querySelector("input, textarea");
  if (!isCell(box) || (!pulling.fills && box === pulling.from && !isMany())) return;
  const place = placeOf(box);
  if (place.column < 0) return;
  if (!pulling.fills) {
    event.preventDefault();
    window.getSelection()?.removeAllRanges();
    stretchTo(place);
    return;
  }
  const { area } = pulling;
  anchor = { row: area.top, column: area.left };
  end = { row: Math.max(place.row, area.bottom), column: area.right };
  draw();
});

document.addEventListener("pointerup", () => {
  const pulled = pulling;
  pulling = null;
  if (!pulled?.fills) return;
  const area = bounds();
  if (area.bottom > pulled.area.bottom) repeat(pulled.area, area);
});

/** The handle repeats the whole block that was chosen, row by row. */
function repeat(block, area) {
  const height = block.bottom - block.top + 1;
  const pairs = [];
  for (let row = block.bottom + 1; row <= area.bottom; row += 1) {
    const source = block.top + ((row - block.top) % height);
    for (let column = area.left; column <= area.right; column += 1) {
      pairs.push([boxAt({ row, column }), valueOf(boxAt({ row: source, column }))]);
    }
  }
  change(pairs);
  goTo(boxAt({ row: block.top, column: block.left }));
  tell(`Đã điền ${area.bottom - block.bottom} dòng.`);
}
