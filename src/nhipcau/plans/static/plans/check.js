// Click a field: its words light up in the document.  Doubts open the part they speak of.
(() => {
  const source = document.getElementById("source");
  const pieces = [...source.querySelectorAll("span[data-s]")];
  const show = (ranges, scroll = true) => {
    pieces.forEach((piece) => piece.classList.remove("here"));
    let first = null;
    for (const piece of pieces) {
      const start = Number(piece.dataset.s), end = Number(piece.dataset.e);
      if (ranges.some(([from, to]) => start >= from && end <= to && piece.textContent.trim())) {
        piece.classList.add("here");
        first ??= piece;
      }
    }
    if (first && scroll) source.scrollTo({ top: first.offsetTop - source.clientHeight / 3, behavior: "smooth" });
  };
  const pages = document.getElementById("pages");
  // The same words on the picture of their page, where the reader knows the place.
  const point = (text) => {
    pages?.querySelectorAll(".box").forEach((box) => box.remove());
    let first = null;
    for (const place of pages ? new Set((text || "").split(/\s+/).filter(Boolean)) : []) {
      const [page, sides] = place.split(":"), [left, top, right, bottom] = sides.split(",").map(Number);
      const sheet = pages.querySelector(`figure[data-page="${page}"]`);
      if (!sheet) continue;
      const box = document.createElement("span");
      box.className = "box";
      Object.assign(box.style, { left: `${left * 100}%`, top: `${top * 100}%`, width: `${(right - left) * 100}%`, height: `${(bottom - top) * 100}%` });
      sheet.append(box);
      first ??= [sheet, top];
    }
    if (first && !pages.hidden) pages.scrollTo({ top: first[0].offsetTop + first[1] * first[0].clientHeight - pages.clientHeight / 3, behavior: "smooth" });
  };
  document.querySelectorAll("[data-side]").forEach((button) => button.addEventListener("click", () => {
    const images = button.dataset.side === "pages";
    source.hidden = images;
    pages.hidden = !images;
    document.querySelectorAll("[data-side]").forEach((other) => other.setAttribute("aria-pressed", String(other === button)));
    const opened = document.querySelector("details[data-boxes][open]");
    if (images && opened) point(opened.dataset.boxes);
  }));
  const ranges = (text) => text.trim().split(/\s+/).filter(Boolean).map((range) => range.split("-").map(Number));
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-see]");
    if (button) { show(ranges(button.dataset.see)); if (matchMedia("(max-width: 900px)").matches) source.scrollIntoView(); }
    const opener = event.target.closest("[data-open]");
    if (opener) open(opener.dataset.open);
  });
  const open = (key) => {
    const part = document.getElementById(key);
    if (part?.tagName === "DETAILS") { part.open = true; part.scrollIntoView({ block: "center" }); }
  };
  document.querySelectorAll("details[data-spans]").forEach((part) =>
    part.addEventListener("toggle", () => {
      if (!part.open) return;
      if (part.dataset.spans.trim()) show(ranges(part.dataset.spans));
      point(part.dataset.boxes);
    }));
  // A click on read words opens the part that they were read into: the smallest one around them.
  source.addEventListener("click", (event) => {
    const piece = event.target.closest("span.read");
    if (!piece) return;
    const at = Number(piece.dataset.s);
    let best = null, size = Infinity;
    document.querySelectorAll("details[data-spans]").forEach((part) => {
      for (const [from, to] of ranges(part.dataset.spans)) if (from <= at && at < to && to - from < size) { best = part; size = to - from; }
    });
    if (best) open(best.id);
  });
  // A part that was opened before this script came.
  document.querySelectorAll("details[data-spans][open]").forEach((part) => part.dataset.spans.trim() && show(ranges(part.dataset.spans)));
  const wanted = new URLSearchParams(location.search).get("mo");
  if (wanted) open(wanted);
})();
