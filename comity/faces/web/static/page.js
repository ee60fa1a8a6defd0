// What every page adds to its forms: keys where something has the focus, lists that answer as one
// types. All of it works without this file.

const policy = globalThis.trustedTypes?.createPolicy("comity", { createHTML: (text) => text });

/** Ctrl+K or ⌘K goes to the search; arrows walk through rows and cards; a card has its own keys. */
document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
    event.preventDefault();
    document.getElementById("find")?.focus();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const field = event.target.closest?.("input, select, textarea");
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

/** A field for a person offers those who answer to what is typed so far. */
for (const [n, field] of document.querySelectorAll("input[data-names]").entries()) {
  const list = document.createElement("datalist");
  list.id = `names${n}`;
  field.after(list);
  field.setAttribute("list", list.id);
  let waiting;
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    const words = field.value.trim();
    if (words.length < 2 || [...list.options].some((one) => one.value === words)) return;
    waiting = setTimeout(async () => {
      const answer = await fetch(`/people/names?${new URLSearchParams({ words })}`);
      if (!answer.ok) return;
      const { names } = await answer.json();
      list.replaceChildren(...names.map(([value, label]) => new Option(label, value)));
    }, 120);
  });
}

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
