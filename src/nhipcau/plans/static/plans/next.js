// A draft of the next plan: tasks are one line; what the address points at is opened, and all by a button.
(() => {
  const folds = () => document.querySelectorAll("details.nc-next-fold");
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
  document.querySelectorAll("[data-next-tools]").forEach((tools) => {
    tools.hidden = false;
    tools.querySelector("[data-unfold]").addEventListener("click", () => folds().forEach((fold) => (fold.open = true)));
    tools.querySelector("[data-fold]").addEventListener("click", () => folds().forEach((fold) => (fold.open = false)));
  });
})();
