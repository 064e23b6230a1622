/* The parts around the body, written on the same sheet: title, opening, closing, recipients, who signs. */
import { pm } from "./engine.js";
import { canonicalLines, Paragraphs } from "./paragraphs.js";

const LABELS = {
  title: "Trích yếu",
  opening: "Phần mở đầu",
  closing: "Phần kết thúc",
  recipients: "Nơi nhận",
  signature_form: "Thẩm quyền ký",
  signer: "Người ký",
  signer_name: "Họ tên người ký",
  signer_post: "Chức vụ người ký",
};
const RICH = ["opening", "closing"];

export const labelOf = (name) => LABELS[name];

export class Frame {
  /** `items`: the view of the items, above and below which the frame stands. */
  constructor(root, session, items) {
    Object.assign(this, { root, session, items });
    this.shown = new Map(); // name → the text of the portal that its box shows
    this.boxes = new Map();
    for (const box of root.querySelectorAll("[data-frame]")) this.boxes.set(box.dataset.frame, this.open(box));
    root.addEventListener("focusout", (event) => {
      if (event.target.closest?.("[data-frame]")) this.left();
    });
    this.update();
  }

  open(box) {
    const name = box.dataset.frame;
    this.shown.set(name, this.session.frame.portal[name]);
    if (RICH.includes(name)) {
      box.addEventListener("grounds:read", (event) => (event.detail.text = this.boxes.get(name).lines()));
      box.addEventListener("grounds:write", (event) => {
        this.boxes.get(name).show(event.detail.text, { byHand: true });
      });
      return new Paragraphs(box, {
        label: LABELS[name],
        lines: this.session.frame.portal[name],
        typed: (lines) => this.typed(name, lines),
        leave: (way) => this.leave(name, way),
        save: () => this.session.save(),
        blurred: () => this.left(),
      });
    }
    for (const kind of ["input", "change"]) box.addEventListener(kind, () => this.typed(name, box.value));
    if (name === "title") box.addEventListener("keydown", (event) => this.keyInTitle(event, box));
    return box;
  }

  typed(name, text) {
    const shown = this.shown.get(name);
    // Typed back to what it was: the portal's own text, letter by letter.
    this.session.frame.type(name, text === canonical(name, shown) ? shown : text, shown);
    this.remark(name);
    this.session.touched();
  }

  left() {
    if (this.session.isDirty()) this.session.save();
    else this.update();
  }

  /** Bring the boxes up to date with the portal, but for what is typed here and not saved. */
  update() {
    const { frame } = this.session;
    for (const [name, box] of this.boxes) {
      this.remark(name);
      const typed = frame.typed.get(name);
      this.write(name, box, typed ? typed.text : frame.portal[name]);
      if (!typed) this.shown.set(name, frame.portal[name]);
    }
  }

  write(name, box, text) {
    if (RICH.includes(name)) return box.show(text);
    // What the portal has tidied waits until the person leaves the box.
    const isOwn = box === document.activeElement && this.session.frame.own.get(name) === text;
    if (box.value === text || isOwn) return;
    const { selectionStart, selectionEnd } = box;
    box.value = text;
    if (box === document.activeElement && selectionStart != null) box.setSelectionRange(selectionStart, selectionEnd);
    box.dispatchEvent(new Event("signature:draw"));
  }

  /** Why a part was not saved, below its box. */
  remark(name) {
    const spot = this.root.querySelector(`[data-frame-remark="${name}"]`);
    if (spot) spot.textContent = this.session.frame.refused.get(name)?.words || "";
  }

  /** A person has chosen between two texts. */
  settle(name, text) {
    this.session.frame.settle(name, text);
    this.write(name, this.boxes.get(name), text);
    this.session.touched();
    this.update();
    this.goTo(name);
  }

  goTo(name) {
    const box = this.boxes.get(name);
    if (RICH.includes(name)) box.focus(true);
    else box.focus();
  }

  keyInTitle(event, box) {
    const isLast = box.selectionStart === box.value.length;
    if (event.key === "Enter" || (event.key === "ArrowDown" && isLast)) {
      event.preventDefault();
      this.boxes.get("opening").focus(false);
    }
    if (event.key === "s" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      this.session.save();
    }
  }

  /** The arrows go on from one part to the next, through the items between opening and closing. */
  leave(name, way) {
    if (name === "opening" && way > 0) return this.intoItems(false);
    if (name === "closing" && way < 0) return this.intoItems(true);
    this.boxes.get(way < 0 ? "title" : "recipients").focus();
    return true;
  }

  intoItems(atEnd) {
    const { state } = this.items;
    const { TextSelection } = pm.state;
    const spot = atEnd ? TextSelection.atEnd(state.doc) : TextSelection.atStart(state.doc);
    this.items.dispatch(state.tr.setSelection(spot).scrollIntoView());
    this.items.focus();
    return true;
  }

  /** An arrow key at the edge of the items. */
  fromItems(way) {
    return (state, _, view) => {
      const { $head, empty } = state.selection;
      const edge = way > 0 ? state.doc.childCount - 1 : 0;
      if (!empty || !view || $head.index(0) !== edge || !view.endOfTextblock(way > 0 ? "down" : "up")) return false;
      this.boxes.get(way > 0 ? "closing" : "opening").focus(way < 0);
      return true;
    };
  }
}

const canonical = (name, text) => (RICH.includes(name) ? canonicalLines(text) : text);
