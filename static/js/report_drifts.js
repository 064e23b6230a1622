/* What stands around the sections of the commune's report: the places where the data have moved on, counted and led
   through, and what is folded away until it is asked for. */
(() => {
  "use strict";

  function recount() {
    for (const badge of document.querySelectorAll("[data-count-of]")) {
      const section = document.getElementById(badge.dataset.countOf);
      // While it is written the places are not shown; the number stands until they are.
      if (!section || section.querySelector("[data-section-form]")) continue;
      const left = section.querySelectorAll("[data-drift]").length;
      badge.textContent = left ? String(left) : "";
      badge.hidden = left === 0;
    }
    const bar = document.querySelector("[data-drift-bar]");
    if (!bar) return;
    const count = document.querySelectorAll("[data-drift]").length;
    bar.hidden = count === 0;
    bar.querySelector("[data-drift-count]").textContent = String(count);
  }

  function next() {
    const all = [...document.querySelectorAll("[data-drift]")];
    if (!all.length) return;
    const at = all.indexOf(document.activeElement && document.activeElement.closest("[data-drift]"));
    const place = all[(at + 1) % all.length];
    const fold = place.closest("details");
    if (fold) fold.open = true;
    place.scrollIntoView({ block: "center" });
    place.focus({ preventScroll: true });
  }

  document.addEventListener("section:changed", recount);
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-drift-next]")) next();
  });

  // Back from a choice about one figure, or led here by what is missing: the others are at hand.
  function unfold() {
    const fold = location.hash === "#so-lieu" && document.querySelector("#so-lieu details");
    if (fold) fold.open = true;
  }
  window.addEventListener("hashchange", unfold);
  unfold();

  // On a phone the outline is folded until it is asked for.
  const outline = document.querySelector("[data-outline]");
  if (outline && window.matchMedia("(max-width: 991.98px)").matches) outline.open = false;
})();
