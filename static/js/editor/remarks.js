/* Remarks of those who check and sign: marked in the margin, shown one by one below the text, ticked off in place. */
import { pm } from "./engine.js";
import { jumpTo } from "./contents.js";
import { itemsOf, placeAt, placeOfUid } from "./items.js";
import { cookie } from "./sending.js";

const { Decoration, DecorationSet } = pm.view;
const key = new pm.state.PluginKey("remarks");
const NO_ANSWER = "Cổng chưa ghi được. Hãy bấm “Đã sửa” lần nữa.";

/** Marks the items whose uid is in the set that was given last with the key's meta. */
export function remarked() {
  return new pm.state.Plugin({
    key,
    state: { init: () => new Set(), apply: (tr, uids) => tr.getMeta(key) ?? uids },
    props: {
      decorations(state) {
        const uids = key.getState(state);
        if (!uids.size) return null;
        const marked = itemsOf(state.doc).filter(({ node }) => uids.has(node.attrs.uid));
        return DecorationSet.create(
          state.doc,
          marked.map(({ node, pos }) => Decoration.node(pos, pos + node.nodeSize, { class: "pe-remarked" })),
        );
      },
    },
  });
}

export class Remarks {
  constructor(view, panel, rows, cookieName) {
    Object.assign(this, { view, panel, cookieName, open: rows, at: 0, settled: 0 });
    this.part = (name) => panel.querySelector(`[data-remark-${name}]`);
    this.form = panel.querySelector("form");
    this.part("before").addEventListener("click", () => this.step(-1));
    this.part("after").addEventListener("click", () => this.step(1));
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.settle();
    });
    this.mark();
    this.show();
  }

  mark() {
    const uids = new Set(this.open.map((each) => each.uid).filter(Boolean));
    this.view.dispatch(this.view.state.tr.setMeta(key, uids).setMeta("addToHistory", false));
  }

  /** The cursor has come to another item: what is said of that one is shown. */
  follow() {
    const { doc, selection } = this.view.state;
    const { uid } = doc.child(placeAt(doc, selection.from)).attrs;
    if (uid === this.uid) return;
    this.uid = uid;
    const found = this.open.findIndex((each) => each.uid === uid);
    if (found >= 0 && this.open[this.at]?.uid !== uid) {
      this.at = found;
      this.show();
    }
  }

  /** Go to the next or the one before; returns whether there was any. */
  step(by) {
    if (!this.open.length) return false;
    const { uid } = this.view.state.doc.child(placeAt(this.view.state.doc, this.view.state.selection.from)).attrs;
    // The first press goes to the one that is shown, unless the cursor is there already.
    if (this.hasMoved || this.open[this.at].uid === uid) {
      this.at = (this.at + by + this.open.length) % this.open.length;
    }
    this.hasMoved = true;
    this.show();
    const target = this.open[this.at].uid;
    if (target) jumpTo(this.view, target);
    return true;
  }

  show(problem = "") {
    const remark = this.open[this.at];
    this.panel.hidden = !remark && !this.settled;
    this.form.hidden = !remark;
    this.part("before").disabled = this.part("after").disabled = this.open.length < 2;
    this.part("problem").textContent = problem;
    if (!remark) {
      this.part("count").textContent = "Đã sửa hết góp ý";
      for (const name of ["where", "text", "by"]) this.part(name).textContent = "";
      return;
    }
    const isGone = remark.uid && placeOfUid(this.view.state.doc, remark.uid) < 0;
    this.part("count").textContent = `Góp ý ${this.at + 1}/${this.open.length}`;
    this.part("where").textContent = isGone ? `${remark.where} (mục đã xóa): “${remark.quote}”` : remark.where;
    this.part("text").textContent = remark.text;
    this.part("by").textContent = `${remark.by}, ${remark.at}`;
  }

  async settle() {
    const remark = this.open[this.at];
    if (!remark || this.busy) return;
    this.busy = true;
    const body = new URLSearchParams({ act: "settle", answer: this.form.elements.answer.value });
    const headers = { Accept: "application/json", "X-CSRFToken": cookie(this.cookieName) };
    const response = await fetch(remark.url, { method: "POST", headers, body, redirect: "manual" }).catch(() => null);
    const answer = response?.ok ? await response.json().catch(() => null) : null;
    this.busy = false;
    if (!answer || answer.problem) {
      this.show(answer?.problem || NO_ANSWER);
      return;
    }
    this.open.splice(this.at, 1);
    this.settled += 1;
    this.at = Math.min(this.at, Math.max(this.open.length - 1, 0));
    this.form.reset();
    this.mark();
    this.show();
  }
}
