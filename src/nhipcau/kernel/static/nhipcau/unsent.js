// Nothing that was typed is lost (kernel/unsent.py): forms save themselves while they are written, come back filled
// after a session has ended, and what htmx asks for waits until somebody is signed in again.
(() => {
  const who = document.body.dataset.who || "";
  const STORE = "nhipcau-viet-do:";
  const channel = "BroadcastChannel" in window ? new BroadcastChannel("nhipcau") : null;
  let left = false; // signed out in another tab: what is still typed here stays in this page alone
  const token = () => document.body.dataset.csrf;
  const store = {
    get: (key) => { try { return JSON.parse(localStorage.getItem(STORE + who + ":" + key)); } catch { return null; } },
    set: (key, kept) => { try { localStorage.setItem(STORE + who + ":" + key, JSON.stringify(kept)); } catch { /* full, or a private window */ } },
    drop: (key) => { try { localStorage.removeItem(STORE + who + ":" + key); } catch { /* as above */ } },
    all: () => { try { return Object.keys(localStorage).filter((key) => key.startsWith(STORE)).map((key) => [key, ...key.slice(STORE.length).match(/^([^:]*):(.*)$/s).slice(1), JSON.parse(localStorage.getItem(key))]); } catch { return []; } },
    remove: (key) => { try { localStorage.removeItem(key); } catch { /* as above */ } },
    clear: () => { try { Object.keys(localStorage).filter((key) => key.startsWith(STORE)).forEach((key) => localStorage.removeItem(key)); } catch { /* as above */ } },
  };
  const script = { "X-Nhip-Cau": "script", Accept: "application/json" };
  const post = (url, body) => fetch(url, { method: "POST", body, keepalive: !body || body.length < 60000, headers: { ...script, "X-CSRFToken": token(), "Content-Type": "application/json" } });

  // Where this page is found again: one drawn as the answer to a form stands at an address that may take no GET.
  const page = () => document.body.dataset.page || location.pathname + location.search;

  // Forms and what is in them.
  const pathOf = (form) => new URL(form.getAttribute("action") || location.href, location.href).pathname;
  const nameOf = (form) => pathOf(form) + (form.dataset.draft ? `#${form.dataset.draft}` : "");
  const isOurs = (form) => form.method === "post" && !!form.querySelector("[name=csrfmiddlewaretoken]");
  const writable = (form) => [...form.elements].filter((field) => field.name && !field.name.startsWith("_") && !["hidden", "submit", "button", "password", "file", "fieldset"].includes(field.type) && field.tagName !== "BUTTON" && field.tagName !== "FIELDSET");
  const wordsOf = (form) => {
    const words = {};
    writable(form).forEach((field) => {
      words[field.name] ??= [];
      if (field.type === "select-multiple") words[field.name].push(...[...field.selectedOptions].map((one) => one.value));
      else if (!["checkbox", "radio"].includes(field.type) || field.checked) words[field.name].push(field.value);
    });
    return words;
  };
  const fill = (form, words) => {
    const left = Object.fromEntries(Object.entries(words).map(([name, values]) => [name, [...values]]));
    let changed = false;
    writable(form).forEach((field) => {
      if (field.type === "checkbox" || field.type === "radio") {
        // An unticked box sends nothing: where the form sent something at all, what is not there was unticked.
        const ticked = (words[field.name] || []).includes(field.value);
        if (field.type === "radio" && !(field.name in words)) return;
        if (field.checked !== ticked) { field.checked = ticked; changed = true; }
      } else if (field.name in words) {
        if (field.type === "select-multiple") {
          [...field.options].forEach((one) => { const on = words[field.name].includes(one.value); if (one.selected !== on) { one.selected = on; changed = true; } });
          return;
        }
        const value = left[field.name].shift();
        if (value === undefined || field.value === value.replace(/\r\n/g, "\n")) return;
        field.value = value;
        changed = true;
      }
    });
    if (changed) form.dispatchEvent(new CustomEvent("nhipcau:filled", { bubbles: true }));
    return changed;
  };

  // What a form held before anybody typed: whether it was changed meanwhile, by a colleague or in another tab.
  const baseOf = (form) => {
    const first = writable(form).map((field) => [field.name, field.options ? [...field.options].filter((one) => one.defaultSelected).map((one) => one.value) : ["checkbox", "radio"].includes(field.type) ? field.defaultChecked : field.defaultValue]);
    let sum = 5381;
    for (const letter of JSON.stringify(first)) sum = (sum * 33 + letter.codePointAt(0)) % 4294967296;
    return String(sum);
  };

  // What a form takes along, so that the server can keep it and give it back.
  document.addEventListener("submit", (event) => { event.target.dataset.button = (event.submitter?.textContent || "").trim().replace(/\s+/g, " ").slice(0, 100); }, true);
  document.addEventListener("formdata", (event) => {
    const form = event.target;
    if (!who || !form.querySelector("[name=csrfmiddlewaretoken]")) return;
    const more = { _ai: who, _trang: page(), _nut: form.dataset.button || "" };
    if (writable(form).length) more._viet = "1";
    if (form.dataset.draft) { more._nhap = form.dataset.draft; more._goc = baseOf(form); }
    if (form.dataset.kept) more._xong = form.dataset.kept;
    Object.entries(more).forEach(([name, value]) => event.formData.set(name, value));
  });

  // While it is written: to the server, and until that has it, in the browser.
  const waiting = new Map();
  const save = (form, again = true) => {
    clearTimeout(waiting.get(form));
    waiting.delete(form);
    const key = nameOf(form), words = { ...wordsOf(form), _goc: [baseOf(form)] };
    post("/viet-do/giu/", JSON.stringify({ who, form: key, page: page(), words }))
      .then((answer) => {
        if (answer.status === 401) return handOver(true);
        if (answer.status === 409) { // another account is signed in with this browser: nothing of this one stays in it
          left = true;
          store.drop(key);
        }
        if (answer.status === 403 && again) return renew().then((done) => { if (done && !left) save(form, false); });
        return answer.ok ? answer.json() : null;
      })
      .then((said) => { if (said?.kept) store.drop(key); })
      .catch(() => { /* away: the browser's own copy stays */ });
  };
  // What the server did not get of whoever was signed in last goes there as soon as any page of the house is open, the
  // sign-in too; what another account left goes.  So it is given back to its writer alone, on whatever machine.
  const handOver = (ended = false) => store.all().forEach(([key, whose, form, kept]) => {
    const age = Math.max(0, Math.round((Date.now() - kept.at) / 1000));
    if ((who && whose !== who) || !(age < 14 * 86400)) return store.remove(key);
    if (!ended && [...document.querySelectorAll("form[data-draft]")].some((one) => who && nameOf(one) === form)) return;
    post("/viet-do/giu-lai/", JSON.stringify({ who: whose, form, page: kept.page || "", words: kept.words, age }))
      .then((answer) => { if (answer.ok || answer.status === 409) store.remove(key); })
      .catch(() => { /* as above */ });
  });
  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (!who || left || !form?.dataset.draft || form.dataset.sent) return;
    store.set(nameOf(form), { words: { ...wordsOf(form), _goc: [baseOf(form)] }, at: Date.now(), page: page() });
    clearTimeout(waiting.get(form));
    waiting.set(form, setTimeout(() => save(form), 1200));
  });
  document.addEventListener("visibilitychange", () => { if (document.hidden) [...waiting.keys()].forEach(save); });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.dataset.draft || event.defaultPrevented) return;
    clearTimeout(waiting.get(form));
    waiting.delete(form);
    store.drop(nameOf(form));
  });
  // At sign-out nothing of the account stays in this browser.
  document.addEventListener("submit", (event) => {
    if (!/\/logout\/$/.test(pathOf(event.target))) return;
    store.clear();
    channel?.postMessage("left");
  }, true);

  // Given back.
  const show = (form, kept) => {
    form.dataset.kept = kept.pk || "";
    form.querySelector(":scope > .nc-kept")?.remove();
    const note = document.getElementById("nc-kept").content.firstElementChild.cloneNode(true);
    note.querySelector("[data-kept-line]").textContent = kept.line;
    note.querySelector("[data-kept-drop]").textContent = kept.drop;
    note.querySelector("[data-kept-files]").textContent = kept.files || "";
    note.querySelector("[data-kept-drop]").addEventListener("click", () => {
      if (kept.pk) post(`/viet-do/${kept.pk}/bo/`);
      store.drop(nameOf(form));
      delete form.dataset.kept;
      form.reset();
      note.remove();
    });
    form.prepend(note);
    for (let fold = form.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    const menu = form.closest(".dropdown");
    if (kept.why !== "typed") {
      (menu || form).scrollIntoView({ block: "center" });
      note.tabIndex = -1;
      note.focus({ preventScroll: true });
    }
  };
  const hiddenFits = (form, words) => [...form.querySelectorAll("input[type=hidden]")].filter((field) => field.name in words && words[field.name].includes(field.value)).length;
  const formFor = (kept) => {
    const fits = [...document.forms].filter((form) => isOurs(form) && (nameOf(form) === kept.form || pathOf(form) === kept.form));
    return fits.sort((one, two) => hiddenFits(two, kept.words) - hiddenFits(one, kept.words))[0];
  };
  // The page holds all that was typed: it answers to these very words, and may have more (an offer, a mistake named).
  const holds = (form, words) => {
    const now = wordsOf(form);
    return Object.entries(words).every(([name, values]) => name.startsWith("_") || values.every((value) => !value.trim() || now[name]?.includes(value.replace(/\r\n/g, "\n"))));
  };
  const give = (kept, again = true) => {
    const form = formFor(kept);
    if (form && kept.why === "typed" && holds(form, kept.words)) {
      form.dataset.kept = kept.pk || "";
      return;
    }
    const base = kept.words._goc?.[0];
    if (form && base && base !== baseOf(form)) {
      show(form, { ...kept, line: `${kept.line}. ${kept.changed} –` });
      const again_ = form.querySelector(":scope > .nc-kept [data-kept-fill]");
      again_.hidden = false;
      again_.textContent = kept.fill;
      again_.addEventListener("click", () => { fill(form, kept.words); again_.remove(); });
      return;
    }
    if (form) {
      const changed = fill(form, kept.words);
      if (changed || kept.files || kept.why !== "typed") show(form, kept);
      return;
    }
    if (kept.why === "typed") return;
    // Its part may still come, on a tap.
    if (again) document.addEventListener("htmx:load", () => { if (formFor(kept)) { document.getElementById("nc-away")?.remove(); give(kept, false); } }, { once: true });
    const note = document.getElementById("nc-kept-away").content.firstElementChild.cloneNode(true);
    note.id = "nc-away";
    note.querySelector("[data-kept-line]").textContent = kept.line;
    document.getElementById("said").append(note);
  };
  const ask = (query) => fetch(`/viet-do/noi-dung/?${query}`, { headers: script }).then((answer) => (answer.ok ? answer.json() : { kept: [] }));
  const restored = new WeakSet();
  const lookFor = (within) => {
    if (!who) return;
    const forms = [...within.querySelectorAll("form[data-draft]")].filter((form) => !restored.has(form));
    if (!forms.length) return;
    forms.forEach((form) => restored.add(form));
    // The browser's copy is there only where the server did not get it.
    forms.forEach((form) => { const own = store.get(nameOf(form)); if (own && Date.now() - own.at < 14 * 86400e3 && fill(form, own.words)) save(form); });
    const query = new URLSearchParams(forms.map((form) => ["form", nameOf(form)]));
    ask(query).then((said) => said.kept.forEach((kept) => give(kept))).catch(() => {});
  };
  const cookie = () => document.cookie.split("; ").find((one) => one.startsWith("nhipcau_viet_do="))?.split("=")[1];
  const comeBack = () => {
    // A second step, drawn by the form that was filled again, is filled like the first.
    const number = cookie() || document.body.dataset.filled;
    if (!who || !number) return Promise.resolve();
    document.cookie = "nhipcau_viet_do=; Max-Age=0; Path=/; SameSite=Lax";
    return ask(`so=${encodeURIComponent(number)}`).then((said) => said.kept.forEach((kept) => give(kept))).catch(() => {});
  };
  comeBack().then(() => lookFor(document)).then(() => handOver());
  document.addEventListener("htmx:load", (event) => lookFor(event.target));
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-kept-again]");
    if (link) document.cookie = `nhipcau_viet_do=${link.dataset.keptAgain}; Max-Age=600; Path=/; SameSite=Lax`;
  });

  // The session ended, or another began, while this page was open.
  const dialog = document.getElementById("nc-ended");
  let held = [];
  const say = (what) => {
    dialog.querySelectorAll("[data-say]").forEach((part) => { part.hidden = part.dataset.say !== what; });
    if (!dialog.open) dialog.showModal();
  };
  // Whether what is to be said has been: the page goes on with a new token, or another account is signed in.
  const renew = () => fetch("/phien/", { headers: script }).then((answer) => answer.json()).then((now) => {
    if (now.csrf && now.who === who) {
      left = false;
      delete document.body.dataset.left;
      document.body.dataset.csrf = now.csrf;
      document.querySelectorAll("[name=csrfmiddlewaretoken]").forEach((field) => { field.value = now.csrf; });
      if (dialog?.open) dialog.close();
      const go = held;
      held = [];
      go.forEach((again) => again());
      return true;
    }
    if (now.who && who && now.who !== who) {
      left = true;
      document.body.dataset.left = "1";
      store.clear();
      if (held.length || dialog?.open) {
        say("other");
        return true;
      }
    }
    return false;
  });
  const leave = () => {
    left = true;
    held = [];
    [...waiting.values()].forEach(clearTimeout);
    waiting.clear();
    store.clear();
    document.body.dataset.left = "1";
  };
  dialog?.querySelector("[data-close]").addEventListener("click", () => { held = []; dialog.close(); });
  dialog?.querySelector("[data-reload]").addEventListener("click", () => location.reload());
  channel?.addEventListener("message", (event) => {
    if (event.data === "left") leave();
    else if (who) renew().catch(() => {});
  });
  if (who) channel?.postMessage(who);
  document.addEventListener("visibilitychange", () => { if (!document.hidden && dialog?.open) renew().catch(() => {}); });

  const repeat = ({ requestConfig, elt, target }) => () => {
    const values = requestConfig.parameters instanceof FormData ? Object.fromEntries(requestConfig.parameters) : { ...requestConfig.parameters };
    delete values.csrfmiddlewaretoken;
    window.htmx.ajax(requestConfig.verb.toUpperCase(), requestConfig.path, { source: elt.isConnected ? elt : undefined, target, swap: elt.closest?.("[hx-swap]")?.getAttribute("hx-swap") || undefined, values });
  };
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr, target } = event.detail;
    if (xhr.status === 401 && dialog) {
      event.detail.shouldSwap = false;
      held.push(repeat(event.detail));
      say("ended");
    } else if (xhr.status === 403 && xhr.getResponseHeader("X-Nhip-Cau") === "token" && !event.detail.requestConfig.elt.dataset.renewed) {
      event.detail.shouldSwap = false;
      event.detail.requestConfig.elt.dataset.renewed = "1";
      setTimeout(() => delete event.detail.requestConfig.elt.dataset.renewed, 5000);
      held.push(repeat(event.detail));
      renew().then((done) => { if (!done) say("ended"); }).catch(() => {});
    } else if (xhr.status >= 400 && xhr.getResponseHeader("HX-Retarget") === "#said") {
      // What went wrong is said, in place of nothing at all.
      event.detail.shouldSwap = true;
      event.detail.isError = false;
      document.getElementById("said").scrollIntoView({ block: "nearest" });
    } else if (xhr.status >= 400 && xhr.status !== 422 && target) tellTrouble();
  });
  const tellTrouble = () => document.getElementById("said").replaceChildren(document.getElementById("nc-trouble").content.cloneNode(true));
  document.addEventListener("htmx:sendError", tellTrouble);
  document.addEventListener("htmx:timeout", tellTrouble);
})();
