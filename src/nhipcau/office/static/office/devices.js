// This browser as a device that is told: asked for, given up, and shown as what it is now.
(() => {
  document.addEventListener("DOMContentLoaded", async () => {
    const part = document.querySelector("[data-push]");
    if (!part) return;
    const show = (name) => part.querySelectorAll("[data-push-state]").forEach((one) => {
      one.hidden = !one.dataset.pushState.split(" ").includes(name);
    });
    const form = part.querySelector("[data-push-form]"), button = part.querySelector("[data-push-add]");
    if (!("serviceWorker" in navigator) || !("PushManager" in window)) { show("cannot"); return; }
    const bytes = (text) => Uint8Array.from(
      atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
    const same = (buffer) => {
      const mine = new Uint8Array(buffer || []), wanted = bytes(part.dataset.key);
      return mine.length === wanted.length && mine.every((one, place) => one === wanted[place]);
    };
    const subscribed = async () => {
      const worker = await navigator.serviceWorker.getRegistration(part.dataset.worker);
      const found = worker && await worker.pushManager.getSubscription();
      return found && same(found.options.applicationServerKey) ? found : null;
    };
    const state = async () => {
      const found = await subscribed().catch(() => null);
      const known = found && [...part.querySelectorAll("[data-endpoint]")].find(
        (one) => one.dataset.endpoint === found.endpoint);
      if (known) { known.querySelector("[data-push-this]").hidden = false; show("on"); return; }
      show(Notification.permission === "denied" ? "denied" : "off");
    };
    button.addEventListener("click", async () => {
      button.disabled = true;
      try {
        if (await Notification.requestPermission() !== "granted") { show("denied"); return; }
        const worker = await navigator.serviceWorker.register(part.dataset.worker);
        const before = await worker.pushManager.getSubscription();
        if (before && !same(before.options.applicationServerKey)) await before.unsubscribe();
        const ready = worker.active ? worker : await new Promise((done) => {
          const rising = worker.installing || worker.waiting;
          rising.addEventListener("statechange", () => { if (rising.state === "activated") done(worker); });
        });
        const made = await ready.pushManager.subscribe(
          { userVisibleOnly: true, applicationServerKey: bytes(part.dataset.key) });
        const keys = made.toJSON().keys;
        form.elements.endpoint.value = made.endpoint;
        form.elements.p256dh.value = keys.p256dh;
        form.elements.auth.value = keys.auth;
        form.requestSubmit();
      } catch {
        show("failed");
      } finally {
        button.disabled = false;
      }
    });
    // Given up here: the browser forgets it too, whatever the server says.
    part.querySelectorAll("[data-endpoint] form").forEach((one) => one.addEventListener("submit", async () => {
      const found = await subscribed().catch(() => null);
      if (found && found.endpoint === one.closest("[data-endpoint]").dataset.endpoint) found.unsubscribe();
    }));
    state();
  });
})();
