// The editor's keys: Alt+arrows move an item, E edits, X drops, J and K go on; the focus follows the item.
(() => {
  const items = () => [...document.querySelectorAll("#digest-items [data-item]")];
  let keep = null;
  document.addEventListener("keydown", (event) => {
    if (event.target.closest("input, textarea, select")) return;
    const item = event.target.closest?.("[data-item]");
    // A key held down must not press a form that htmx does not know yet: it would be sent as a page.
    const press = (selector) => { event.preventDefault(); if (!document.querySelector("#digest-items.htmx-settling")) item?.querySelector(selector)?.click(); };
    const go = (step) => {
      const all = items(), at = item ? all.indexOf(item) : -1;
      const next = all[Math.min(Math.max(at + step, 0), all.length - 1)];
      if (next) { event.preventDefault(); next.focus(); next.scrollIntoView({ block: "nearest" }); }
    };
    if (event.altKey && event.key === "ArrowUp" && item) { keep = item.id; press("[data-up]"); }
    else if (event.altKey && event.key === "ArrowDown" && item) { keep = item.id; press("[data-down]"); }
    else if (event.altKey || event.ctrlKey || event.metaKey) return;
    else if (event.key === "j") go(1);
    else if (event.key === "k") go(-1);
    else if (event.key === "e" && item) press("[data-edit]");
    else if (event.key === "x" && item) { const all = items(); keep = (all[all.indexOf(item) + 1] || all[all.indexOf(item) - 1])?.id; press("[data-drop]"); }
  });
  // Settled, not only swapped: before that htmx does not know the new forms.
  document.addEventListener("htmx:afterSettle", (event) => {
    const field = event.detail.target.querySelector("[data-item-form] textarea, [data-item-form] input:not([type=hidden])");
    if (field) { field.focus(); return; }
    if (event.detail.target.id !== "digest-items" || !keep) return;
    if (!document.activeElement.closest("[data-item]")) document.getElementById(keep)?.focus();
    keep = null;
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.successful && event.detail.elt.matches("[data-added]")) event.detail.elt.closest("li").remove();
  });
  // When an item's form was kept the whole list comes back: the focus returns to the item.
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.detail.elt.matches("[data-item-form]")) keep = event.detail.elt.closest("[data-item]")?.id;
  });
})();
