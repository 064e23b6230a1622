/* The list of keys: opened with Ctrl+/ or the button, closed with Escape, a press elsewhere, or by typing on. */

export function help(box, view) {
  const close = () => (box.open = false);
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !box.open) return;
    close();
    box.querySelector("summary").focus();
  });
  document.addEventListener("pointerdown", (event) => {
    if (!box.contains(event.target)) close();
  });
  view.dom.addEventListener("input", close);
  return {
    toggle() {
      box.open = !box.open;
      return true;
    },
  };
}
