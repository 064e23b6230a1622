/* The buttons above the text: for the hand, and for phones, which have no Tab key. */
import { setMarker } from "./commands.js";
import { placeAt } from "./items.js";
import { kindOf } from "./markers.js";

const MARKERS = { section: "I", letter: "A", number: "1", dotted: "1.1", point: "a", "-": "-", "+": "+", "": "" };

export function toolbar(spot, view, act, keeps) {
  const style = spot.querySelector("[data-style]");

  spot.addEventListener("mousedown", (event) => {
    // A press must not take the cursor out of the text.
    if (event.target.closest("button")) event.preventDefault();
  });
  spot.addEventListener("click", (event) => {
    const name = event.target.closest("[data-act]")?.dataset.act;
    if (!name) return;
    act[name](view.state, view.dispatch, view);
    if (name !== "note" && name !== "save") view.focus();
  });
  style.addEventListener("change", () => {
    setMarker(MARKERS[style.value], keeps)(view.state, view.dispatch);
    view.focus();
  });
  spot.addEventListener("keydown", (event) => walk(spot, event));

  return {
    update() {
      const { state } = view;
      const { marker, heading } = state.doc.child(placeAt(state.doc, state.selection.from)).attrs;
      const kind = kindOf(marker).replace(/^dotted\d$/, "dotted");
      style.value = kind in MARKERS ? kind : "";
      press(spot, "heading", heading);
      press(spot, "bold", isOn(state, "bold"));
      press(spot, "italic", isOn(state, "italic"));
      for (const name of ["undo", "redo"]) spot.querySelector(`[data-act=${name}]`).disabled = !act[name](state);
    },
  };
}

function press(spot, name, isPressed) {
  spot.querySelector(`[data-act=${name}]`).setAttribute("aria-pressed", String(isPressed));
}

function isOn(state, name) {
  const { from, to, empty, $from } = state.selection;
  const mark = state.schema.marks[name];
  if (empty) return Boolean(mark.isInSet(state.storedMarks || $from.marks()));
  return state.doc.rangeHasMark(from, to, mark);
}

/** One stop for the Tab key; the arrows walk the buttons. */
function walk(spot, event) {
  const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!by || event.target.tagName === "SELECT") return;
  const stops = [...spot.querySelectorAll("button:not(:disabled), select")];
  const next = stops[stops.indexOf(document.activeElement) + by];
  if (!next) return;
  event.preventDefault();
  next.focus();
}
