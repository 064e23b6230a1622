/* A handle beside the item in hand, by which it is dragged with all below it; by mouse or finger. */
import { moveTo } from "./commands.js";
import { endOf, placeAt, placeOfUid } from "./items.js";
import { DEEPEST } from "./schema.js";

const STEP = 24; // as wide as one level is set in

export function dragging(view, handle, line) {
  let at = null; // the uid of the item the handle stands beside
  let drag = null;

  const boxes = () => [...view.dom.querySelectorAll(":scope > .pe-item:not(.pe-away)")];
  const elementOf = (uid) => view.dom.querySelector(`:scope > [data-uid="${CSS.escape(uid)}"]`);

  function standBeside(uid) {
    const box = uid && elementOf(uid);
    handle.hidden = !box || !view.editable;
    if (!box) return;
    at = uid;
    handle.style.top = `${box.offsetTop}px`;
  }

  view.dom.addEventListener("pointermove", (event) => {
    const box = event.target.closest?.(".pe-item");
    if (!drag && box && event.pointerType === "mouse") standBeside(box.dataset.uid);
  });

  handle.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    handle.setPointerCapture(event.pointerId);
    drag = { uid: at, x: event.clientX, target: null };
    elementOf(at)?.classList.add("pe-dragged");
  });
  handle.addEventListener("pointermove", (event) => {
    if (drag) aim(event);
  });
  handle.addEventListener("pointerup", () => end(true));
  handle.addEventListener("pointercancel", () => end(false));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && drag) end(false);
  });

  function aim(event) {
    const { doc } = view.state;
    const place = placeOfUid(doc, drag.uid);
    const last = endOf(doc, place);
    const below = boxes().find((box) => {
      const { top, height } = box.getBoundingClientRect();
      return event.clientY < top + height / 2;
    });
    const target = below ? placeOfUid(doc, below.dataset.uid) : doc.childCount;
    drag.target = target > place && target < last ? null : target;
    if (drag.target === null) {
      line.hidden = true;
      return;
    }
    drag.depth = depthFor(doc, place, last, target, event.clientX - drag.x);
    line.hidden = false;
    const box = below || boxes().at(-1);
    line.style.top = `${below ? box.offsetTop : box.offsetTop + box.offsetHeight}px`;
    line.style.left = `${drag.depth * STEP}px`;
  }

  /** As deep as it was, or as the hand moved it aside, within what its new neighbours allow. */
  function depthFor(doc, place, last, target, aside) {
    let above = target - 1;
    if (above >= place && above < last) above = place - 1;
    const next = target === place ? last : target;
    const most = above < 0 ? 0 : Math.min(doc.child(above).attrs.depth + 1, DEEPEST);
    const least = next < doc.childCount ? Math.min(doc.child(next).attrs.depth, most) : 0;
    const wanted = doc.child(place).attrs.depth + Math.round(aside / STEP);
    return Math.max(least, Math.min(wanted, most));
  }

  function end(drops) {
    if (!drag) return;
    elementOf(drag.uid)?.classList.remove("pe-dragged");
    line.hidden = true;
    const { uid, target, depth } = drag;
    drag = null;
    const place = placeOfUid(view.state.doc, uid);
    if (!drops || target === null || place < 0) return;
    moveTo(view.state, view.dispatch, place, target, depth);
    view.focus();
    standBeside(uid);
  }

  return {
    update() {
      if (!drag) standBeside(view.state.doc.child(placeAt(view.state.doc, view.state.selection.from)).attrs.uid);
    },
  };
}
