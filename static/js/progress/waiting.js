// On every page: says what waits on this device and sends it. Nothing is shown where nothing waits.

import { drop, filesOf, save, waiting } from "./store.js";
import { flush, onChange, start } from "./sending.js";

const element = (name, words = "", classes = "") => {
  const made = document.createElement(name);
  made.textContent = words;
  if (classes) made.className = classes;
  return made;
};

const button = (words, act) => {
  const made = element("button", words, "btn btn-sm btn-secondary");
  made.type = "button";
  made.addEventListener("click", act);
  return made;
};

let box;
let stopped = "";

function place() {
  if (box) return box;
  box = element("section", "", "unsent");
  box.id = "unsent";
  box.setAttribute("role", "status");
  box.setAttribute("aria-live", "polite");
  const messages = document.querySelector("main .messages");
  if (messages) messages.after(box);
  else document.querySelector("main")?.prepend(box);
  return box;
}

/** "1 báo cáo và 3 ảnh, tệp": what of these entries has not arrived yet. */
async function counted(entries) {
  const texts = entries.filter((entry) => !entry.arrived).length;
  let files = 0;
  for (const entry of entries) files += (await filesOf(entry.key)).length;
  const parts = [];
  if (texts) parts.push(`${texts} báo cáo tiến độ`);
  if (files) parts.push(`${files} ảnh, tệp`);
  return parts.join(" và ") || "Bước cuối của báo cáo";
}

async function show(state) {
  const all = waiting();
  if (!all.length) {
    box?.replaceChildren();
    return;
  }
  const spot = place();
  const open = all.filter((entry) => !entry.refused);
  const lines = all.filter((entry) => entry.refused).map(refusal);
  if (open.length) lines.unshift(await pending(open, state));
  spot.replaceChildren(...lines);
}

async function pending(open, state) {
  const line = element("div", "", "alert alert-warning message");
  const body = element("div");
  line.append(body);
  if (state?.phase === "sending") {
    body.append(element("p", `${state.words}: ${state.entry.title}`));
    const bar = element("progress");
    bar.max = 1;
    if (state.part !== undefined) bar.value = state.part;
    body.append(bar);
    return line;
  }
  const count = await counted(open);
  if (stopped) {
    body.append(
      element("p", `${stopped} ${count} đang giữ trên máy này, đăng nhập lại là gửi tiếp.`),
      button("Tải lại trang", () => location.reload()),
    );
    return line;
  }
  body.append(
    element("p", `${count} chưa gửi, sẽ gửi khi có mạng. Có thể đóng trang này.`),
    button("Gửi ngay", flush),
  );
  return line;
}

function refusal(entry) {
  const line = element("div", "", "alert alert-danger message");
  const body = element("div");
  body.append(
    element("p", `Chưa gửi được báo cáo của nhiệm vụ “${entry.title}”. ${entry.refused}`),
    element("p", entry.text, "prewrap"),
  );
  const acts = element("div", "", "unsent-acts");
  if (!entry.arrived) acts.append(button("Sửa rồi gửi lại", () => mend(entry)));
  acts.append(button("Bỏ báo cáo này", () => drop(entry).then(() => show())));
  body.append(acts);
  line.append(body);
  return line;
}

/** Back into the form of its task, as it was typed. */
function mend(entry) {
  save({ ...entry, pressed: 0, refused: "", done: false });
  location.assign(entry.page);
}

onChange((state) => {
  stopped = state.phase === "stopped" ? state.problem : "";
  // The page of the task itself shows it in its time line; elsewhere it is said.
  if (state.phase === "sent" && location.pathname !== state.entry.page) sentElsewhere(state.entry);
  show(state);
});

function sentElsewhere(entry) {
  const line = element("div", "", "alert alert-success message");
  const body = element("div", "Đã gửi báo cáo tiến độ: ");
  const link = element("a", entry.title);
  link.href = entry.page;
  body.append(link);
  line.append(body);
  document.querySelector("main .messages")?.append(line);
}

if (waiting().length) show();
start();
