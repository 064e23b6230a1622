// The cards of tasks: leaving one out and taking it in again, and deciding about news that came after one's own words.

export function dressTasks(form, saving) {
  for (const card of form.querySelectorAll("[data-part-task]")) {
    const box = card.querySelector("textarea");
    dressOut(card, box);
    dressNews(card, box, saving);
  }
}

function write(box, words) {
  box.value = words;
  box.dispatchEvent(new Event("input", { bubbles: true }));
}

/** An empty box is a task that is left out; what stood there comes back by the same button. */
function dressOut(card, box) {
  const area = card.querySelector("[data-part-out]");
  const [says, button] = [area.querySelector("[data-part-out-says]"), area.querySelector("button")];
  let before = box.value || area.dataset.drafted;
  let byButton = false;

  function show() {
    const isOut = !box.value.trim();
    if (!isOut) byButton = false;
    says.hidden = !isOut;
    button.textContent = isOut ? "Đưa lại vào báo cáo" : "Không đưa vào báo cáo";
    card.classList.toggle("part-task-out", isOut && (byButton || document.activeElement !== box));
  }

  box.addEventListener("focus", () => (before = box.value.trim() ? box.value : before));
  box.addEventListener("input", show);
  box.addEventListener("part-put", show);
  box.addEventListener("blur", show);
  button.addEventListener("click", () => {
    const isOut = !box.value.trim();
    if (!isOut) before = box.value;
    byButton = !isOut;
    write(box, isOut ? before : "");
    if (isOut) box.focus();
  });
  area.hidden = false;
  show();
}

function dressNews(card, box, saving) {
  const news = card.querySelector("[data-part-news]");
  if (!news) return;
  const done = () => {
    news.remove();
    box.focus();
  };
  const [use, keep] = [news.querySelector("[data-part-use]"), news.querySelector("[data-part-keep]")];
  for (const button of [use, keep]) button.type = "button";
  use.addEventListener("click", () => {
    write(box, news.querySelector("[data-part-new-words]").textContent);
    done();
  });
  keep.addEventListener("click", () => {
    saving.kept.push(keep.value);
    saving.later();
    done();
  });
}
