/* Cards of the board: dragged or moved by keys, along the moves that the card's own menu offers. */
(() => {
  "use strict";

  const AREA = "#board";
  const area = () => document.querySelector(AREA);
  let dragged = null;

  const columnOf = (element) => element.closest("[data-column]");
  const mayGoTo = (card, column) => card.dataset.targets.split(" ").includes(column.dataset.column);

  function tell(words) {
    const spot = area().querySelector("[data-board-told]");
    spot.textContent = words;
    spot.classList.add("board-refused");
    spot.hidden = false;
  }

  // The one form of the card's menu that leads to this column: sent at once, or opened where it asks for a reason.
  function move(card, column) {
    const from = columnOf(card);
    if (from === column) return;
    const form = card.querySelector(`form[data-target="${column.dataset.column}"]`);
    if (!form) {
      tell(`Không chuyển được từ “${from.dataset.label}” sang “${column.dataset.label}”: bước này không mở cho anh/chị ở tình trạng hiện tại. Thẻ ở nguyên chỗ cũ.`);
      return;
    }
    if (!form.hasAttribute("data-asks")) {
      form.requestSubmit();
      return;
    }
    card.querySelector("[data-board-moves]").open = true;
    form.closest("details").open = true;
    form.querySelector("textarea").focus();
  }

  document.addEventListener("dragstart", (event) => {
    dragged = event.target.closest?.("[data-card]") || null;
    if (!dragged) return;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", dragged.dataset.card);
    dragged.classList.add("board-dragged");
    area().querySelectorAll("[data-column]").forEach((column) => {
      column.classList.toggle("board-open", mayGoTo(dragged, column));
    });
  });

  document.addEventListener("dragover", (event) => {
    if (!dragged || !event.target.closest("[data-column]")) return;
    // Every column takes the card, so that one that must not can say why.
    event.preventDefault();
    event.dataTransfer.dropEffect = "move";
  });

  document.addEventListener("drop", (event) => {
    const column = event.target.closest("[data-column]");
    if (!dragged || !column) return;
    event.preventDefault();
    move(dragged, column);
  });

  document.addEventListener("dragend", () => {
    dragged?.classList.remove("board-dragged");
    dragged = null;
    area()?.querySelectorAll(".board-open").forEach((column) => column.classList.remove("board-open"));
  });

  const DIRECTIONS = { ArrowLeft: -1, ArrowRight: 1 };

  document.addEventListener("keydown", (event) => {
    const step = DIRECTIONS[event.key];
    const title = event.target.closest(".board-title");
    if (!step || !title || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const card = title.closest("[data-card]");
    const columns = [...area().querySelectorAll("[data-column]")];
    const ahead = columns.slice(columns.indexOf(columnOf(card)) + (step > 0 ? 1 : 0));
    const behind = columns.slice(0, columns.indexOf(columnOf(card))).reverse();
    const onTheWay = step > 0 ? ahead : behind;
    if (event.shiftKey) {
      // To the next column on that side to which a move is open, else the neighbour says why not.
      const goal = onTheWay.find((column) => mayGoTo(card, column)) || onTheWay[0];
      if (goal) move(card, goal);
      return;
    }
    onTheWay.map((column) => column.querySelector(".board-title")).find(Boolean)?.focus();
  });

  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && event.target.closest("[data-board-moves][open]");
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });

  // One menu at a time.
  document.addEventListener("toggle", (event) => {
    if (!event.target.matches?.("[data-board-moves][open]")) return;
    area().querySelectorAll("[data-board-moves][open]").forEach((menu) => {
      if (menu !== event.target) menu.open = false;
    });
  }, true);

  // The board came anew: the card that was moved is still in hand.
  document.addEventListener("htmx:afterSettle", () => {
    const moved = area()?.dataset.moved;
    if (!moved) return;
    delete area().dataset.moved;
    const title = document.querySelector(`#card-${moved} .board-title`);
    (title || area().querySelector(".board")).focus({ preventScroll: !title });
  });
})();
