// Files may be dragged onto their field; what is too large or of a kind that the form cannot take is told before it is sent.
(() => {
  const words = () => document.getElementById("nc-drop").dataset;
  const zoneOf = (field) => field.closest(".nc-field") || field.closest("label") || field.parentElement;
  const megabytes = (bytes) => Math.ceil(bytes / 1024 / 1024);
  const wrong = (field) => {
    const files = [...field.files], limit = Number(field.dataset.drop);
    const heavy = files.find((file) => file.size > limit) || (files.reduce((sum, file) => sum + file.size, 0) > limit && files[0]);
    return heavy ? words().large.replace("#", heavy.name).replace("#", sizeOf(limit)) : "";
  };
  const say = (field, text) => {
    const zone = zoneOf(field);
    let line = zone.querySelector(".nc-drop-line");
    if (!line) {
      line = Object.assign(document.createElement("div"), { className: "form-text nc-drop-line" });
      line.setAttribute("role", "status");
      (field.closest(".nc-upload") || field).after(line);
    }
    line.textContent = text;
    line.classList.toggle("nc-error", Boolean(text));
  };
  const number = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 });
  const sizeOf = (bytes) => (bytes < 1024 * 1024
    ? `${number.format(Math.max(1, Math.round(bytes / 1024)))} KB` : `${number.format(bytes / 1024 / 1024)} MB`);
  const put = (parent, tag, name, text) => {
    const made = Object.assign(document.createElement(tag), { className: name, textContent: text });
    parent.append(made);
    return made;
  };
  // What was chosen, in the page's own words: each file with its size, and a way to leave it out again.
  const list = (field) => {
    const place = field.closest(".nc-upload");
    if (!place) return;
    const files = [...field.files], shown = place.querySelector(".nc-upload-chosen");
    shown.replaceChildren();
    place.classList.toggle("nc-some", files.length > 0);
    files.forEach((file) => {
      const line = put(shown, "div", "nc-upload-file", "");
      put(line, "b", "text-break", file.name);
      put(line, "span", "text-secondary text-nowrap", sizeOf(file.size));
      const gone = put(line, "button", "btn btn-link btn-sm", place.dataset.gone);
      gone.type = "button";
      gone.setAttribute("aria-label", `${place.dataset.gone}: ${file.name}`);
      gone.addEventListener("click", () => {
        const kept = new DataTransfer();
        [...field.files].filter((other) => other !== file).forEach((other) => kept.items.add(other));
        field.files = kept.files;
        field.dispatchEvent(new Event("change", { bubbles: true }));
        field.focus();
      });
    });
  };
  const look = (field, otherwise = "") => {
    const fault = field.files.length ? wrong(field) : "";
    field.setCustomValidity(fault);
    say(field, fault || otherwise);
    list(field);
  };
  const takes = (field, file) => {
    const kinds = (field.accept || "").split(",").filter((kind) => kind.startsWith("."));
    return !kinds.length || kinds.some((kind) => file.name.toLowerCase().endsWith(kind));
  };
  const drop = (field, files) => {
    const good = files.filter((file) => takes(field, file));
    if (!good.length) { say(field, words().kind.replace("#", files[0].name).replace("#", field.accept.replaceAll(",", " "))); return; }
    const kept = new DataTransfer();
    (field.multiple ? good : good.slice(0, 1)).forEach((file) => kept.items.add(file));
    field.files = kept.files;
    field.dispatchEvent(new Event("change", { bubbles: true }));
    const left = files.length - kept.files.length;
    if (left && !field.validationMessage) say(field, words().one.replace("#", kept.files[0].name).replace("#", left));
  };
  const fieldAt = (target) => {
    const near = target.closest?.(".nc-upload, .nc-field, label");
    return near?.querySelector("input[type=file][data-drop]:not(:disabled)");
  };
  const carriesFiles = (event) => [...(event.dataTransfer?.types || [])].includes("Files");
  let over = null;
  const leave = () => { over?.classList.remove("nc-drop-over"); over = null; };
  document.addEventListener("dragover", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault(); // a file let go beside its field must not replace the page and what was typed on it
    const field = fieldAt(event.target);
    event.dataTransfer.dropEffect = field ? "copy" : "none";
    const zone = field ? zoneOf(field) : null;
    if (zone !== over) { leave(); over = zone; over?.classList.add("nc-drop-over"); }
  });
  document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) leave(); });
  document.addEventListener("drop", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    leave();
    const field = fieldAt(event.target), files = [...event.dataTransfer.files];
    if (field && files.length) drop(field, files);
  });
  document.addEventListener("change", (event) => { if (event.target.matches("input[type=file][data-drop]")) look(event.target); });
  // A large file takes a while: the form says that it is on its way.
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented || !event.target.matches("form")) return;
    const size = [...event.target.querySelectorAll("input[type=file]")]
      .flatMap((field) => [...field.files]).reduce((sum, file) => sum + file.size, 0);
    if (size < 2 * 1024 * 1024 || event.target.querySelector(".nc-drop-sending")) return;
    const sending = Object.assign(document.createElement("div"), { className: "nc-drop-sending" });
    sending.setAttribute("role", "status");
    const bar = document.createElement("progress");
    bar.setAttribute("aria-label", words().sending.replace("#", megabytes(size)));
    sending.append(words().sending.replace("#", megabytes(size)), bar);
    event.target.append(sending);
    addEventListener("pageshow", () => sending.remove(), { once: true });
    event.target.addEventListener("htmx:afterRequest", () => sending.remove(), { once: true });
  });
  const enliven = (within) => within.querySelectorAll?.(".nc-upload:not(.nc-live)").forEach((place) => {
    place.classList.add("nc-live");
    place.querySelector(".nc-upload-face").hidden = false;
    const field = place.querySelector("input[type=file]");
    if (field.files.length) list(field); // the browser gave a page back as it was left
  });
  document.addEventListener("reset", (event) => setTimeout(() => event.target.querySelectorAll("input[type=file]").forEach((field) => look(field))));
  const invite = (within) => within.querySelectorAll?.("input[type=file][data-drop]").forEach((field) => {
    const hint = zoneOf(field).querySelector(".nc-drop-hint");
    if (!hint || hint.dataset.invited || !matchMedia("(pointer: fine)").matches) return;
    hint.dataset.invited = "1";
    hint.prepend(`${words().here} `);
  });
  document.addEventListener("DOMContentLoaded", () => { enliven(document); invite(document); });
  document.addEventListener("htmx:load", (event) => { enliven(event.target); invite(event.target); });
  addEventListener("pageshow", () => document.querySelectorAll(".nc-upload input[type=file]").forEach(list));
})();
