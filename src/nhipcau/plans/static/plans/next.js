// A draft of the next plan: tasks are one line; what the address points at is opened.
(() => {
  const openTarget = () => {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    const inside = target.querySelector(":scope > details");
    if (inside && target.matches(".nc-next-task")) inside.open = true;
    for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    target.scrollIntoView();
  };
  openTarget();
  addEventListener("hashchange", openTarget);
})();
