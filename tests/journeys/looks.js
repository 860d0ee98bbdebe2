// What an eye sees at once and no rule of accessibility says; gives one line for each fault, with the element.
(() => {
  const faults = [];
  const shown = (one) => one.checkVisibility() && one.getBoundingClientRect().width > 1;
  const told = (what, one) => faults.push(`${what}: ${one.outerHTML.replace(/\s+/g, " ").slice(0, 140)}`);
  // Where the letters of a node stand, line by line; what is only for the ear stands nowhere.
  const lines = (node) => {
    if (node.nodeType === Node.TEXT_NODE && !node.data.trim()) return [];
    if (node.nodeType === Node.ELEMENT_NODE && (!shown(node) || node.closest(".visually-hidden"))) return [];
    const range = document.createRange();
    range.selectNodeContents(node);
    // A space before the word is no part of it.
    if (node.nodeType === Node.TEXT_NODE) range.setStart(node, node.data.search(/\S/));
    return [...range.getClientRects()].filter((one) => one.width > 1);
  };
  const words = (one) => [...one.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());

  // A card on a phone whose cell has lines of its own: label on the left, everything else on the right.
  for (const cell of document.querySelectorAll(".nc-stack td[data-label]")) {
    const style = getComputedStyle(cell);
    if (!shown(cell) || style.display !== "grid") continue;
    const edge = cell.getBoundingClientRect().left + parseFloat(style.paddingLeft) + parseFloat(style.gridTemplateColumns);
    if ([...cell.childNodes].some((node) => lines(node).some((line) => line.left < edge - 1))) {
      told("words under the label of a card", cell);
    }
  }
  // A word or two on a button stay in one line.
  for (const button of document.querySelectorAll("main :is(button, a.btn, label.btn)")) {
    if (!shown(button) || button.innerText.trim().length > 14) continue;
    const tops = words(button).flatMap(lines).map((line) => Math.round(line.top));
    if (Math.max(...tops) - Math.min(...tops) > 4) told("a short button broken in two", button);
  }
  // A picture does not touch the word after it.
  for (const picture of document.querySelectorAll(":is(main, header) :is(button, a, summary, span, h2, h3) > svg")) {
    const next = picture.nextSibling;
    if (!shown(picture) || !next || !lines(next).length) continue;
    const [box, line] = [picture.getBoundingClientRect(), lines(next)[0]];
    const beside = line.top < box.bottom && line.bottom > box.top;
    if (beside && line.left >= box.left && line.left - box.right < 2) told("a picture glued to its word", picture.parentElement);
  }
  // What stands in one line stands on one line.
  for (const row of document.querySelectorAll(".nc-crumbs, .nc-foot > div")) {
    const bottoms = [...row.children].flatMap((one) => lines(one).slice(0, 1)).map((line) => line.top + line.height / 2);
    const apart = (one, other) => Math.abs(one - other) > 2 && Math.abs(one - other) < 12;
    if (bottoms.some((one) => bottoms.some((other) => apart(one, other)))) told("not on one line", row);
  }
  return [...new Set(faults)];
})();
