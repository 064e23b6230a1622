/* The grid of an office: ticking cells, rows, columns; what the bar at the foot counts; the arrows of the keyboard. */
(() => {
  "use strict";

  const form = document.querySelector("[data-desk]");
  if (!form) return;
  const table = form.querySelector("table");
  const bar = form.querySelector("[data-desk-bar]");
  const every = form.querySelector("[data-desk-every]");
  const shown = (element) => element.offsetParent !== null;
  // A phone shows one column: what cannot be seen is not ticked along.
  const boxes = (within) => [...within.querySelectorAll("[name=cell]")].filter(shown);
  const ofColumn = (place) => boxes(table).filter((box) => box.closest("td").dataset.column === place);

  function tick(found, on) {
    found.forEach((box) => (box.checked = on));
  }

  function mirror(head, found) {
    const on = found.filter((box) => box.checked).length;
    head.checked = on > 0 && on === found.length;
    head.indeterminate = on > 0 && on < found.length;
    head.disabled = found.length === 0;
  }

  function count() {
    const found = boxes(table);
    mirror(form.querySelector("[data-desk-all]"), found);
    form.querySelectorAll("[data-desk-row]").forEach((head) => mirror(head, boxes(head.closest("tr"))));
    form.querySelectorAll("[data-desk-column]").forEach((head) => {
      mirror(head, ofColumn(head.dataset.deskColumn));
    });
    show(found.filter((box) => box.checked));
  }

  function show(ticked) {
    const all = every?.checked;
    bar.hidden = !all && ticked.length === 0;
    form.querySelector("[data-desk-count]").textContent = all ? every.dataset.deskEvery : ticked.length;
    bar.querySelectorAll("[data-needs]").forEach((button) => {
      const fits = ticked.filter((box) => box.dataset.acts.split(" ").includes(button.dataset.needs));
      const figure = all ? Number(button.dataset.total) : fits.length;
      button.querySelector("[data-desk-of]").textContent = figure;
      button.disabled = figure === 0;
    });
  }

  form.addEventListener("change", (event) => {
    const box = event.target;
    if (box.matches("[data-desk-all]")) tick(boxes(table), box.checked);
    if (box.matches("[data-desk-row]")) tick(boxes(box.closest("tr")), box.checked);
    if (box.matches("[data-desk-column]")) tick(ofColumn(box.dataset.deskColumn), box.checked);
    if (every && box !== every) every.checked = false;
    count();
  });

  // Arrows go from cell to cell; the space bar ticks; Enter follows the link as everywhere.
  const rows = [...table.tBodies[0].rows].map((row) => [...row.querySelectorAll("td")]);
  const mark = (cell) => cell?.querySelector(".desk-mark");
  const marks = rows.flat().map(mark).filter(Boolean);
  marks.forEach((each) => (each.tabIndex = -1));
  if (marks.length) marks[0].tabIndex = 0;

  const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

  function next(row, column, [down, right]) {
    do {
      row += down;
      column += right;
      const found = mark(rows[row]?.[column]);
      if (found && shown(found)) return found;
    } while (rows[row]?.[column]);
    return null;
  }

  function enter(target, from) {
    from.tabIndex = -1;
    target.tabIndex = 0;
    target.focus();
    target.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  table.addEventListener("keydown", (event) => {
    const here = event.target.closest(".desk-mark");
    if (!here || event.ctrlKey || event.metaKey || event.altKey) return;
    const cell = here.closest("td");
    if (event.key === " ") {
      event.preventDefault();
      const box = cell.querySelector("[name=cell]");
      if (box) box.click();
      return;
    }
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    const row = rows.findIndex((cells) => cells.includes(cell));
    const target = next(row, rows[row].indexOf(cell), step);
    if (target) enter(target, here);
  });

  // The browser keeps ticks when one comes back to the page.
  window.addEventListener("pageshow", count);
  window.addEventListener("resize", count);
  count();
})();
