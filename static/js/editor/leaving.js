/* Steps and links of the page wait until all is saved: what they show or do must not lack the last words typed. */

const NOT_DONE = "Chưa lưu xong nên chưa làm bước này. Hãy thử lại khi có mạng.";
const NOT_OPENED = "Chữ vừa gõ chưa lưu xong nên trang này còn thiếu. Bấm lần nữa để vẫn mở.";

export function leaving(root, session, say) {
  document.addEventListener("submit", async (event) => {
    if (!session.isDirty() || event.target.dataset.flushed) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const { submitter } = event;
    if (!(await session.saveAll())) {
      // What it asks lies over the place where this is said.
      event.target.closest("details")?.removeAttribute("open");
      return say(NOT_DONE, { untilSaved: true });
    }
    event.target.dataset.flushed = "yes";
    event.target.requestSubmit(submitter);
  }, true);

  root.addEventListener("click", async (event) => {
    const link = event.target.closest(".pe-bar a, .pe-frame a");
    // With a key held the link opens elsewhere, and the editor stays.
    const isPlain = !event.ctrlKey && !event.metaKey && !event.shiftKey;
    if (!link || !isPlain || !session.isDirty() || session.stopped || link.dataset.warned) return;
    event.preventDefault();
    if (await session.saveAll()) return link.click();
    link.dataset.warned = "yes";
    say(NOT_OPENED, { untilSaved: true });
  });
}
