// A page that follows an event: it hears what changed and asks for itself anew; its clock runs by
// what the server says is left, never by the device's own time. All of it works without this file.

import { policy } from "./policy.js";

const body = document.body;
const QUIET_MS = 12_000; // longer without a word, and the line was cut without anybody saying so
let state = null; // what was last heard
let heardAt = 0; // by this page's own steady clock
let source = null;
let waiting = 0;
const ringers = [];

/** Call a function when the time of a round is up before one's eyes, and never for an older one. */
export function onBell(ring) {
  ringers.push(ring);
}

function left() {
  if (!state) return null;
  const gone = state.face === "running" ? performance.now() - heardAt : 0;
  return Math.max(state.left_ms - gone, 0);
}

let rung = "";
let ran = ""; // the round that was seen running: only its bell is rung
function tick() {
  const ms = left();
  if (ms === null) return;
  const seconds = Math.ceil(ms / 1000);
  const text = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  for (const one of document.querySelectorAll("[data-clock]")) if (one.textContent !== text) one.textContent = text;
  const round = `round ${state.round}`;
  if (state.face === "running" && ms > 0) [ran, rung] = [round, ""];
  const isUp = state.face === "rung" || (state.face === "running" && ms <= 0);
  body.classList.toggle("up", isUp);
  if (isUp && ran === round && rung !== round) {
    rung = round;
    for (const ring of ringers) ring();
  }
}

/** Put what is otherwise in its place; where somebody is typing or pressing nothing moves. */
async function renew() {
  const asked = new URL(location.href);
  asked.searchParams.set("part", "live");
  const answer = await fetch(asked, { cache: "no-store" });
  if (answer.status === 404) return location.reload(); // erased: what stood here goes
  if (!answer.ok) throw new Error("no answer");
  const text = await answer.text();
  const page = new DOMParser().parseFromString(policy ? policy.createHTML(text) : text, "text/html");
  for (const part of document.querySelectorAll("[data-part]")) {
    const fresh = page.querySelector(`[data-part="${CSS.escape(part.dataset.part)}"]`);
    if (!fresh || fresh.innerHTML === part.dataset.was || isTouched(part)) continue;
    const open = [...part.querySelectorAll("details[open]")].map((one) => one.dataset.name);
    for (const one of fresh.querySelectorAll("details")) one.open ||= open.includes(one.dataset.name);
    part.dataset.was = fresh.innerHTML;
    const focus = part.contains(document.activeElement) ? document.activeElement.dataset.name : null;
    part.replaceChildren(...fresh.childNodes);
    if (focus) part.querySelector(`[data-name="${CSS.escape(focus)}"]`)?.focus();
  }
  document.dispatchEvent(new Event("renewed"));
  tick();
}

function isTouched(part) {
  return [...part.querySelectorAll("input:not([type=hidden]), textarea")].some((one) => one === document.activeElement || one.value !== one.defaultValue);
}

/** Many devices hear of a change at once: each asks a little later than the next. */
function renewSoon() {
  clearTimeout(waiting);
  waiting = setTimeout(() => renew().catch(() => (waiting = setTimeout(renewSoon, 2000))), Math.random() * Number(body.dataset.spread || 0));
}

function listen() {
  source?.close();
  source = new EventSource(body.dataset.follow ?? document.querySelector("[data-follow]").dataset.follow);
  source.onmessage = (event) => {
    const now = JSON.parse(event.data);
    const isOther = state === null ? now.v !== version() : now.v !== state.v;
    state = now;
    heardAt = performance.now();
    body.classList.remove("cut");
    if (isOther) renewSoon();
    tick();
  };
  source.onerror = () => body.classList.add("cut"); // the browser tries again by itself
}

function version() {
  return document.querySelector("[data-version]")?.dataset.version;
}

/** A line that fell silent, a page that slept: both begin again. */
let begunAt = 0;
function awake() {
  if (document.visibilityState === "hidden") {
    // a browser gives one address six lines for all its tabs: only one that rings keeps its own
    if (!body.dataset.bell) source.close();
    return;
  }
  const quiet = performance.now() - Math.max(heardAt, begunAt);
  if (source.readyState === EventSource.CLOSED || quiet > QUIET_MS) {
    body.classList.add("cut");
    begunAt = performance.now();
    state = null;
    listen();
  }
}
addEventListener("pageshow", awake);
addEventListener("online", () => listen());
document.addEventListener("visibilitychange", awake);
setInterval(awake, 3000);
setInterval(tick, 200);
begunAt = performance.now();
listen();
