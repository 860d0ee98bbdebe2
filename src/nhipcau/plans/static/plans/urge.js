// One box over many: it ticks and unticks those that it stands for, and shows whether all, some or none are ticked.
// Without scripts these boxes stay hidden, and each row is ticked by itself.
"use strict";

for (const form of document.querySelectorAll("form")) {
  const over = [...form.querySelectorAll("[data-all]")];
  const under = (box) =>
    [...form.querySelectorAll(`[name="${box.dataset.all}"]`)].filter(
      (one) => !box.dataset.of || one.dataset.of === box.dataset.of,
    );

  const show = () => {
    for (const box of over) {
      const ticked = under(box).filter((one) => one.checked).length;
      box.checked = ticked > 0 && ticked === under(box).length;
      box.indeterminate = ticked > 0 && !box.checked;
    }
  };

  for (const box of over) {
    box.closest("label").hidden = false;
    box.addEventListener("change", () => {
      for (const one of under(box)) one.checked = box.checked;
      show();
    });
  }
  if (over.length) {
    form.addEventListener("change", show);
    show();
  }
}
