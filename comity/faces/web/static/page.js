// What every page adds to its forms: keys where something has the focus, lists that answer as one
// types. All of it works without this file.

import { policy, WORKER } from "./policy.js";

/** The app says so where Comity is not running; it keeps nothing of the book. */
if (navigator.serviceWorker && isSecureContext) {
  navigator.serviceWorker.register(policy ? policy.createScriptURL(WORKER) : WORKER).catch(() => {});
}
document.querySelector(".top nav [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });

const KEYS_OFF = "keys off"; // who speaks to the computer, or types by accident, wants no ? (WCAG 2.1.4)
const isMac = /mac|iphone|ipad/i.test(navigator.platform);

/** ⌘K on a Mac, where Ctrl+K cuts a line; Ctrl+K elsewhere. With Shift or Alt it is the browser's. */
function isFind(event) {
  const held = isMac ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey;
  return held && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "k";
}

/** Ctrl+K goes to the search, ? tells the keys; arrows walk through rows and cards; a card has its own. */
document.addEventListener("keydown", (event) => {
  if (event.isComposing || document.querySelector("dialog[open]")) return;
  if (isFind(event)) {
    event.preventDefault();
    const find = document.getElementById("find");
    find?.focus();
    find?.select();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const field = event.target.closest?.("input, select, textarea");
  if (event.key === "?" && !field && localStorage.getItem(KEYS_OFF) === null) {
    event.preventDefault();
    document.getElementById("keys")?.showModal();
    return;
  }
  const tick = event.key === " " && event.target.closest?.("li")?.querySelector(".pick input");
  if (tick && event.target !== tick) {
    event.preventDefault();
    tick.click();
    return;
  }
  if (event.key === "ArrowDown" || event.key === "ArrowUp") walk(event, field);
  else if (!field) press(event);
});

function walk(event, field) {
  const stops = [...document.querySelectorAll("[data-rows] > li > a, [data-card]")];
  if (!stops.length || (field && field.type !== "search")) return;
  const at = stops.indexOf(event.target.closest("[data-rows] > li > a, [data-card]"));
  if (at < 0 && !field) return;
  const next = stops[at + (event.key === "ArrowDown" ? 1 : -1)];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

/** A letter works on the card or question that has the focus, and nowhere else. */
function press(event) {
  const card = event.target.closest?.("[data-card]");
  const button = card?.querySelector(`button[data-key="${CSS.escape(event.key)}"]`);
  if (button) {
    event.preventDefault();
    sessionStorage.setItem(AT, [...document.querySelectorAll("[data-card]")].indexOf(card));
    button.click();
  }
}

/** Who worked on a card by a key goes on with the one that stands there now. */
const AT = `card ${location.pathname}`;
const was = sessionStorage.getItem(AT);
sessionStorage.removeItem(AT);
if (was !== null) document.querySelectorAll("[data-card]")[was]?.focus();

/** A list that answers as one types: the same page, its rows alone. */
for (const form of document.querySelectorAll("form[data-live]")) {
  const rows = document.getElementById("rows");
  form.classList.add("alive"); // it answers by itself, and needs no button
  let asked = 0;
  const show = async () => {
    const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
    const mine = ++asked;
    const answer = await fetch(`${form.dataset.live}?${query}&part=rows`);
    if (!answer.ok || mine !== asked) return;
    const text = await answer.text();
    if (mine !== asked) return;
    rows.innerHTML = policy ? policy.createHTML(text) : text;
    history.replaceState(null, "", `?${query}`);
  };
  let waiting;
  form.addEventListener("input", (event) => {
    clearTimeout(waiting);
    waiting = setTimeout(show, event.target.type === "search" ? 120 : 0);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    show();
  });
}

/** Who wants no single key says so in the list of keys, for this browser. */
const off = document.getElementById("keysoff");
if (off) {
  off.checked = localStorage.getItem(KEYS_OFF) !== null;
  off.addEventListener("change", () => {
    if (off.checked) localStorage.setItem(KEYS_OFF, "1");
    else localStorage.removeItem(KEYS_OFF);
  });
}
for (const link of document.querySelectorAll("a[data-keys]")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    document.getElementById("keys").showModal();
  });
}

/** A picture is made small and square before it is sent: what a camera wrote beside it is gone. */
for (const form of document.querySelectorAll("form[data-photo]")) {
  const field = form.querySelector('input[type="file"]');
  field.addEventListener("change", async () => {
    const chosen = field.files[0];
    if (!chosen) return;
    field.setCustomValidity("");
    try {
      const picture = await createImageBitmap(chosen);
      const side = Math.min(picture.width, picture.height);
      const canvas = document.createElement("canvas");
      canvas.width = canvas.height = Math.min(side, 320);
      const [left, top] = [(picture.width - side) / 2, (picture.height - side) / 2];
      canvas.getContext("2d").drawImage(picture, left, top, side, side, 0, 0, canvas.width, canvas.height);
      const small = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85));
      const files = new DataTransfer();
      files.items.add(new File([small], "photo.jpg", { type: "image/jpeg" }));
      field.files = files.files;
    } catch {
      field.setCustomValidity("This browser cannot read that picture: choose a JPEG or a PNG.");
      field.reportValidity();
    }
  });
}

/** Rows that are ticked: how many, all or none. Only rows that are shown are ever ticked. */
const ticks = () => [...document.querySelectorAll('[name="who"][form="bulk"]')];
function tell() {
  const said = document.querySelector("[data-ticked]");
  if (!said) return;
  said.textContent = `${ticks().filter((one) => one.checked).length} ticked`;
  for (const one of document.querySelectorAll("[data-tick]")) one.hidden = false;
}
document.addEventListener("change", (event) => event.target.matches('[form="bulk"]') && tell());
document.addEventListener("click", (event) => {
  const to = event.target.closest?.("[data-tick]")?.dataset.tick;
  if (!to) return;
  for (const one of ticks()) one.checked = to === "all";
  tell();
});
tell();
