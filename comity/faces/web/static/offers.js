// The field at the top offers people, pages and acts as one types; a field for a person, names.
// A combobox with a list (WAI-ARIA 1.2). Both fields work without this file.

const WAIT_MS = 120;
let made = 0;

/** Offer what `ask` finds for the words of a field; `choose` is told which was taken. */
function offering(field, ask, choose, label) {
  const list = document.createElement("ul");
  list.id = `offers${made++}`;
  list.className = "offers";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", label);
  field.after(list);
  field.parentElement.classList.add("offering");
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id,
  })) field.setAttribute(name, value);
  let found = [], at = -1, asked = 0, waiting;

  function close() {
    clearTimeout(waiting);
    asked++;
    list.hidden = true;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
    at = -1;
  }

  function mark(next) {
    at = next;
    for (const [n, row] of [...list.children].entries()) row.setAttribute("aria-selected", n === at);
    if (at < 0) return field.removeAttribute("aria-activedescendant");
    field.setAttribute("aria-activedescendant", list.children[at].id);
    list.children[at].scrollIntoView({ block: "nearest" });
  }

  function show(offers) {
    found = offers;
    list.replaceChildren(...offers.map((one, n) => row(one, `${list.id}-${n}`)));
    list.hidden = !offers.length;
    field.setAttribute("aria-expanded", String(!list.hidden));
    mark(-1);
  }

  async function look() {
    const words = field.value.trim();
    const mine = ++asked;
    if (!words) return close();
    const offers = await ask(words).catch(() => []);
    if (mine !== asked || document.activeElement !== field) return;
    const isSaid = offers.length === 1 && offers[0].value === words; // nothing is left to offer
    show(isSaid ? [] : offers);
  }

  function take(n) {
    const one = found[n];
    close();
    choose(one, field);
  }

  field.addEventListener("input", (event) => {
    clearTimeout(waiting);
    if (!event.isComposing) waiting = setTimeout(look, WAIT_MS); // a word of an IME is not yet one
  });
  field.addEventListener("compositionend", () => {
    clearTimeout(waiting);
    waiting = setTimeout(look, WAIT_MS);
  });
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return; // Safari ends a word before its Enter
    if (list.hidden || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) mark(((at + 1 + step + found.length + 1) % (found.length + 1)) - 1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && at >= 0) take(at);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
  list.addEventListener("click", (event) => {
    const row = event.target.closest("[role=option]");
    if (row) take([...list.children].indexOf(row));
  });
  return look;
}

function row(one, id) {
  const made = document.createElement("li");
  made.id = id;
  made.setAttribute("role", "option");
  made.setAttribute("aria-selected", "false");
  const label = document.createElement("bdi");
  label.textContent = one.label;
  const about = document.createElement("span");
  about.className = "aside";
  about.textContent = [one.about, one.kind === "Page" ? "page" : ""].filter(Boolean).join(" · ");
  made.append(label, " ", about);
  return made;
}

async function fetched(address, words) {
  const answer = await fetch(`${address}?${new URLSearchParams({ words })}`);
  return answer.ok ? answer.json() : {};
}

/** Send a form as the pages do. */
function send(action, fields) {
  const form = document.createElement("form");
  form.method = "post";
  form.action = action;
  const csrf = document.querySelector("meta[name=csrf]").content;
  const all = { ...fields, csrf, next: location.pathname + location.search };
  for (const [name, value] of Object.entries(all)) {
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = name;
    field.value = value;
    form.append(field);
  }
  document.body.append(form);
  form.submit();
}

const find = document.getElementById("find");
if (find) {
  const look = offering(find, async (words) => (await fetched("/search/offers", words)).offers ?? [], (one) => {
    if (one.fill) {
      find.value = one.fill;
      look();
    } else if (one.action) send(one.action, one.fields);
    else location.assign(one.query ? `${one.href}?${new URLSearchParams({ words: one.query })}` : one.href);
  }, "Offers");
}

for (const field of document.querySelectorAll("input[data-names]")) {
  offering(field, async (words) => {
    if (words.length < 2) return [];
    const { names = [] } = await fetched("/people/names", words);
    return names.map(([value, label]) => ({ value, label }));
  }, (one) => { field.value = one.value; }, "People");
}
