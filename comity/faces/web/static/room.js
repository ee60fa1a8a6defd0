// The projector and the console: the bell, the pages of names that turn, a screen that stays on.

import { onBell } from "./follow.js";

const TURN_MS = 9000;

/** A bell made of its partials, since no file is fetched; heard only after a press, as browsers ask. */
let sound = null;
async function strike() {
  if (!sound) return;
  await Promise.race([sound.resume(), new Promise((done) => setTimeout(done, 300))]);
  if (sound.state !== "running") {
    sound.close(); // after a sleep some browsers never let one sound again: a new one does
    sound = new AudioContext();
  }
  for (const [after, loud] of [[0, 1], [0.9, 0.8], [1.8, 0.65]]) {
    for (const [ratio, part, lasts] of [[0.5, 0.25, 3], [1, 0.5, 2.6], [1.19, 0.22, 2.1], [1.5, 0.14, 1.8], [2, 0.3, 1.6], [2.74, 0.12, 1], [4.1, 0.06, 0.6]]) {
      const tone = sound.createOscillator();
      const gain = sound.createGain();
      const at = sound.currentTime + after + 0.02;
      tone.frequency.value = 660 * ratio;
      gain.gain.setValueAtTime(0, at);
      gain.gain.linearRampToValueAtTime(0.4 * part * loud, at + 0.006);
      gain.gain.exponentialRampToValueAtTime(0.0001, at + lasts);
      tone.connect(gain).connect(sound.destination);
      tone.start(at);
      tone.stop(at + lasts);
    }
  }
}
function flash() {
  document.body.classList.remove("flash");
  requestAnimationFrame(() => document.body.classList.add("flash"));
}
onBell(() => {
  strike();
  flash();
});

/** The press that browsers wait for; the screen is asked to stay on with it. */
let awake = null;
async function stayOn() {
  try {
    awake = document.visibilityState === "visible" ? await navigator.wakeLock?.request("screen") : awake;
  } catch {
    awake = null; // refused, as with an empty battery: the evening goes on without
  }
}
for (const button of document.querySelectorAll("[data-sound]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    sound ??= new AudioContext();
    document.body.dataset.bell = "on";
    strike();
    flash();
    stayOn();
    button.textContent = "The bell is on: press to hear it";
  });
}
document.addEventListener("visibilitychange", () => awake && stayOn());
for (const button of document.querySelectorAll("[data-full]")) {
  button.hidden = !document.fullscreenEnabled;
  button.addEventListener("click", () => (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen()));
}

/** Pages of names turn by themselves; each stays as long as it takes to find one's own. */
let turn = 0;
function show() {
  const pages = [...document.querySelectorAll("[data-names]")];
  pages.forEach((one, n) => (one.hidden = n !== turn % pages.length));
  const told = document.querySelector("[data-turn]");
  if (told) told.textContent = pages.length > 1 ? `${(turn % pages.length) + 1} of ${pages.length}` : "";
}
setInterval(() => {
  turn += 1;
  show();
}, TURN_MS);
document.addEventListener("renewed", () => {
  turn = 0;
  show();
});
show();
