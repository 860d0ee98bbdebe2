// Small manners: the theme that the officer chose, dialogs, sending filters at once.
(() => {
  const root = document.documentElement;
  const stored = () => { try { return localStorage.getItem("nhipcau-theme"); } catch { return null; } };
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const show = () => root.setAttribute("data-bs-theme", stored() || (dark.matches ? "dark" : "light"));
  show();
  dark.addEventListener("change", show);
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-theme-switch]");
    if (!button) return;
    const next = root.getAttribute("data-bs-theme") === "dark" ? "light" : "dark";
    try { localStorage.setItem("nhipcau-theme", next); } catch { /* private window: lasts for this page */ }
    show();
  });
  document.addEventListener("change", (event) => {
    if (event.target.closest("[data-send-at-once]")) event.target.form.requestSubmit();
  });
  // On a phone the list itself comes first, its filters on a tap.
  document.addEventListener("DOMContentLoaded", () => {
    if (!matchMedia("(max-width: 575.98px)").matches) return;
    document.querySelectorAll("[data-fold-on-phone]").forEach((folded) => { folded.open = !!folded.querySelector("[role=alert]"); });
  });
  // Rows of tabs may be wider than the screen: the one that is open is in sight.
  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll(".nc-nav [aria-current], .nc-tabs [aria-current]").forEach((open) => {
      const row = open.parentElement;
      row.scrollLeft = open.offsetLeft - row.offsetLeft - (row.clientWidth - open.offsetWidth) / 2;
    });
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) window.print();
  });
  // A text is copied where the browser lets it (https), else it is marked, so that the keyboard copies it.
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    const text = document.querySelector(button.dataset.copy);
    try {
      await navigator.clipboard.writeText(text.textContent.trim());
    } catch {
      getSelection().selectAllChildren(text);
      if (!document.execCommand("copy")) return;
    }
    button.replaceChildren(button.dataset.done);
    button.setAttribute("role", "status");
  });
  // How much room a text has left, near its limit; what is too long stays as it is and says by how much.
  const lengthOf = (text) => [...text].length + (text.match(/\n/g) || []).length; // a line break is sent as two
  const count = (field) => {
    const words = document.getElementById("nc-counter");
    const limit = Number(field.dataset.limit), left = limit - lengthOf(field.value);
    let line = field.nextElementSibling?.matches(".nc-counter") ? field.nextElementSibling : null;
    if (!words) return;
    const said = left < 0 ? words.dataset.over.replace("#", -left) : words.dataset.left.replace("#", left);
    field.setCustomValidity(left < 0 ? said : "");
    // A day or a number fills its field by nature: nothing is said before it is too long.
    if (left > Math.min(200, limit / 10) || (limit <= 20 && left >= 0)) { line?.remove(); return; }
    if (!line) {
      line = document.createElement("div");
      line.className = "form-text nc-counter";
      line.setAttribute("role", "status");
      field.after(line);
    }
    line.textContent = said;
    line.classList.toggle("nc-error", left < 0);
  };
  const countAll = (within) => within.querySelectorAll("[data-limit]").forEach(count);
  document.addEventListener("input", (event) => { if (event.target.dataset.limit) count(event.target); });
  document.addEventListener("nhipcau:filled", (event) => countAll(event.target));
  document.addEventListener("reset", (event) => setTimeout(() => countAll(event.target)));
  document.addEventListener("DOMContentLoaded", () => countAll(document));
  document.addEventListener("htmx:load", (event) => countAll(event.target));
  // The way back is shown as long as it is open.
  document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("[data-undo]").forEach((button) => {
    let left = Number(button.dataset.undo);
    const words = button.lastChild, label = button.textContent.trim();
    const tick = setInterval(() => {
      left -= 1;
      if (left <= 0) { clearInterval(tick); button.closest("form").remove(); return; }
      words.textContent = ` ${label} (${left})`;
    }, 1000);
  }));
  // What was said stays in sight where a page opens at one of its parts, until it can be read and taken back no more.
  document.addEventListener("DOMContentLoaded", () => setTimeout(() => document.getElementById("said")?.classList.add("nc-heard"), 11000));
  // On a page that says no.
  document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("[data-go-back]").forEach((button) => {
    button.hidden = history.length < 2;
    button.addEventListener("click", () => history.back());
  }));
  // A question before what cannot be taken back.
  document.addEventListener("submit", (event) => {
    const question = event.submitter?.dataset.ask || event.target.dataset.ask;
    if (question && !window.confirm(question)) event.preventDefault();
  }, true);
  // One click is one wish: the second is ignored while the first is under way.
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented || event.target.hasAttribute("data-again")) return;
    if (event.target.dataset.sent) { event.preventDefault(); return; }
    event.target.dataset.sent = "1";
    setTimeout(() => delete event.target.dataset.sent, 4000);
  });
  addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent));
  // Picking many: what is typed shows the rows that hold it, signs above letters or not; all and none mean those shown.
  const folded = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replaceAll("đ", "d");
  const rowsOf = (within) => [...within.querySelectorAll("[data-pick-row]")].filter((row) => !row.hidden);
  const countPicked = (pick) => { pick.querySelector("[data-pick-count]").textContent = pick.querySelectorAll(":checked").length; };
  document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("[data-pick-many]").forEach((pick) => {
    pick.querySelectorAll(".nc-pick-tools, [data-pick=group]").forEach((tool) => { tool.hidden = false; });
    countPicked(pick);
  }));
  document.addEventListener("input", (event) => {
    const pick = event.target.matches("[data-pick-search]") && event.target.closest("[data-pick-many]");
    if (!pick) return;
    const words = folded(event.target.value).split(/\s+/).filter(Boolean);
    pick.querySelectorAll("[data-pick-row]").forEach((row) => {
      const name = folded(row.textContent);
      row.hidden = !words.every((word) => name.includes(word));
    });
    pick.querySelectorAll(".nc-pick-group").forEach((group) => { group.hidden = !rowsOf(group).length; });
    pick.querySelector("[data-pick-nothing]").hidden = rowsOf(pick).length > 0;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("[data-pick-search]")) event.preventDefault();
  });
  document.addEventListener("change", (event) => {
    const pick = event.target.closest("[data-pick-many]");
    if (pick) countPicked(pick);
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-pick]");
    if (!button) return;
    const pick = button.closest("[data-pick-many]");
    const rows = rowsOf(button.dataset.pick === "group" ? button.closest(".nc-pick-group") : pick);
    rows.forEach((row) => { row.querySelector("input").checked = button.dataset.pick !== "none"; });
    countPicked(pick);
  });
  // htmx: send the form's token along, show the server's sentence when it says no.
  document.addEventListener("htmx:configRequest", (event) => {
    const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value || document.body.dataset.csrf;
    if (token) event.detail.headers["X-CSRFToken"] = token;
  });
  // What was typed while an offer was on its way stays: an answer to older words is dropped.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { target, requestConfig } = event.detail;
    if (!target.hasAttribute("data-keeps-typed")) return;
    const typed = [...target.querySelectorAll("input[name]:not([type=hidden])")];
    if (typed.some((field) => field.value !== (requestConfig.parameters[field.name] ?? ""))) event.detail.shouldSwap = false;
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.xhr.status === 422) { event.detail.shouldSwap = true; event.detail.isError = false; }
  });
})();
