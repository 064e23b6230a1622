/* The commune's figures save themselves; a unit's part has its own saving around this sheet. */
export function saveByItself(form, say) {
  let waiting = null;
  let running = false;
  let sending = false;
  let stuck = false;

  const changedLines = () => [...form.querySelectorAll("[data-changed]")];

  form.addEventListener("figures:changed", () => {
    if (stuck) return;
    say("Chưa lưu");
    clearTimeout(waiting);
    waiting = setTimeout(save, 1500);
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
    lines.forEach((line) => delete line.dataset.changed);
    const request = { method: "POST", body: bodyOf(lines), headers: { Accept: "application/json" }, keepalive };
    const answer = await fetch(form.action, request).catch(() => null);
    running = false;
    if (answer?.ok) {
      const { version, at } = await answer.json();
      form.elements.version.value = version;
      // A line that cannot be read was not kept: it is sent again with the next change, or by the button.
      lines.filter((line) => line.matches(".figure-wrong")).forEach((line) => (line.dataset.changed = "yes"));
      say(form.querySelector(".figure-wrong") ? `Đã lưu ${at}, trừ các dòng đang báo lỗi` : `Đã lưu ${at}`);
      return;
    }
    lines.forEach((line) => (line.dataset.changed = "yes"));
    if (answer) {
      stuck = true;
      const told = await answer.json().catch(() => ({}));
      say(told.sentence ?? "Chưa tự lưu được. Hãy bấm “Lưu số liệu”.");
    } else {
      say("Mất kết nối, chưa lưu. Sẽ lưu lại khi có mạng.");
      waiting = setTimeout(save, 5000);
    }
  }

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
