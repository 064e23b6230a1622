/* Whole rows: one more for an item, giving one at once, ticking those that are complete and sure. */
import { boxOf, form, goTo, groupOf, keyOf, rows, tell, write } from "./cells.js";
import { isSure } from "./changes.js";
import * as draft from "./draft.js";

const numberOf = (row) => Number(keyOf(row).split("_")[1] ?? 0);

/** An empty row below those of the item, which begins with its words, its unit and its person. */
export function addRow(group, number = 0) {
  const own = [...group.querySelectorAll(".g-row")];
  const next = number || Math.max(0, ...own.map(numberOf)) + 1;
  if (next >= 30) {
    tell("Mỗi mục nhiều nhất 30 dòng.");
    return null;
  }
  const key = `${group.dataset.item}_${next}`;
  const row = document.getElementById("g-blank").content.querySelector(".g-row").cloneNode(true);
  row.dataset.row = key;
  row.querySelectorAll("[name]").forEach((box) => box.setAttribute("name", box.name.replace("KEY", key)));
  row.querySelector("[name=giao]").value = key;
  if (own.length) {
    for (const column of ["title", "unit", "person"]) write(boxOf(row, column), boxOf(own[0], column).value);
    row.querySelector(".g-rel").textContent = own[0].querySelector(".g-rel").textContent;
  } else {
    write(boxOf(row, "title"), group.querySelector(".g-text").textContent.trim().slice(0, 200));
  }
  dress(row);
  group.append(row);
  return row;
}

/** The list of the browser would stand over ours. */
export function dress(root) {
  root.querySelectorAll("[list]").forEach((box) => box.removeAttribute("list"));
}

/** Make one row a task, the page staying as it is. What cannot be done this way is sent as the whole form. */
export async function give(row) {
  const button = row.querySelector("[name=giao]");
  const group = groupOf(row);
  if (button.disabled) return;
  button.disabled = true;
  let answer;
  try {
    answer = await fetch(form.action, { method: "POST", body: sent(group, button), headers: { "X-Part": "1" } });
  } catch {
    button.disabled = false;
    tell("Chưa gửi được vì mất kết nối. Nội dung vẫn giữ; hãy bấm “Giao” lần nữa.");
    return;
  }
  button.disabled = false;
  if (answer.redirected) {
    tell("Phiên làm việc đã hết. Hãy tải lại trang để đăng nhập; các dòng đã nhập được giữ lại.");
  } else if (answer.status === 200 || answer.status === 422) {
    putInPlace(group, row, await answer.text(), answer.status === 200);
  } else {
    form.requestSubmit(button);
  }
}

function sent(group, button) {
  const data = new FormData();
  data.set("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
  for (const box of group.querySelectorAll("input[name], textarea[name]")) {
    if (box.type !== "checkbox" || box.checked) data.set(box.name, box.value);
  }
  data.set("giao", button.value);
  return data;
}

function putInPlace(group, row, html, given) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const fresh = document.importNode(page.querySelector(".g-item"), true);
  const following = rows()[rows().indexOf(row) + 1];
  dress(fresh);
  if (given) draft.forget(row);
  group.replaceWith(fresh);
  const spot = given
    ? fresh.querySelector(".g-row") ?? (following?.isConnected ? following : fresh.querySelector(".g-add"))
    : fresh.querySelector(`[data-row="${keyOf(row)}"]`);
  if (spot?.matches(".g-row")) {
    const wrong = spot.querySelector(".g-bad")?.parentElement.querySelector("input, textarea");
    goTo(given ? boxOf(spot, "title") : wrong ?? boxOf(spot, "title"));
  } else {
    spot?.focus();
  }
  tell(given ? page.querySelector("[data-said]").textContent : "Chưa giao được. Xem chỗ ghi đỏ tại dòng.");
  form.querySelector("[data-bulk-row]")?.dispatchEvent(new Event("change", { bubbles: true }));
}

export function chooseSure() {
  const sure = rows().filter(isSure);
  for (const row of sure) {
    const tick = boxOf(row, "take");
    if (!tick.checked) tick.click();
  }
  tell(sure.length
    ? `Đã chọn ${sure.length} dòng đủ và chắc chắn.`
    : "Chưa có dòng nào đủ và chắc chắn. Hãy xem lại các chỗ có dấu hỏi.");
}
