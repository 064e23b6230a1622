/* Which panes are seen: three on a PC, the pages foldable; one at a time with tabs on the phone. */

const FOLDED = "danvan-pages-folded";

export function panes(root, onPagesOpen) {
  const tabs = [...root.querySelectorAll("[data-pane]")];
  const fold = root.querySelector("[data-fold-pages]");

  function choose(name) {
    root.dataset.shown = name;
    tabs.forEach((tab) => tab.setAttribute("aria-pressed", String(tab.dataset.pane === name)));
    if (name === "pages") onPagesOpen();
  }

  function setFolded(folded) {
    root.classList.toggle("pe-pages-folded", folded);
    fold.setAttribute("aria-expanded", String(!folded));
    if (!folded) onPagesOpen();
  }

  tabs.forEach((tab) => tab.addEventListener("click", () => choose(tab.dataset.pane)));
  fold.addEventListener("click", () => {
    const folded = !root.classList.contains("pe-pages-folded");
    remember(folded ? "yes" : "");
    setFolded(folded);
  });
  choose("items");
  setFolded(remembered() === "yes");
  return { choose };
}

function remember(word) {
  try {
    localStorage.setItem(FOLDED, word);
  } catch {
    // The pane is only opened once more next time.
  }
}

function remembered() {
  try {
    return localStorage.getItem(FOLDED);
  } catch {
    return "";
  }
}
