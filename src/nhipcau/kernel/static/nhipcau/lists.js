// Choosing rows of a list, and figures that move when a part of the page was sent.
(() => {
  const bar = () => document.querySelector("[data-bulk]");
  const boxes = () => [...document.querySelectorAll("input[form=nc-bulk][name=dong]")];
  let last = null;
  const show = () => {
    const form = bar();
    if (!form) return;
    const rows = boxes(), chosen = rows.filter((box) => box.checked);
    const all = form.querySelector("[name=tat-ca]"), page = document.querySelector("[data-bulk-page]");
    const said = form.querySelector(".nc-bulk-said");
    said.hidden = false;
    said.querySelector("b").textContent = all.checked ? form.querySelector("[name=dem]").value : chosen.length;
    form.classList.toggle("nc-some", chosen.length > 0 || all.checked);
    form.querySelector("[data-bulk-none]").hidden = !chosen.length && !all.checked;
    if (page) {
      page.hidden = false;
      page.checked = rows.length > 0 && chosen.length === rows.length;
      page.indeterminate = chosen.length > 0 && chosen.length < rows.length;
    }
  };
  const set = (rows, on) => { rows.forEach((box) => { box.checked = on; }); show(); };
  document.addEventListener("click", (event) => {
    const box = event.target.closest("input[form=nc-bulk][name=dong]");
    if (box) {
      const rows = boxes();
      if (event.shiftKey && last && rows.includes(last)) {
        const [from, to] = [rows.indexOf(last), rows.indexOf(box)].sort((one, other) => one - other);
        set(rows.slice(from, to + 1), box.checked);
      }
      last = box;
      show();
    } else if (event.target.closest("[data-bulk] [name=viec]")) {
      // A file leaves the page where it stands, so the next act need not wait for it.
      bar().toggleAttribute("data-again", event.target.closest("[name=viec]").value === "xuat");
    } else if (event.target.closest("[data-bulk-none]")) {
      bar().querySelector("[name=tat-ca]").checked = false;
      set(boxes(), false);
    }
  });
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-bulk-page]")) set(boxes(), event.target.checked);
    else if (event.target.closest("[data-bulk]")) show();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !event.target.matches("input[form=nc-bulk]")) return;
    bar().querySelector("[name=tat-ca]").checked = false;
    set(boxes(), false);
  });
  document.addEventListener("DOMContentLoaded", () => { if (bar()) { bar().classList.add("nc-floats"); show(); } });
  addEventListener("pageshow", show);
  document.addEventListener("nhipcau:filled", show);
  // A part was sent and changed something: the figures of the page are asked for again.
  let waits = 0;
  document.addEventListener("htmx:afterRequest", (event) => {
    const { requestConfig, successful } = event.detail;
    if (!successful || !requestConfig || requestConfig.verb === "get" || !document.querySelector("[data-counts]")) return;
    clearTimeout(waits);
    waits = setTimeout(async () => {
      const answer = await fetch(location.href, { headers: { "X-Nhip-Cau": "script" } }).catch(() => null);
      if (!answer || !answer.ok || answer.redirected) return;
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelectorAll("[data-counts]");
      const old = document.querySelectorAll("[data-counts]");
      if (fresh.length !== old.length) return;
      old.forEach((part, place) => { if (part.innerHTML !== fresh[place].innerHTML) part.innerHTML = fresh[place].innerHTML; });
    }, 250);
  });
})();
// One box over many of a form (data-all: their name, data-of: only those of one group): it ticks and unticks those that
// it stands for, and shows whether all, some or none are ticked.  Without scripts these boxes stay hidden.
document.addEventListener("DOMContentLoaded", () => {
  for (const form of document.querySelectorAll("form:has([data-all])")) {
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
      box.closest("label").hidden = !box.dataset.of && under(box).length < 2;
      box.addEventListener("change", () => { for (const one of under(box)) one.checked = box.checked; });
    }
    form.addEventListener("change", show);
    addEventListener("pageshow", show);
    show();
  }
});
