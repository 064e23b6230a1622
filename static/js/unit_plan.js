/* Picking the items of a unit's plan: a title takes along what stands below it; how many are picked stands above. */
(() => {
  "use strict";

  const items = document.querySelector("[data-unit-items]");
  if (!items) return;
  const lines = [...items.querySelectorAll("[data-depth]")];
  const box = (line) => line.querySelector("input");
  const depth = (line) => Number(line.dataset.depth);

  const below = (line) => {
    const found = [];
    for (const next of lines.slice(lines.indexOf(line) + 1)) {
      if (depth(next) <= depth(line)) break;
      found.push(next);
    }
    return found;
  };

  const count = () => {
    const chosen = lines.filter((line) => box(line).checked).length;
    items.querySelector("[data-count]").textContent = `đã chọn ${chosen} trên ${lines.length} mục`;
  };

  items.addEventListener("change", (event) => {
    const line = event.target.closest("[data-depth]");
    if (!line) return;
    for (const each of below(line)) box(each).checked = event.target.checked;
    count();
  });

  const only = items.querySelector("[data-only]");
  items.querySelector("[data-tools]").hidden = false;
  only.addEventListener("click", () => {
    const pressed = items.toggleAttribute("data-only-chosen");
    only.setAttribute("aria-pressed", String(pressed));
    only.textContent = pressed ? "Hiện tất cả các mục" : "Chỉ hiện mục đã chọn";
  });

  count();
})();
