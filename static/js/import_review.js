/* Review of an import: panes that answer each other, keys for the questions, tools at a block, tabs on the phone. */
(() => {
  "use strict";

  const review = document.querySelector("[data-review]");
  if (!review) return;
  const isPhone = window.matchMedia("(max-width: 991.98px)");
  const typing = (element) => element.closest("input, textarea, select, [contenteditable]");
  const blocksOn = (line) =>
    [...review.querySelectorAll("[data-block][data-first]")].filter(
      (block) => Number(block.dataset.first) <= line && line <= Number(block.dataset.last),
    );

  /* Tabs */

  const tabs = review.querySelector(".review-tabs");
  tabs.hidden = false;
  review.classList.add("has-tabs");
  tabs.addEventListener("click", (event) => {
    const tab = event.target.closest("[data-show-tab]");
    if (tab) showTab(tab.dataset.showTab);
  });

  function showTab(name) {
    review.dataset.show = name;
    tabs.querySelectorAll("[data-show-tab]").forEach((tab) => {
      const isShown = tab.dataset.showTab === name;
      tab.setAttribute("aria-pressed", String(isShown));
      tab.classList.toggle("active", isShown);
    });
  }
  showTab("questions");

  /* Both panes at one place */

  function mark(first, last) {
    review.querySelectorAll("[data-line]").forEach((line) => {
      const number = Number(line.dataset.line);
      line.classList.toggle("plan-source-marked", number >= first && number <= last);
    });
    review.querySelectorAll("[data-block]").forEach((block) => {
      const here = Number(block.dataset.first) <= last && Number(block.dataset.last) >= first;
      block.toggleAttribute("aria-current", here && Boolean(block.dataset.first));
    });
  }

  // Only the pane scrolls, never the page: the question stays where the eye is.
  function bring(element) {
    if (!element) return;
    const pane = element.closest(".pane-scroll");
    const box = pane.getBoundingClientRect();
    const spot = element.getBoundingClientRect();
    if (isPhone.matches) element.scrollIntoView({ block: "center" });
    else pane.scrollTop += spot.top - box.top - pane.clientHeight / 3;
  }

  function show(first, last, from) {
    mark(first, last);
    if (isPhone.matches && from === "link") showTab("source");
    if (from !== "source") bring(document.getElementById(`dong-${first}`));
    if (from !== "found" && !(isPhone.matches && from === "link")) bring(blocksOn(first)[0]);
  }

  review.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-first]");
    if (link) {
      event.preventDefault();
      show(Number(link.dataset.first), Number(link.dataset.last), "link");
      return;
    }
    if (event.target.closest("a, button, summary, label, input, textarea, select")) return;
    const line = event.target.closest("[data-line]");
    const block = event.target.closest("[data-block][data-first]");
    if (line) show(Number(line.dataset.line), Number(line.dataset.line), "source");
    if (block) show(Number(block.dataset.first), Number(block.dataset.last), "found");
  });

  let near = [];
  review.addEventListener("mouseover", (event) => {
    const line = event.target.closest("[data-line]");
    const block = event.target.closest("[data-block][data-first]");
    near.forEach((element) => element.classList.remove("review-near"));
    near = [];
    if (line) near = [line, ...blocksOn(Number(line.dataset.line))];
    if (block) {
      near = [block];
      for (let at = Number(block.dataset.first); at <= Number(block.dataset.last); at += 1) {
        const source = document.getElementById(`dong-${at}`);
        if (source) near.push(source);
      }
      offerSteps(block);
    }
    near.forEach((element) => element.classList.add("review-near"));
  });
  review.addEventListener("focusin", (event) => {
    const block = event.target.closest("[data-block]");
    if (block) offerSteps(block);
  });

  // One set of tools for all blocks, moved to the one in hand.
  let tools = null;
  function offerSteps(block) {
    const template = document.getElementById("step-tools");
    if (!template || isPhone.matches || (tools && tools.parentElement === block)) return;
    if (tools) tools.remove();
    tools = document.createElement("div");
    tools.className = "review-float";
    tools.append(template.content.cloneNode(true));
    tools.querySelectorAll("button").forEach((button) => {
      button.value += block.dataset.block;
      button.setAttribute("aria-label", button.textContent.trim());
    });
    block.append(tools);
  }

  /* Keys: 1 to 4 answer, j and k walk, u takes back */

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const key = event.key.toLowerCase();
    const wanted = {
      j: '[data-walk="following"]', n: '[data-walk="following"]', k: '[data-walk="previous"]',
      u: '[data-answer="u"]', 1: '[data-answer="1"]', 2: '[data-answer="2"]',
      3: '[data-answer="3"]', 4: '[data-answer="4"]',
    }[key];
    const button = wanted && document.querySelector(`#questions ${wanted}`);
    if (!button || event.repeat) return;
    event.preventDefault();
    button.click();
  });

  function showCurrent() {
    const card = document.querySelector("#questions [data-current-first]");
    if (card) show(Number(card.dataset.currentFirst), Number(card.dataset.currentLast), "card");
    else mark(0, -1);
  }

  // Only where a question was asked for or answered: a change of the outline leaves both panes where they are.
  document.addEventListener("htmx:afterSettle", (event) => {
    const asked = event.detail.requestConfig && event.detail.requestConfig.target;
    if (!asked || asked.id !== "questions" || event.target.id !== "questions") return;
    if (isPhone.matches) showTab("questions");
    else showCurrent();
  });
  if (!isPhone.matches) showCurrent();
})();
