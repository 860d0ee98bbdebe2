// Dragging a card of the board: it may fall where one of its own links leads, and then that link is followed.
// Keyboard and touch use the links themselves.
"use strict";

for (const board of document.querySelectorAll(".nc-board")) {
  const columns = [...board.querySelectorAll("[data-column]")];
  let card = null;

  const linkTo = (column) => card && card.querySelector(`[data-to~="${column.dataset.column}"]`);

  const rest = () => {
    card?.classList.remove("moving");
    card = null;
    board.classList.remove("moving");
    for (const column of columns) column.classList.remove("takes", "over");
  };

  for (const one of board.querySelectorAll("[data-targets]")) {
    one.draggable = true;
    one.addEventListener("dragstart", (event) => {
      card = one;
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", one.id);
      one.classList.add("moving");
      board.classList.add("moving");
      for (const column of columns) column.classList.toggle("takes", Boolean(linkTo(column)));
    });
    one.addEventListener("dragend", rest);
  }

  for (const column of columns) {
    column.addEventListener("dragover", (event) => {
      if (!linkTo(column)) return;
      event.preventDefault();
      column.classList.add("over");
    });
    column.addEventListener("dragleave", () => column.classList.remove("over"));
    column.addEventListener("drop", (event) => {
      const link = linkTo(column);
      if (!link) return;
      event.preventDefault();
      rest();
      location.assign(link.href);
    });
  }
}
