/* The plan editor: one surface for the whole plan. Here its parts are put together. */
import { pm } from "./engine.js";
import * as commands from "./commands.js";
import { Contents, jumpTo } from "./contents.js";
import { Disputes } from "./disputes.js";
import { dragging } from "./dragging.js";
import { Findings } from "./findings.js";
import { folding, toggleFold } from "./folding.js";
import { closesByItself, help } from "./help.js";
import { Keeping } from "./keeping.js";
import { leaving } from "./leaving.js";
import { Notes } from "./notes.js";
import { panes } from "./panes.js";
import { Preview } from "./preview.js";
import { docOf, listOf, schema } from "./schema.js";
import { sender } from "./sending.js";
import { Session } from "./session.js";
import { show } from "./showing.js";
import { StatusBar } from "./status.js";
import { tidy } from "./tidy.js";
import { toolbar } from "./toolbar.js";
import { typing } from "./typing.js";

const root = document.getElementById("editor");
const state = JSON.parse(document.getElementById("plan-state").textContent);
const { saveUrl, pagesUrl, person, plan, csrfCookie } = root.dataset;
const part = (name) => root.querySelector(`[data-part=${name}]`);
const bar = new StatusBar(root, part);
const keeps = () => session?.keeps ?? state.keeps_printed;
let session;
let leavesWithTab = true;

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
  "Alt-ArrowUp": act.up,
  "Alt-ArrowDown": act.down,
  "Mod-b": act.bold,
  "Mod-i": act.italic,
  "Mod-z": act.undo,
  "Mod-y": act.redo,
  "Mod-Shift-z": act.redo,
  "Mod-s": act.save,
  "Mod-Alt-f": act.note,
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
    ],
  }),
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
const disputes = new Disputes(view, session, part("disputes"));
const notes = new Notes(view, session, part("notes"));
const askForPages = async (body) => (await sender(pagesUrl, csrfCookie)(body)).answer;
const preview = new Preview(view, part("pages"), askForPages, new Findings(part("findings")));
const keyList = help(part("help"), view);
root.querySelectorAll(".pe-bar .move").forEach(closesByItself);
const shown = panes(root, () => preview.opened());
const contents = new Contents(view, part("contents"), () => shown.choose("items"));
const handle = dragging(view, part("handle"), part("drop"));
const buttons = toolbar(part("toolbar"), view, act, keeps);

function refresh() {
  contents.update();
  handle.update();
  buttons.update();
  preview.follow();
}

function tell(news) {
  bar.update(news);
  if (!notes) return;
  disputes.update();
  if (news.notesChanged) notes.update();
  if (news.saved_at && !news.trouble && !news.dirty) preview.changed();
}

if (session.restore(keeping.takeOver())) bar.restored(() => session.keep());
disputes.update();
notes.update();
session.start();
preview.changed();
refresh();
goToAddress();
window.addEventListener("hashchange", goToAddress);
root.dataset.ready = "yes";

function goToAddress() {
  const box = location.hash.startsWith("#muc-") ? document.getElementById(location.hash.slice(1)) : null;
  if (box?.dataset.uid) jumpTo(view, box.dataset.uid);
}

leaving(root, session, (words) => bar.say(words));
