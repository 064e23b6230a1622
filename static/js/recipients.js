/* Below a box of recipients: take a saved list, put the lines in order, keep them as a list. The portal does the work. */
(() => {
  "use strict";

  const NOT_REACHED = "Chưa lấy được từ cổng. Nơi nhận đang ghi vẫn giữ nguyên; hãy thử lại khi có mạng.";
  const token = () => JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];

  function dress(tools) {
    const box = document.getElementById(tools.dataset.recipients);
    if (!box) return;
    const list = tools.querySelector("[data-take]");
    const name = tools.querySelector("[data-name]");
    const said = tools.querySelector("[data-said]");

    async function ask(fields) {
      const before = box.value;
      const body = new URLSearchParams({ recipients: before, ...fields });
      let answer;
      try {
        const response = await fetch(tools.dataset.url, {
          method: "POST", headers: { "X-CSRFToken": token() }, body, redirect: "manual",
        });
        answer = response.ok ? await response.json() : null;
      } catch {
        answer = null;
      }
      said.textContent = answer ? answer.said : NOT_REACHED;
      // What was typed while the portal was asked is newer than its answer.
      if (!answer || box.value !== before) return null;
      if (box.value !== answer.recipients) {
        box.value = answer.recipients;
        box.dispatchEvent(new Event("input", { bubbles: true }));
      }
      return answer;
    }

    tools.addEventListener("click", async (event) => {
      const act = event.target.closest("[data-act]")?.dataset.act;
      if (act === "order") ask({ act });
      if (act === "take" && !list.value) list.focus();
      if (act === "take" && list.value) ask({ act, list: list.value });
      if (act !== "keep") return;
      const answer = await ask({ act, name: name.value });
      if (!answer?.made) return;
      list.add(new Option(answer.made.label, answer.made.value));
      name.value = "";
      tools.querySelector("details").open = false;
    });

    name?.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      // The form around it is not to be sent.
      event.preventDefault();
      tools.querySelector("[data-act=keep]").click();
    });

    if (!tools.dataset.stays) (box.closest(".mb-3") || box.parentElement).append(tools);
    tools.hidden = false;
  }

  document.querySelectorAll("[data-recipients]").forEach(dress);
})();
