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
    part.addEventListener("toggle", () => part.open && part.dataset.spans.trim() && show(ranges(part.dataset.spans))));
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
