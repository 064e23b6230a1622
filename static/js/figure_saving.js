/* The commune's figures save themselves; a unit's part has its own saving around this sheet. */
import { Leftover, valueOf } from "./figure_leftover.js";

const REST = 1500; // ms without a key before what was typed is saved
const NO_NET = "Mất kết nối. Số liệu đang giữ trên máy này, có mạng là lưu tiếp.";
const NOT_KEPT = "Mất kết nối, chưa lưu. Sẽ lưu lại khi có mạng.";
const NOT_SAVED = "Chưa tự lưu được. Hãy bấm “Lưu số liệu”.";
const SIGNED_OUT = "Chưa lưu vì đã hết phiên làm việc. Tải lại trang rồi đăng nhập, số liệu đang giữ trên máy này.";
const SIGNED_OUT_NOT_KEPT =
  "Chưa lưu vì đã hết phiên làm việc. Hãy ghi lại các số vừa nhập, rồi tải lại trang để đăng nhập.";

const signedOut = (isKept) => (isKept ? SIGNED_OUT : SIGNED_OUT_NOT_KEPT);

export function saveByItself(form, say, changed) {
  const leftover = new Leftover(form);
  let waiting = null;
  let running = false;
  let sending = false;
  let stuck = false;

  const changedLines = () => [...form.querySelectorAll("[data-changed]")];

  form.addEventListener("figures:changed", () => {
    leftover.keep();
    if (stuck) return;
    say("Chưa lưu");
    clearTimeout(waiting);
    waiting = setTimeout(save, REST);
  });

  function bodyOf(lines) {
    const body = new FormData();
    for (const name of ["csrfmiddlewaretoken", "version"]) body.set(name, form.elements[name].value);
    for (const line of lines) {
      for (const box of line.querySelectorAll("input[name]")) {
        if (box.type !== "checkbox" || box.checked) body.set(box.name, box.value);
      }
    }
    return body;
  }

  async function save({ keepalive = false } = {}) {
    const lines = changedLines().filter((line) => !keepalive || !line.matches(".figure-wrong"));
    if (running || stuck || sending || !lines.length) return;
    running = true;
    const boxes = lines.flatMap((line) => [...line.querySelectorAll("input[name]")]);
    const sent = new Map(boxes.map((box) => [box, valueOf(box)]));
    lines.forEach((line) => delete line.dataset.changed);
    const request = { method: "POST", body: bodyOf(lines), headers: { Accept: "application/json" }, keepalive };
    const answer = await fetch(form.action, request).catch(() => null);
    // A page instead of an answer is the way to the sign-in.
    const told = await answer?.json().catch(() => null);
    running = false;
    if (answer?.ok && told) {
      kept(lines, sent, told);
      return;
    }
    lines.forEach((line) => (line.dataset.changed = "yes"));
    const isKept = leftover.keep();
    if (answer) {
      stuck = true;
      say(told?.sentence ?? (answer.ok ? signedOut(isKept) : NOT_SAVED));
    } else {
      say(isKept ? NO_NET : NOT_KEPT);
      waiting = setTimeout(save, 5000);
    }
  }

  function kept(lines, sent, { version, at, wrong }) {
    form.elements.version.value = version;
    const newer = changedLines().length > 0;
    const isWrong = (line) => [...line.querySelectorAll("input[name]")].some((box) => wrong.includes(box.name));
    const unread = lines.filter(isWrong);
    // A line that cannot be read was not kept: it is sent again with the next change, or by the button.
    unread.forEach((line) => (line.dataset.changed = "yes"));
    const taken = [...sent].filter(([box]) => !unread.includes(box.closest("[data-figure]")));
    leftover.took(Object.fromEntries(taken.map(([box, value]) => [box.name, value])));
    if (newer) {
      // Typed while this save was under way; the moment in which it would have been saved may be over.
      say("Chưa lưu");
      clearTimeout(waiting);
      waiting = setTimeout(save, REST);
      return;
    }
    say(unread.length ? `Đã lưu ${at}, trừ các dòng đang báo lỗi` : `Đã lưu ${at}`);
  }

  leftover.ask(changed);
  window.addEventListener("online", () => save());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") save({ keepalive: true });
  });
  form.addEventListener("submit", () => {
    clearTimeout(waiting);
    sending = true;
  });
  window.addEventListener("beforeunload", (event) => {
    // A line that cannot be read would not be kept anyway; leaving it is still asked about.
    if (!sending && changedLines().length) {
      save({ keepalive: true });
      event.preventDefault();
    }
  });
}
