// axe asks of each word on a page whether it stands out from its ground, which is most of its work.  Words that are
// drawn alike over grounds that are drawn alike get one answer: the first is asked, and all the others only where axe
// could not tell of the first.  An element's mark is all that its answer is made of: its own letters, what paints or
// moves each box around it, whether those boxes reach around it, what lies there without being around it.
// (asked: what axe is to run; known: the marks of words that stood out before, on whatever page)
async ({ asked, known }) => {
  const paint = [
    "backgroundColor", "backgroundImage", "backgroundClip", "opacity", "filter", "backdropFilter", "mixBlendMode", "position",
    "zIndex", "float", "transform", "visibility", "display", "clip", "clipPath", "overflowX", "overflowY", "maskImage", "contentVisibility",
  ];
  const letters = ["color", "fontSize", "fontWeight", "textShadow", "webkitTextStrokeColor", "webkitTextFillColor", "textIndent", "textTransform"];
  const pseudo = ["content", "backgroundColor", "backgroundImage", "position", "width", "height"];
  const hash = (text) => {
    let [one, other] = [0xdeadbeef, 0x41c6ce57];
    for (let at = 0; at < text.length; at++) {
      one = Math.imul(one ^ text.charCodeAt(at), 2654435761);
      other = Math.imul(other ^ text.charCodeAt(at), 1597334677);
    }
    one = Math.imul(one ^ (one >>> 16), 2246822507) ^ Math.imul(other ^ (other >>> 13), 3266489909);
    other = Math.imul(other ^ (other >>> 16), 2246822507) ^ Math.imul(one ^ (one >>> 13), 3266489909);
    return (4294967296 * (2097151 & other) + (one >>> 0)).toString(36);
  };
  const off = (one) => one.matches(":disabled") || one.getAttribute("aria-disabled") === "true";
  const named = new Set();
  document.querySelectorAll("[aria-labelledby]").forEach((one) =>
    one.getAttribute("aria-labelledby").split(/\s+/).forEach((id) => named.add(id)));
  const inside = (box, around) =>
    box.left >= around.left - 1 && box.right <= around.right + 1 && box.top >= around.top - 1 && box.bottom <= around.bottom + 1;
  const meets = (box, other) =>
    box.left < other.right && box.right > other.left && box.top < other.bottom && box.bottom > other.top;

  const all = [...document.body.querySelectorAll("*")], boxes = new Map(), around = new Map(), painted = [];
  const ground = (one, style) => style.backgroundImage !== "none" || !/^rgba\(.*, 0\)$|^transparent$/.test(style.backgroundColor);
  const see = (one, above) => {
    const style = getComputedStyle(one), box = one.getBoundingClientRect();
    const made = ["::before", "::after"].map((which) => getComputedStyle(one, which)).filter((own) => own.content !== "none" && own.content !== "normal");
    const own = [one.localName, ...paint.map((name) => style[name]), off(one), one.getAttribute("aria-hidden"),
      ...made.flatMap((drawn) => pseudo.map((name) => drawn[name]))].join(";");
    const paints = ground(one, style) || /^(img|svg|canvas|video|object|iframe)$/.test(one.localName);
    boxes.set(one, box);
    around.set(one, {
      mark: hash(`${above.mark}|${own}`), style, grounds: ground(one, style) ? [...above.grounds, box] : above.grounds,
    });
    if (paints && box.width && box.height) painted.push([one, box]);
  };
  const root = document.documentElement;
  see(root, { mark: "", grounds: [] });
  see(document.body, around.get(root));
  all.forEach((one) => see(one, around.get(one.parentElement)));
  painted.sort((one, other) => one[1].top - other[1].top);

  const said = (one) => {
    if (/^(input|textarea|select)$/.test(one.localName)) return (one.value || "").trim() || one.placeholder || "";
    return [...one.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.data).join("").trim();
  };
  const drawnAt = (one) => {
    const range = document.createRange();
    range.selectNodeContents(one);
    return range.getClientRects().length;
  };
  const strange = (one, box) => {
    for (const [other, place] of painted) {
      if (place.top >= box.bottom) return false;
      if (meets(box, place) && other !== one && !other.contains(one) && !one.contains(other)) return true;
    }
    return false;
  };
  const alike = new Map();
  const mark = (one) => {
    const words = said(one), box = boxes.get(one), { mark: ground, style, grounds } = around.get(one);
    if (!words && one.localName !== "input") return null;
    if (!(box.width && box.height) && !drawnAt(one)) return null; // a choice in a closed list, what is folded away
    if (strange(one, box) || [...named].some((id) => one.closest(`[id="${id}"]`))) return "alone"; // a name goes with what it names
    const label = one.closest("label");
    return hash([
      ground, ...letters.map((name) => style[name]), one.type, Math.min([...words].length, 2), /[\p{L}\p{N}]/u.test(words), /[^\p{L}\p{N}\p{P}\p{Zs}\s]/u.test(words),
      label?.control ? off(label.control) : "", one.scrollWidth > one.clientWidth, one.scrollHeight > one.clientHeight, box.width > 0 && box.height > 0,
      box.right > 0 && box.bottom > 0, ...grounds.map((place) => inside(box, place)),
    ].join(";"));
  };
  const passed = new Set(known), ask = (list) => list.forEach((one) => one.setAttribute("data-asked", ""));
  for (const one of [document.body, ...all]) {
    const drawn = mark(one);
    if (drawn === null || passed.has(drawn)) continue;
    if (drawn === "alone") ask([one]);
    else if (alike.has(drawn)) alike.get(drawn).push(one);
    else alike.set(drawn, [one]);
  }
  for (const [first] of alike.values()) ask([first]);

  axe.configure({ rules: [{ id: "color-contrast", selector: "[data-asked]" }] });
  const look = (what) => axe.run(document, { runOnly: what, resultTypes: ["violations", "passes"], elementRef: true });
  const looked = await look(asked), found = [...looked.violations];
  const stood = new Set(looked.passes.filter((one) => one.id === "color-contrast").flatMap((one) => one.nodes.map((node) => node.element)));
  document.querySelectorAll("[data-asked]").forEach((one) => one.removeAttribute("data-asked"));
  const fresh = [], left = [];
  for (const [drawn, [first, ...others]] of alike) {
    if (stood.has(first)) fresh.push(drawn);
    else left.push(...others);
  }
  if (left.length) {
    ask(left);
    found.push(...(await look({ type: "rule", values: ["color-contrast"] })).violations);
    left.forEach((one) => one.removeAttribute("data-asked"));
  }
  return { found: found.map((one) => [one.id, one.nodes[0].html.slice(0, 160)]), stood: fresh };
}
