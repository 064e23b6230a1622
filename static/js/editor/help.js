/* What opens over the text: the list of keys (Ctrl+/ or its button), what a step asks before it counts. */

/** Close this <details> with Escape or a press elsewhere; what was typed into it stays there. */
export function closesByItself(box) {
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !box.open) return;
    box.open = false;
    box.querySelector("summary").focus();
  });
  document.addEventListener("pointerdown", (event) => {
    if (!box.contains(event.target)) box.open = false;
  });
}

/** The list of keys; it also goes when one types on. */
export function help(box, view) {
  closesByItself(box);
  view.dom.addEventListener("input", () => (box.open = false));
  return {
    toggle() {
      box.open = !box.open;
      return true;
    },
  };
}
