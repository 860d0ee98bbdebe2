// Triage from the keyboard: j, k move; c choose, l leave out, s correct, n note, o open, ? help.
(() => {
  const rows = () => [...document.querySelectorAll("[data-item]")];
  const current = () => document.activeElement?.closest?.("[data-item]") || document.querySelector("[data-item].here");
  const go = (row) => {
    if (!row) return;
    document.querySelectorAll("[data-item].here").forEach((one) => one.classList.remove("here"));
    row.classList.add("here");
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  };
  const step = (by) => {
    const all = rows();
    const at = all.indexOf(current());
    go(all[at < 0 ? 0 : Math.min(all.length - 1, Math.max(0, at + by))]);
  };
  const typing = (target) => target.closest?.("input, textarea, select, [contenteditable]");
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") {
      const form = event.target.closest?.("[data-item-form]");
      if (form) { const row = form.closest("[data-item]"); form.replaceChildren(); go(row); event.preventDefault(); }
      return;
    }
    if (typing(event.target) || document.querySelector("dialog[open]")) return;
    if (event.key === "j" || event.key === "k") { step(event.key === "j" ? 1 : -1); event.preventDefault(); return; }
    if (event.key === "?") { document.getElementById("keys")?.showModal(); event.preventDefault(); return; }
    const row = current();
    const deed = row?.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (deed) { event.preventDefault(); deed.click(); }
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-show-keys]")) document.getElementById("keys")?.showModal();
    const closer = event.target.closest("[data-close-form]");
    if (closer) { const row = closer.closest("[data-item]"); closer.closest("[data-item-form]").replaceChildren(); go(row); }
  });
  // A row that came back from the server takes the place, and the focus, of the old one.
  let deciding = "";
  document.addEventListener("htmx:beforeRequest", (event) => {
    const row = event.target.closest("[data-item]");
    deciding = row && event.detail.requestConfig?.verb === "post" ? row.id : "";
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    const form = event.target.matches?.("[data-item-form]") ? event.target : null;
    if (form) { form.querySelector("select, textarea, input:not([type=hidden])")?.focus(); return; }
    if (!deciding) return;
    const row = document.getElementById(deciding);
    deciding = "";
    go(row);
    if (row?.matches("[data-decided]")) step(1);
  });
})();
