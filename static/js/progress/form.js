// The form of progress on a phone with a bad net: kept from the first letter, photos reduced and shown, sent by pieces.
// Without this script, or where the browser keeps nothing, the form is sent as any other.

import { reduced } from "./photos.js";
import { flush, onChange } from "./sending.js";
import * as store from "./store.js";

const MOST_FILES = 10;
const MOST_BYTES = 10 * 1024 * 1024;
const KINDS = ["jpg", "jpeg", "png", "pdf", "docx", "xlsx"];
const NO_TEXT = "Hãy viết vài dòng về việc đã làm.";
const NO_EVIDENCE = "Nhiệm vụ này cần minh chứng khi báo xong. Hãy thêm ít nhất một ảnh hoặc tệp, rồi báo xong.";

const form = document.querySelector("[data-telling]");
const { text, amount, key } = form.elements;
const says = form.querySelector("[data-telling-says]");
const previews = form.querySelector("[data-previews]");
const inputs = [...form.querySelectorAll("input[type=file]")];
let draft;
let files = [];
let preparing = Promise.resolve();

store.database().then(begin, plainly);

/** The browser keeps nothing: the form stays what it is, and the chosen files stand beside their buttons. */
function plainly() {
  inputs.forEach((input) => {
    input.addEventListener("change", () => {
      const names = [...input.files].map((file) => file.name);
      const spot = input.closest("[data-files]").querySelector("[data-files-chosen]");
      spot.textContent = names.length ? `${names.length} tệp: ${names.join(", ")}` : "";
    });
  });
}

async function begin() {
  await takeUp();
  form.addEventListener("input", keep);
  inputs.forEach((input) => input.addEventListener("change", () => choose(input)));
  // On a slow phone a photo may be chosen before this script was there.
  inputs.filter((input) => input.files.length).forEach(choose);
  form.addEventListener("submit", press);
  onChange(follow);
  form.dataset.ready = "yes";
}

/** What was left here before; a form that came back with an error holds newer words. */
async function takeUp() {
  draft = store.draftOf(form.dataset.task) || fresh();
  if ("typed" in form.dataset) {
    keep();
  } else {
    // Typed before this script was there.
    text.value ||= draft.text;
    if (amount) amount.value ||= draft.amount;
  }
  key.value = draft.key;
  files = await store.filesOf(draft.key);
  showFiles();
}

function fresh() {
  const { task, title, fileUrl } = form.dataset;
  return {
    key: store.newKey(), task, title, url: form.getAttribute("action"), fileUrl, page: location.pathname,
    text: "", amount: "", pressed: 0,
  }; // prettier-ignore
}

function keep(event) {
  if (event?.target.type === "file") return;
  draft.text = text.value;
  draft.amount = amount?.value ?? "";
  if (draft.text || draft.amount || files.length) store.save(draft);
  else store.drop(draft);
  if (draft.text) wrong(text, "");
}

function choose(input) {
  const chosen = [...input.files];
  input.value = "";
  // One after the other: ten photos at once are more than an old phone can hold.
  preparing = preparing.then(async () => {
    for (const file of chosen) await add(file);
    tell("");
  });
}

async function add(file) {
  if (files.length >= MOST_FILES) {
    tell(`Mỗi lần báo gửi nhiều nhất ${MOST_FILES} tệp. “${file.name}” chưa được thêm.`, true);
    return;
  }
  tell(`Đang thu nhỏ ảnh ${file.name}`);
  const { name, blob } = await reduced(file);
  const kind = name.split(".").pop().toLowerCase();
  if (!KINDS.includes(kind)) {
    tell(`Tệp “${name}” không thuộc loại được nhận. Hãy chọn ảnh, PDF, Word hoặc Excel.`, true);
    return;
  }
  if (!blob.size || blob.size > MOST_BYTES) {
    tell(`Tệp “${name}” ${blob.size ? "lớn quá 10 MB" : "không có nội dung"}. Hãy chọn tệp khác.`, true);
    return;
  }
  const kept = { key: store.newKey(), update: draft.key, name, blob, place: Date.now() + files.length / 100 };
  await store.saveFile(kept);
  files.push(kept);
  keep();
  showFiles();
}

function showFiles() {
  previews.hidden = !files.length;
  previews.querySelectorAll("img").forEach((img) => URL.revokeObjectURL(img.src));
  previews.replaceChildren(...files.map(preview));
}

function preview(file) {
  const row = document.createElement("li");
  if (file.blob.type.startsWith("image/")) {
    const picture = document.createElement("img");
    picture.src = URL.createObjectURL(file.blob);
    picture.alt = file.name;
    row.append(picture);
  } else {
    const name = document.createElement("span");
    name.className = "task-preview-name";
    name.textContent = file.name;
    row.append(name);
  }
  const remove = document.createElement("button");
  remove.type = "button";
  remove.textContent = "✕";
  remove.setAttribute("aria-label", `Bỏ ${file.name}`);
  remove.addEventListener("click", async () => {
    files = files.filter((each) => each !== file);
    await store.dropFile(file);
    keep();
    showFiles();
    (previews.querySelector("button") || text).focus();
  });
  row.append(remove);
  return row;
}

let standsError = false;

function tell(words, isError = false) {
  // An error stands until the next choice; what is being done gives way to it.
  if (!words && standsError) {
    standsError = false;
    return;
  }
  standsError = isError;
  says.classList.toggle("text-danger", isError);
  says.textContent = words;
}

function wrong(field, words) {
  field.classList.toggle("is-invalid", Boolean(words));
  let spot = form.querySelector(`#wrong-${field.name}`);
  if (!spot && words) {
    spot = document.createElement("div");
    spot.id = `wrong-${field.name}`;
    spot.className = "invalid-feedback d-block";
    field.after(spot);
    field.setAttribute("aria-describedby", spot.id);
  }
  if (spot) spot.textContent = words;
  if (words) field.focus();
}

const hold = (held) =>
  [...form.elements].filter((each) => each.type === "submit").forEach((each) => (each.disabled = held));

async function press(event) {
  // Before the page's own guard against double presses: this form sends nothing by itself.
  event.preventDefault();
  event.stopPropagation();
  const done = event.submitter?.name === "done";
  hold(true);
  await preparing;
  keep();
  const problem = lacking(done);
  if (problem) {
    hold(false);
    wrong(...problem);
    return;
  }
  store.save({ ...draft, done, pressed: Date.now() });
  empty();
  await flush();
  hold(false);
}

function lacking(done) {
  if (!text.value.trim()) return [text, NO_TEXT];
  if (amount?.validity && !amount.validity.valid) return [amount, "Hãy ghi một số từ 0 trở lên."];
  if (done && "needsEvidence" in form.dataset && !files.length) return [text, NO_EVIDENCE];
  return null;
}

function empty() {
  draft = fresh();
  key.value = draft.key;
  text.value = "";
  if (amount) amount.value = "";
  files = [];
  showFiles();
}

/** Once it has arrived the page is shown anew, unless the next words are being written already. */
function follow({ phase, entry }) {
  if (phase !== "sent" || entry.page !== location.pathname) return;
  if (store.waiting().some((each) => each.task === entry.task && !each.refused)) return;
  if (text.value || files.length) return;
  location.reload();
}
