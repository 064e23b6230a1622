/* Import of a plan: a file can be dropped; pressing a block shows the lines it came from. */
(() => {
  "use strict";

  document.querySelectorAll("[data-drop]").forEach((area) => {
    const input = area.querySelector("input[type=file]");
    const over = (isOver) => area.classList.toggle("plan-drop-over", isOver);

    area.addEventListener("dragover", (event) => {
      event.preventDefault();
      over(true);
    });
    area.addEventListener("dragleave", () => over(false));
    area.addEventListener("drop", (event) => {
      event.preventDefault();
      over(false);
      if (!event.dataTransfer.files.length) return;
      input.files = event.dataTransfer.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    });
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-first]");
    if (!link) return;
    event.preventDefault();
    show(Number(link.dataset.first), Number(link.dataset.last));
    document.querySelectorAll(".plan-found-line[aria-current]").forEach((other) => other.removeAttribute("aria-current"));
    if (link.matches(".plan-found-line")) link.setAttribute("aria-current", "true");
  });

  function show(first, last) {
    const lines = [...document.querySelectorAll("[data-line]")];
    lines.forEach((line) => {
      const number = Number(line.dataset.line);
      line.classList.toggle("plan-source-marked", number >= first && number <= last);
    });
    const start = document.getElementById(`dong-${first}`);
    if (start) start.scrollIntoView({ block: "center" });
  }
})();
