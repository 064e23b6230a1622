// Sends what waits, piece by piece: the words, each photo by itself, then the closing word. Every piece has its own key,
// so that a repeat after a cut line changes nothing. It is tried again when the net is back, and now and then.

import { drop, dropFile, filesOf, person, save, saveFile, waiting } from "./store.js";

const FIRST_WAIT = 3_000;
const LONGEST_WAIT = 120_000;
const PIECE_LIMIT = 180_000;
const GONE = "Tài khoản này không còn xem được nhiệm vụ.";

let busy = false;
let again = false;
let wait = FIRST_WAIT;
let timer;
const listeners = [];

/** `told(state)` hears of every step: {phase: "sending"|"sent"|"later"|"stopped"|"refused", …}. */
export const onChange = (told) => listeners.push(told);
const say = (state) => listeners.forEach((told) => told(state));

const token = () => JSON.parse(document.body.getAttribute("hx-headers") || "{}")["X-CSRFToken"] || "";

function post(url, fields, onProgress) {
  return new Promise((resolve) => {
    const data = new FormData();
    for (const [name, value] of Object.entries(fields)) {
      if (value instanceof Blob) data.append(name, value, fields.name);
      else if (name !== "name") data.append(name, value);
    }
    const request = new XMLHttpRequest();
    request.open("POST", url);
    request.timeout = PIECE_LIMIT;
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("X-CSRFToken", token());
    request.upload.onprogress = (event) => onProgress?.(event.loaded / event.total);
    request.onload = () => resolve(judged(request));
    request.onerror = request.ontimeout = request.onabort = () => resolve({ end: "later" });
    request.send(data);
  });
}

function judged(request) {
  const { status } = request;
  if (status >= 500 || status === 429 || status === 408) return { end: "later" };
  if (status === 404) return { end: "refused", problem: GONE };
  let answer;
  try {
    answer = JSON.parse(request.responseText);
  } catch {
    // A page instead of an answer: the way to the sign-in, or a form of before the last sign-in.
    return { end: "stopped", problem: "Đã hết phiên làm việc." };
  }
  if (answer.person) return { end: "stopped", problem: answer.problem };
  return status < 300 ? { end: "sent" } : { end: "refused", problem: answer.problem };
}

/** One update with its photos. Returns {end, problem}; what the portal has is gone from the device. */
async function sendEntry(entry) {
  const files = (await filesOf(entry.key)).filter((file) => !file.refused);
  const words = {
    text: entry.text,
    key: entry.key,
    person,
    waited: Math.max(0, (Date.now() - entry.pressed) / 1000),
    ...(entry.amount ? { amount: entry.amount } : {}),
  };
  const closing = { ...words, last: 1, ...(entry.done ? { done: 1 } : {}) };
  if (!entry.arrived && files.length) {
    say({ phase: "sending", entry, words: "Đang gửi nội dung" });
    const { end, problem } = await post(entry.url, words);
    if (end !== "sent") return { end, problem };
    entry.arrived = true;
    save(entry);
  }
  for (const [place, file] of files.entries()) {
    const told = (part) =>
      say({
        phase: "sending",
        entry,
        words: `Đang gửi ảnh, tệp ${place + 1}/${files.length}`,
        part: (place + part) / files.length,
      });
    told(0);
    const piece = { person, update: entry.key, key: file.key, file: file.blob, name: file.name };
    const { end, problem } = await post(entry.fileUrl, piece, told);
    if (end === "refused") await saveFile({ ...file, refused: problem });
    else if (end === "sent") await dropFile(file);
    else return { end, problem };
  }
  say({ phase: "sending", entry, words: "Đang gửi", part: 1 });
  const closed = await post(entry.url, closing);
  if (closed.end !== "sent") return closed;
  const left = await filesOf(entry.key);
  if (!left.length) {
    await drop(entry);
    return closed;
  }
  entry.arrived = true;
  const problem = left.map((file) => file.refused).join(" ");
  return { end: "refused", problem: `Nội dung đã gửi. ${problem}` };
}

/** Send all that waits. What was pressed while this runs goes after it; other tabs wait for their turn. */
export async function flush() {
  if (!person) return;
  again = true;
  if (busy) return;
  busy = true;
  clearTimeout(timer);
  try {
    while (again) {
      again = false;
      // Over plain HTTP there are no locks; two tabs then send twice what the keys let count once.
      const through = navigator.locks ? await navigator.locks.request("danvan-progress", sendAll) : await sendAll();
      if (!through) break;
    }
  } finally {
    busy = false;
  }
}

/** Whether all went through, or was refused for good; if not, it is tried later. */
async function sendAll() {
  for (const entry of waiting().filter((each) => !each.refused)) {
    const { end, problem } = await sendEntry(entry);
    if (end === "refused") {
      entry.refused = problem;
      save(entry);
    }
    if (end === "later") {
      timer = setTimeout(flush, wait);
      wait = Math.min(wait * 2, LONGEST_WAIT);
    }
    say({ phase: end, entry, problem });
    if (end === "later" || end === "stopped") return false;
    wait = FIRST_WAIT;
  }
  return true;
}

function soon() {
  wait = FIRST_WAIT;
  flush();
}

/** Begin: what an earlier page left is sent now, and whenever the net or the person comes back. */
export function start() {
  window.addEventListener("online", soon);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) soon();
  });
  flush();
}
