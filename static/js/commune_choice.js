/* The list of communes: searched by typing, ticked together, counted, walked with the arrows. */
import { fold } from "./fold.js";

const shown = (label) => !label.hidden;
const box = (label) => label.querySelector("input");

function dress(choice) {
  const find = (name) => choice.querySelector(`[data-commune-${name}]`);
  const search = find("search");
  const labels = [...choice.querySelectorAll("[data-words]")];

  function count() {
    const ticked = labels.filter((label) => box(label).checked).length;
    const seen = labels.filter(shown).length;
    const within = seen < labels.length ? `, đang hiện ${seen}` : "";
    find("count").textContent = `Đã chọn ${ticked}/${labels.length} xã${within}`;
    find("nothing").hidden = seen > 0;
  }

  function narrow() {
    const words = fold(search.value).split(" ");
    labels.forEach((label) => {
      const name = fold(label.dataset.words);
      label.hidden = !words.every((word) => name.includes(word));
    });
    choice.querySelectorAll("[data-commune-group]").forEach((group) => {
      group.hidden = ![...group.querySelectorAll("[data-words]")].some(shown);
    });
    count();
  }

  // Of what the search shows: "all of Hòa…" is ticked with three keys.
  function tick(on) {
    const free = labels.filter(shown).map(box).filter((each) => !each.disabled);
    free.forEach((each) => (each.checked = on));
    free[0]?.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function walk(event) {
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    const step = steps[event.key];
    // A button keeps its own keys.
    if (event.target.closest("button")) return;
    if (event.key === "Enter") {
      // Enter looks and ticks; it sends nothing.
      event.preventDefault();
      const found = labels.filter(shown).map(box).filter((each) => !each.disabled);
      if (event.target === search && found.length === 1) found[0].click();
      return;
    }
    if (event.key === "Escape" && event.target === search && search.value) {
      event.preventDefault();
      search.value = "";
      narrow();
      return;
    }
    if (!step) return;
    const stops = [search, ...labels.filter(shown).map(box).filter((each) => !each.disabled)];
    const next = stops[stops.indexOf(event.target) + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }

  search.addEventListener("input", narrow);
  find("all").addEventListener("click", () => tick(true));
  find("none").addEventListener("click", () => tick(false));
  choice.addEventListener("change", count);
  choice.addEventListener("keydown", walk);
  find("tools").hidden = false;
  narrow();
  choice.dataset.ready = "";
}

document.querySelectorAll("[data-commune-choice]").forEach(dress);
