/* Import of a plan: a file is dropped or chosen, and sent at once. */
(() => {
  "use strict";

  document.querySelectorAll("[data-drop]").forEach((area) => {
    const input = area.querySelector("input[type=file]");
    const over = (isOver) => area.classList.toggle("plan-drop-over", isOver);

    area.addEventListener("dragover", (event) => {
      event.preventDefault();
      over(true);
    });
    area.addEventListener("dragleave", () => over(false));
    area.addEventListener("drop", (event) => {
      event.preventDefault();
      over(false);
      if (!event.dataTransfer.files.length) return;
      input.files = event.dataTransfer.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    });
  });

  // Sending shows how far it is; the page that follows shows the reading. Without this script the form just goes.
  document.querySelectorAll("form[data-upload]").forEach((form) => {
    const input = form.querySelector("input[type=file]");
    const bar = form.querySelector("[data-upload-bar]");
    const told = form.querySelector("[data-upload-told]");

    input.addEventListener("change", () => input.files.length && send());
    form.addEventListener("submit", (event) => {
      if (!input.files.length) return;
      event.preventDefault();
      send();
    });

    // On a slow line a file may be chosen before this script has come. A page that is loaded again is not sent again.
    const [visit] = performance.getEntriesByType("navigation");
    if (input.files.length && visit?.type === "navigate") send();

    function send() {
      if (form.dataset.sending) return;
      form.dataset.sending = "yes";
      const request = new XMLHttpRequest();
      const sent = new FormData(form);
      input.disabled = true;
      bar.hidden = false;
      say(`Đang gửi “${input.files[0].name}”`);
      request.upload.addEventListener("progress", (event) => {
        if (event.lengthComputable) bar.value = (100 * event.loaded) / event.total;
      });
      request.upload.addEventListener("load", () => say("Đã gửi xong, đang mở trang đọc tệp"));
      request.addEventListener("load", () => arrived(request));
      request.addEventListener("error", () => failed());
      request.open("POST", form.action || window.location.href);
      request.send(sent);
    }

    function arrived(request) {
      // A redirect was followed: the address is that of the import. Else the form came back with what is wrong.
      if (request.status < 400 && new URL(request.responseURL).pathname !== window.location.pathname) {
        window.location.assign(request.responseURL);
        return;
      }
      const page = new DOMParser().parseFromString(request.responseText, "text/html");
      const summary = page.querySelector("[data-error-summary]");
      if (!summary) return failed();
      ready();
      form.querySelectorAll("[data-error-summary]").forEach((old) => old.remove());
      form.prepend(summary);
      summary.focus();
    }

    function failed() {
      ready();
      say("Chưa gửi được tệp. Hãy kiểm tra mạng rồi bấm “Đọc tệp” lần nữa.");
    }

    function ready() {
      delete form.dataset.sending;
      input.disabled = false;
      form.querySelectorAll("button").forEach((button) => (button.disabled = false));
      delete form.dataset.sent;
      bar.hidden = true;
      say("");
    }

    function say(words) {
      told.textContent = words;
    }
  });
})();
