// Days are typed as officers write them (kernel/days.py reads the same); a small calendar stands beside the field.
// Keys in the calendar: arrows, Home and End (week), Page Up and Down (month, with Shift: year), Enter, Escape.
(() => {
  const words = document.getElementById("nc-day")?.dataset;
  if (!words) return;
  const language = document.documentElement.lang || "vi";
  const monthName = new Intl.DateTimeFormat(language, { month: "long", year: "numeric", timeZone: "UTC" });
  const dayName = new Intl.DateTimeFormat(language, { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  const shortDay = new Intl.DateTimeFormat(language, { weekday: "narrow", timeZone: "UTC" });
  const longDay = new Intl.DateTimeFormat(language, { weekday: "long", timeZone: "UTC" });
  const at = (year, month, day) => {
    const made = new Date(Date.UTC(year, month - 1, day));
    return made.getUTCFullYear() === year && made.getUTCMonth() === month - 1 && year >= 1900 && year <= 2199 ? made : null;
  };
  const read = (text) => {
    text = text.trim().replace(/\s+/g, " ");
    let found = text.match(/^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/);
    if (found) return at(+found[1], +found[2], +found[3]);
    found = text.match(/^(\d{1,2})\s?[/.\-\s]\s?(\d{1,2})\s?[/.\-\s]\s?(\d{4}|\d{2})$/) || text.match(/^(\d{2})(\d{2})(\d{4})$/);
    return found ? at(+found[3] + (found[3].length === 2 ? 2000 : 0), +found[2], +found[1]) : null;
  };
  // Where a last moment may be typed, too, its time stands before or behind the day: "16:30 20/06/2026", "20/06/2026 16h30".
  const clock = /^(\d{1,2}\s?[:hg]\s?\d{0,2})\s+|\s+(\d{1,2}\s?[:hg]\s?\d{0,2})$/;
  const time = (field) => {
    const found = "moment" in field.dataset ? field.value.trim().match(clock) : null;
    return found ? (found[1] || found[2]).replace(/\s/g, "") : "";
  };
  const readIn = (field) => read(time(field) ? field.value.trim().replace(clock, "") : field.value);
  const put = (field, day) => { field.value = [time(field), write(day)].filter(Boolean).join(" "); };
  const two = (number) => String(number).padStart(2, "0");
  const write = (day) => `${two(day.getUTCDate())}/${two(day.getUTCMonth() + 1)}/${day.getUTCFullYear()}`;
  const iso = (day) => day.toISOString().slice(0, 10);
  const today = () => read(document.body.dataset.today || "") || new Date();
  const moved = (day, days) => new Date(day.getTime() + days * 86400e3);
  const movedMonths = (day, months) => {
    const first = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + months, 1));
    const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
    return moved(first, Math.min(day.getUTCDate(), last) - 1);
  };
  const make = (tag, attributes = {}, text = "") => {
    const made = document.createElement(tag);
    Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
    made.textContent = text;
    return made;
  };

  let open = null; // {field, box, day}
  const close = (back = true) => {
    if (!open) return;
    const { field, box } = open;
    open = null;
    box.remove();
    const button = field.parentElement.querySelector(".nc-day-open");
    button?.setAttribute("aria-expanded", "false");
    if (back) button?.focus();
  };
  const choose = (day) => {
    const { field } = open;
    put(field, day);
    close();
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const allowed = (field, day) => !(field.dataset.min && iso(day) < field.dataset.min) && !(field.dataset.max && iso(day) > field.dataset.max);
  const draw = (focus = true) => {
    const { field, box, day } = open;
    box.replaceChildren();
    const head = make("div", { class: "nc-day-head" });
    const step = (label, sign, months) => {
      const button = make("button", { type: "button", class: "nc-tool", "aria-label": label }, sign);
      button.addEventListener("click", () => { open.day = movedMonths(day, months); draw(false); });
      return button;
    };
    const name = make("strong", { "aria-live": "polite" }, monthName.format(day));
    head.append(step(words.before, "‹", -1), name, step(words.after, "›", 1));
    const table = make("table", { role: "grid", "aria-label": monthName.format(day) });
    const first = moved(day, 1 - day.getUTCDate());
    let cell = moved(first, -((first.getUTCDay() + 6) % 7));
    const titles = table.createTHead().insertRow();
    for (let n = 0; n < 7; n += 1) titles.append(make("th", { scope: "col", abbr: longDay.format(moved(cell, n)) }, shortDay.format(moved(cell, n))));
    const body = table.createTBody(), chosen = readIn(field), now = iso(today());
    do {
      const row = body.insertRow();
      for (let n = 0; n < 7; n += 1) {
        const here = cell, place = row.insertCell();
        if (here.getUTCMonth() === day.getUTCMonth()) {
          const button = make("button", { type: "button", tabindex: iso(here) === iso(day) ? "0" : "-1", "aria-label": dayName.format(here) }, here.getUTCDate());
          if (chosen && iso(here) === iso(chosen)) button.setAttribute("aria-pressed", "true");
          if (iso(here) === now) button.setAttribute("aria-current", "date");
          button.disabled = !allowed(field, here);
          button.addEventListener("click", () => choose(here));
          place.append(button);
          if (focus && iso(here) === iso(day)) queueMicrotask(() => button.focus());
        }
        cell = moved(cell, 1);
      }
    } while (cell.getUTCMonth() === day.getUTCMonth());
    const foot = make("div", { class: "nc-day-foot" });
    const now_ = make("button", { type: "button", class: "btn btn-quiet btn-sm" }, words.today);
    now_.disabled = !allowed(field, today());
    now_.addEventListener("click", () => choose(today()));
    const away = make("button", { type: "button", class: "btn btn-quiet btn-sm" }, words.close);
    away.addEventListener("click", () => close());
    foot.append(now_, away);
    box.append(head, table, foot);
  };
  const KEYS = {
    ArrowLeft: (day) => moved(day, -1), ArrowRight: (day) => moved(day, 1),
    ArrowUp: (day) => moved(day, -7), ArrowDown: (day) => moved(day, 7),
    Home: (day) => moved(day, -((day.getUTCDay() + 6) % 7)), End: (day) => moved(day, 6 - ((day.getUTCDay() + 6) % 7)),
    PageUp: (day, year) => movedMonths(day, year ? -12 : -1), PageDown: (day, year) => movedMonths(day, year ? 12 : 1),
  };
  const show = (field, button) => {
    close(false);
    const box = make("div", { role: "dialog", class: "nc-day-box", "aria-label": words.open });
    open = { field, box, day: readIn(field) || today() };
    button.setAttribute("aria-expanded", "true");
    button.after(box);
    draw();
    // On a narrow screen, and near an edge, the calendar stays in sight.
    const place = box.getBoundingClientRect();
    if (place.right > document.documentElement.clientWidth - 8) box.classList.add("from-right");
    if (place.left < 8) box.classList.remove("from-right");
    box.scrollIntoView({ block: "nearest" });
    box.addEventListener("keydown", (event) => {
      if (event.key === "Escape") { event.preventDefault(); event.stopPropagation(); close(); return; }
      if (!KEYS[event.key] || !event.target.closest("table")) return;
      event.preventDefault();
      open.day = KEYS[event.key](open.day, event.shiftKey);
      draw();
    });
  };
  document.addEventListener("click", (event) => { if (open && event.target.isConnected && !open.field.parentElement.contains(event.target)) close(false); });
  document.addEventListener("focusin", (event) => { if (open && !open.field.parentElement.contains(event.target)) close(false); });

  // What is understood is written as the house writes it, before anybody else hears of the change.
  document.addEventListener("change", (event) => {
    if (!event.target.matches?.("input[data-day]")) return;
    const day = readIn(event.target);
    if (day) put(event.target, day);
  }, true);
  const dress = (within) => within.querySelectorAll("input[data-day]").forEach((field) => {
    if (field.parentElement.classList.contains("nc-day-field")) return;
    const span = make("span", { class: "nc-day-field" });
    const label = field.labels?.[0]?.firstChild?.textContent?.trim() || "";
    const button = make("button", { type: "button", class: "nc-day-open", "aria-haspopup": "dialog", "aria-expanded": "false", "aria-label": label ? `${words.open}: ${label}` : words.open });
    button.innerHTML = '<svg width="16" height="16" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" aria-hidden="true"><path d="M8 2v4M16 2v4M3 10h18"/><rect width="18" height="18" x="3" y="4" rx="2"/></svg>';
    button.addEventListener("click", () => (open?.field === field ? close() : show(field, button)));
    field.before(span);
    span.append(field, button);
  });
  dress(document);
  document.addEventListener("htmx:load", (event) => dress(event.target));
})();
