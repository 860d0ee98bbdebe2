// Told by a push service that there is something to read: says so, and opens the notices. Knows nothing more.
const words = { vi: "{{ words.vi|escapejs }}", en: "{{ words.en|escapejs }}" };
const page = "{% url 'kernel:notices' %}";
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("push", (event) => {
  let lang = "vi";
  try { lang = event.data.json().lang; } catch { /* nothing readable came: said in Vietnamese */ }
  const shown = { body: words[lang] || words.vi, lang, tag: "nhipcau", renotify: true };
  event.waitUntil(self.registration.showNotification("Nhịp Cầu", shown));
});
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil((async () => {
    const open = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
    const here = open.find((one) => new URL(one.url).pathname === page);
    if (here) return here.focus();
    return self.clients.openWindow(page);
  })());
});
