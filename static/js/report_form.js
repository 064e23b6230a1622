/* Writing a report: copying a suggestion into a box, and not losing what was typed. */
(() => {
  "use strict";

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-append]");
    if (!button) return;
    const from = document.querySelector(button.dataset.append);
    const to = document.querySelector(button.dataset.to);
    const separator = to.value.trim() ? "\n" : "";
    to.value = to.value.trimEnd() + separator + from.textContent.trim();
    to.dispatchEvent(new Event("input", { bubbles: true }));
    to.focus();
  });

  // "No data" and a figure exclude each other: typing one lets go of the other.
  document.addEventListener("input", (event) => {
    const line = event.target.closest(".report-figure");
    if (!line) return;
    const value = line.querySelector("[name^=value-]");
    const none = line.querySelector("[name^=none-]");
    if (event.target === value && value.value.trim()) none.checked = false;
    if (event.target === none && none.checked) value.value = "";
  });

  let changed = false;
  const form = document.querySelector("[data-guard]");
  if (!form) return;
  form.addEventListener("input", () => (changed = true));
  form.addEventListener("submit", () => (changed = false));
  window.addEventListener("beforeunload", (event) => {
    if (changed) event.preventDefault();
  });
})();
