// Searching from any page: Ctrl-K, "/" or the head's search opens the box; without this script that is a link to the page.
(() => {
  document.addEventListener("DOMContentLoaded", () => {
    const box = document.getElementById("nc-find");
    const door = document.querySelector('[data-tool="search"]');
    if (!box || !door || !box.showModal) return;
    const form = box.querySelector("form"), field = form.elements.q;
    const list = document.getElementById("nc-find-list"), said = box.querySelector(".nc-find-say");
    const page = door.getAttribute("href");
    let waiting = null, asked = 0, chosen = null;
    form.action = page;
    door.title += " (Ctrl+K)";
    door.setAttribute("aria-keyshortcuts", "Control+K");

    const options = () => [...list.querySelectorAll("[role=option]")];
    const choose = (option) => {
      chosen?.setAttribute("aria-selected", "false");
      chosen = option || null;
      if (!chosen) { field.removeAttribute("aria-activedescendant"); return; }
      chosen.setAttribute("aria-selected", "true");
      field.setAttribute("aria-activedescendant", chosen.id);
      chosen.scrollIntoView({ block: "nearest" });
    };
    const clear = () => { choose(null); list.replaceChildren(); field.setAttribute("aria-expanded", "false"); };
    const show = (html) => {
      clear();
      list.innerHTML = html;
      const found = options().filter((option) => !option.matches(".nc-find-more")).length;
      field.setAttribute("aria-expanded", String(found > 0));
      const all = list.querySelector("[data-count]")?.dataset.count || found;
      said.textContent = found ? said.dataset.found.replace("#", all) : said.dataset.nothing;
    };
    const ask = async () => {
      const words = field.value.trim(), mine = asked += 1;
      if (words.length < 2) { clear(); said.textContent = ""; return; }
      try {
        const answer = await fetch(`${page}nhanh/?q=${encodeURIComponent(words)}`, { headers: { "HX-Request": "true" } });
        if (mine !== asked) return; // an answer to older words
        if (!answer.ok || answer.redirected || answer.headers.has("HX-Redirect")) throw new Error(answer.status);
        const html = await answer.text();
        if (mine === asked) show(html);
      } catch {
        if (mine === asked) { clear(); said.textContent = said.dataset.trouble; }
      }
    };
    const open = () => {
      if (box.open || document.querySelector("dialog[open]")) return;
      box.showModal();
      field.select();
    };
    door.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
      event.preventDefault();
      open();
    });
    document.addEventListener("keydown", (event) => {
      const typing = event.target.closest("input, textarea, select, [contenteditable]");
      if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k") {
        event.preventDefault();
        open();
      } else if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey && !box.open) {
        event.preventDefault();
        open();
      }
    });
    field.addEventListener("input", (event) => {
      clearTimeout(waiting);
      asked += 1;
      if (!event.isComposing) waiting = setTimeout(ask, 150);
    });
    field.addEventListener("compositionend", () => { clearTimeout(waiting); waiting = setTimeout(ask, 150); });
    field.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      const all = options(), at = all.indexOf(chosen);
      if (event.key === "ArrowDown") choose(all[at + 1] || all[0]);
      else if (event.key === "ArrowUp") choose(all[at < 0 ? all.length - 1 : at - 1]);
      else if (event.key === "Enter" && chosen) { box.close(); chosen.click(); }
      else return;
      event.preventDefault();
    });
    form.addEventListener("submit", (event) => { if (!field.value.trim()) event.preventDefault(); });
    list.addEventListener("click", (event) => { if (event.target.closest("a") && !event.ctrlKey) box.close(); });
    box.addEventListener("click", (event) => { if (event.target === box || event.target.closest("[data-close]")) box.close(); });
  });
})();
