/* The plan editor: one surface for the whole plan. Here its parts are put together. */
import { pm } from "./engine.js";
import * as commands from "./commands.js";
import { Contents, jumpTo } from "./contents.js";
import { counting } from "./counting.js";
import { Disputes } from "./disputes.js";
import { dragging } from "./dragging.js";
import { Findings } from "./findings.js";
import { folding, toggleFold } from "./folding.js";
import { Frame } from "./frame.js";
import { closesByItself, help } from "./help.js";
import { Keeping } from "./keeping.js";
import { leaving } from "./leaving.js";
import { Notes } from "./notes.js";
import { panes } from "./panes.js";
import { Preview } from "./preview.js";
import { remarked, Remarks } from "./remarks.js";
import { docOf, listOf, schema } from "./schema.js";
import { sender } from "./sending.js";
import { Session } from "./session.js";
import { show } from "./showing.js";
import { StatusBar } from "./status.js";
import { copied, unsavedWords } from "./unsaved.js";
import { tidy } from "./tidy.js";
import { toolbar } from "./toolbar.js";
import { typing } from "./typing.js";
import { goToEnd } from "./walking.js";

const root = document.getElementById("editor");
const state = JSON.parse(document.getElementById("plan-state").textContent);
const { saveUrl, pagesUrl, person, plan, csrfCookie } = root.dataset;
const part = (name) => root.querySelector(`[data-part=${name}]`);
const bar = new StatusBar(root, part);
const keeps = () => session?.keeps ?? state.keeps_printed;
let session;
let leavesWithTab = true;
let drawn = false;

const { baseKeymap, toggleMark } = pm.commands;
const act = {
  bold: toggleMark(schema.marks.bold),
  italic: toggleMark(schema.marks.italic),
  in: commands.shift(1),
  out: commands.shift(-1),
  up: commands.moveBy(-1),
  down: commands.moveBy(1),
  undo: pm.history.undo,
  redo: pm.history.redo,
  heading: commands.toggleHeading,
  remove: commands.removeItems,
  add: commands.addItem(keeps),
  fold: toggleFold(),
  note: () => (notes.add(), true),
  save: () => (session.save(), true),
};
const always = (command) => (...given) => command(...given) || true;
// Escape sets the Tab key free for leaving the text, as nobody may be caught in it.
const tab = (command) => (...given) => (leavesWithTab ? always(command)(...given) : false);
const keys = {
  Enter: commands.enter(keeps),
  "Shift-Enter": commands.insertBreak,
  Backspace: commands.joinBack,
  Delete: commands.joinForward,
  Tab: tab(act.in),
  "Shift-Tab": tab(act.out),
  Escape: () => !(leavesWithTab = false),
  ArrowUp: (...given) => frame.fromItems(-1)(...given),
  ArrowDown: (...given) => frame.fromItems(1)(...given),
  "Alt-ArrowUp": act.up,
  "Alt-ArrowDown": act.down,
  "Mod-Home": goToEnd(-1),
  "Mod-End": goToEnd(1),
  "Shift-Mod-Home": goToEnd(-1, { extend: true }),
  "Shift-Mod-End": goToEnd(1, { extend: true }),
  "Mod-b": act.bold,
  "Mod-i": act.italic,
  "Mod-z": act.undo,
  "Mod-y": act.redo,
  "Mod-Shift-z": act.redo,
  "Mod-s": act.save,
  "Mod-Alt-f": act.note,
  F8: () => remarks.step(1),
  "Shift-F8": () => remarks.step(-1),
  "Mod-/": () => keyList.toggle(),
};

