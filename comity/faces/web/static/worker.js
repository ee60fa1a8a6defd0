// Keeps the shell alone, and answers only where the network does not: no page of the book is kept.

const SHELL = "shell-1";
const KEPT = ["/static/away.html", "/static/away.css", "/static/mark.svg"];

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(SHELL).then((shell) => shell.addAll(KEPT)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const old = (names) => names.filter((name) => name !== SHELL).map((name) => caches.delete(name));
  event.waitUntil(caches.keys().then((names) => Promise.all(old(names))).then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  if (method !== "GET") return; // what writes goes to the network, or fails before one's eyes
  const path = new URL(url).pathname;
  if (mode === "navigate") {
    event.respondWith(fetch(event.request).catch(() => caches.match("/static/away.html")));
  } else if (KEPT.includes(path)) {
    event.respondWith(fetch(event.request).catch(() => caches.match(path)));
  }
});
