/* From difference to difference: two buttons, and the keys N and P. */
(() => {
  "use strict";

  const bar = document.querySelector("[data-differences]");
  const rows = [...document.querySelectorAll("[data-difference]")];
  if (!bar || !rows.length) return;

  const where = bar.querySelector("[data-where]");
  let at = -1;
  bar.querySelector(".compare-steps").hidden = false;

  function step(by) {
    at = Math.min(Math.max(at + by, 0), rows.length - 1);
    rows[at].focus({ preventScroll: true });
    rows[at].scrollIntoView({ block: "start" });
    where.textContent = `${at + 1}/${rows.length} chỗ khác`;
  }

  bar.addEventListener("click", (event) => {
    const button = event.target.closest("[data-step]");
    if (button) step(Number(button.dataset.step));
  });

  // Whoever was led into the middle of the page goes on from there.
  document.addEventListener("focusin", (event) => {
    const found = rows.indexOf(event.target.closest("[data-difference]"));
    if (found >= 0) at = found;
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    const by = { n: 1, p: -1 }[event.key.toLowerCase()];
    if (by) step(by);
  });
})();