const view = new pm.view.EditorView(part("items"), {
  state: pm.state.EditorState.create({
    doc: docOf(state.items),
    plugins: [
      typing({ keeps, say: (words) => bar.say(words) }),
      pm.keymap.keymap(keys),
      pm.keymap.keymap(baseKeymap),
      pm.history.history(),
      tidy(keeps),
      folding(),
      remarked(),
      counting(() => session?.knownNotes() ?? { markers: [], before: [] }),
    ],
  }),
  // The line being written keeps clear of the lower edge of the screen, which on a phone is the keyboard's upper one.
  scrollThreshold: { top: 0, right: 0, bottom: 40, left: 0 },
  scrollMargin: { top: 5, right: 5, bottom: 48, left: 5 },
  attributes: {
    class: "pe-items",
    role: "textbox",
    "aria-multiline": "true",
    "aria-label": "Nội dung kế hoạch",
    "aria-describedby": "editor-keys",
    spellcheck: "false",
  },
  handleDOMEvents: {
    focus: () => void (leavesWithTab = true),
    blur: () => void (session?.isDirty() && session.save()),
    keydown(_, event) {
      // Two keys in quick succession: where the first has put the cursor must be known before the second acts.
      view.domObserver.flush();
      if (event.key !== "Escape" && event.key !== "Tab") leavesWithTab = true;
      return false;
    },
  },
  dispatchTransaction(tr) {
    view.updateState(view.state.apply(tr));
    if (tr.docChanged && !tr.getMeta("portal")) session.touched();
    refresh();
  },
});

const paper = {
  read: () => listOf(view.state.doc),
  show: (list) => show(view, list),
  /** Resolves when no input method is in the middle of a word: text replaced under it would be eaten. */
  async calm() {
    while (view.composing) await new Promise((done) => setTimeout(done, 100));
  },
};
const keeping = new Keeping(person, plan);
const post = sender(saveUrl, csrfCookie);
session = new Session({ state, person: Number(person), paper, keeping, send: post, tell });
const frame = new Frame(root, session, view);
const disputes = new Disputes(view, session, frame, part("disputes"));
const notes = new Notes(view, session, part("notes"));
const askForPages = async (body) => (await sender(pagesUrl, csrfCookie)(body)).answer;
const preview = new Preview(view, part("pages"), askForPages, new Findings(part("findings")));
const keyList = help(part("help"), view);
root.querySelectorAll(".pe-bar .move").forEach(closesByItself);
const shown = panes(root, () => preview.opened());
const contents = new Contents(view, part("contents"), () => shown.choose("items"));
const handle = dragging(view, part("handle"), part("drop"));
const buttons = toolbar(part("toolbar"), view, act, keeps);
const remarks = new Remarks(view, part("remarks"), state.remarks ?? [], csrfCookie);

function refresh() {
  contents.update();
  notes.count();
  handle.update();
  buttons.update();
  preview.follow();
  // Nothing is refreshed before all parts are there, but for the marks this one sets itself.
  if (drawn) remarks.follow();
}

function tell(news) {
  bar.update(news);
  if (!notes) return;
  disputes.update();
  if (news.notesChanged) {
    notes.update();
    view.updateState(view.state);
  }
  if (news.frameChanged) frame.update();
  if (news.saved_at && !news.trouble && !news.dirty) preview.changed();
}

if (session.restore(keeping.takeOver())) bar.restored(() => session.keep());
frame.update();
disputes.update();
notes.update();
view.updateState(view.state);
session.start();
preview.changed();
drawn = true;
refresh();
goToAddress();
window.addEventListener("hashchange", goToAddress);
root.dataset.ready = "yes";
root.dispatchEvent(new Event("editor:ready"));

function goToAddress() {
  const box = location.hash.startsWith("#muc-") ? document.getElementById(location.hash.slice(1)) : null;
  if (box?.dataset.uid) jumpTo(view, box.dataset.uid);
}

// A phone's keyboard opens after the tap: what was tapped may lie beneath it by then.
let height = window.visualViewport?.height;
window.visualViewport?.addEventListener("resize", () => {
  const lower = window.visualViewport.height < height;
  height = window.visualViewport.height;
  if (lower && view.hasFocus()) view.dispatch(view.state.tr.scrollIntoView());
});

root.addEventListener("keydown", (event) => {
  // In the box of a footnote or a note to a step too it saves, and not the page as a file.
  const asks = (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "s";
  if (!asks || event.defaultPrevented) return;
  event.preventDefault();
  session.save();
});
leaving(root, session, (...said) => bar.say(...said));
part("copy-unsaved").addEventListener("click", async () => {
  const done = await copied(unsavedWords(session));
  bar.say(done ? "Đã chép chữ chưa lưu. Có thể dán vào Word hoặc một dự thảo khác." : "Trình duyệt không cho chép. Hãy chọn chữ trên trang rồi bấm Ctrl+C.");
});
