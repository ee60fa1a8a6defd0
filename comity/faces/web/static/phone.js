// A guest's page: what they press is kept on the phone until the organiser's machine has it.

import { onBell } from "./follow.js";

const KEPT = `unsent ${location.pathname}`;
const AGAIN_MS = 3000;
let unsent = new Map(read()); // "whom tick" -> "1" or "0": the last press holds
let sending = false;

function read() {
  try {
    return JSON.parse(localStorage.getItem(KEPT)) ?? [];
  } catch {
    return []; // a browser that keeps nothing: the press is sent all the same
  }
}
function keep() {
  document.body.classList.toggle("unsent", unsent.size > 0 && !navigator.onLine);
  try {
    localStorage.setItem(KEPT, JSON.stringify([...unsent]));
  } catch {
    // as above
  }
}

/** Send what is left to send, one after the other; what is pressed meanwhile comes after. */
async function send() {
  if (sending) return;
  sending = true;
  try {
    for (const [what, on] of [...unsent]) {
      const [of, tick] = what.split(" ");
      const answer = await fetch(`${location.pathname}/tick`, {
        method: "POST",
        headers: { accept: "application/json" },
        body: new URLSearchParams({ of, tick, on }),
        signal: AbortSignal.timeout(10_000),
      });
      if (!answer.ok && (answer.status === 429 || answer.status >= 500)) throw new Error("later");
      if (unsent.get(what) === on) unsent.delete(what);
      keep();
    }
    document.body.classList.remove("unsent");
  } catch {
    document.body.classList.add("unsent");
  } finally {
    sending = false;
  }
}

function show() {
  for (const button of document.querySelectorAll("[data-tick]")) {
    const of = button.form.elements.of.value;
    const on = unsent.get(`${of} ${button.dataset.tick}`);
    if (on !== undefined) button.setAttribute("aria-pressed", on === "1");
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-tick]");
  if (!button) return;
  event.preventDefault();
  const on = button.getAttribute("aria-pressed") === "true" ? "0" : "1";
  const what = `${button.form.elements.of.value} ${button.dataset.tick}`;
  unsent.delete(what);
  unsent.set(what, on);
  keep();
  show();
  send();
});
document.addEventListener("renewed", show);
addEventListener("online", send);
setInterval(() => unsent.size && send(), AGAIN_MS);
onBell(() => navigator.vibrate?.([300, 150, 300]));
show();
send();
