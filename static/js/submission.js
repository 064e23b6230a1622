/* Reading what was handed in: reasons to send it back by one press, and the next one by N. */
(() => {
  "use strict";

  document.querySelectorAll(".reasons").forEach((box) => (box.hidden = false));

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-reason]");
    if (!button) return;
    const words = button.closest("form").querySelector("textarea");
    const typed = words.value.trimEnd();
    if (!typed.includes(button.textContent)) {
      words.value = (typed ? `${typed}\n` : "") + button.textContent;
      words.dispatchEvent(new Event("input", { bubbles: true }));
    }
    words.focus();
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select")) return;
    const mark = { n: "[data-after]", p: "[data-before]" }[event.key.toLowerCase()];
    const link = mark && document.querySelector(mark);
    if (link) link.click();
  });
})();
