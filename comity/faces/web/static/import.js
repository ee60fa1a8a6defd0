// Bringing in: what is dropped is sent file by file, and the progress of the reading is shown.

const form = document.querySelector("form[data-drop]");
const picked = [];

if (form) {
  for (const name of ["dragover", "dragleave", "drop"]) {
    document.addEventListener(name, (event) => { // what misses the frame would leave the page
      event.preventDefault();
      form.classList.toggle("over", name === "dragover");
    });
  }
  document.addEventListener("drop", async (event) => {
    const files = [...event.dataTransfer.files];
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
    for (const entry of entries) await collect(entry, "");
    if (!entries.length) picked.push(...files.map((file) => ({ name: file.name, file })));
    if (picked.length && !form.querySelector("button").disabled) form.requestSubmit();
  });
  for (const field of form.querySelectorAll("input[type=file]"))
    field.addEventListener("change", () => ready([...picked, ...field.files]));
  form.addEventListener("submit", async (event) => { // of a drop too: what is dropped is read
    const fields = form.querySelectorAll("input[type=file]");
    const chosen = [...fields].flatMap((field) => [...field.files])
      .map((file) => ({ name: file.webkitRelativePath || file.name, file }));
    const all = [...picked, ...chosen];
    if (!all.length) return;
    event.preventDefault();
    form.querySelector("button").disabled = true;
    if (await send(all)) {
      for (const field of fields) field.value = "";
      form.submit();
    } else form.querySelector("button").disabled = false;
  });
}

/** Say which button is next: what was chosen is read when it is pressed. */
function ready(files) {
  const button = form.querySelector("button");
  if (!files.length) return;
  const what = files.length === 1 ? files[0].name : `${files.length} files`;
  button.textContent = files.length === 1 ? "Read it" : `Read ${what}`;
  tell(`${what} ${files.length === 1 ? "is" : "are"} ready. Press “${button.textContent}”.`);
}

/** Gather a dropped entry's files, folders and all. */
async function collect(entry, path) {
  if (entry.isFile) {
    const file = await new Promise((found, failed) => entry.file(found, failed));
    picked.push({ name: path + file.name, file });
    return;
  }
  const reader = entry.createReader();
  for (;;) {
    const some = await new Promise((found, failed) => reader.readEntries(found, failed));
    if (!some.length) return;
    for (const one of some) await collect(one, `${path}${entry.name}/`);
  }
}

/** Send the files one after the other; say how far it is, and what went wrong. */
async function send(all) {
  const bar = document.getElementById("sending");
  bar.hidden = false;
  const total = all.reduce((sum, one) => sum + one.file.size, 0) || 1;
  let done = 0;
  for (const { name, file } of all) {
    tell(`Copying ${name}`);
    const answer = await fetch(`/import/file?name=${encodeURIComponent(name)}`, {
      method: "POST",
      headers: { "x-comity-csrf": form.dataset.csrf, "content-type": "application/octet-stream" },
      body: file,
    });
    if (!answer.ok) {
      const told = await answer.json().catch(() => ({ error: "it could not be sent" }));
      tell([`${name}: ${told.error}`, told.hint].filter(Boolean).join(". "));
      return false;
    }
    done += file.size;
    bar.value = done / total;
  }
  return true;
}

function tell(words) {
  document.getElementById("sent").textContent = words;
}

if (document.querySelector("[data-progress]")) follow();

/** Show how far the reading is; when it is done, show what became of it. */
function follow() {
  const bar = document.getElementById("bar");
  const told = document.getElementById("told");
  const events = new EventSource("/import/progress");
  events.onmessage = (event) => {
    const state = JSON.parse(event.data);
    if (!state.running) {
      events.close();
      location.reload();
      return;
    }
    if (state.share === null) bar.removeAttribute("value");
    else bar.value = state.share;
    const parts = [
      state.doing || (state.read ? "" : "looking at the files"),
      state.read ? `${state.read.toLocaleString("en")} records read` : "",
      state.left_s !== null && !state.doing ? left(state.left_s) : "",
    ];
    told.textContent = parts.filter(Boolean).join(", ");
  };
}

function left(seconds) {
  if (seconds < 5) return "nearly done";
  return seconds < 90 ? `about ${seconds} seconds left` : `about ${Math.round(seconds / 60)} minutes left`;
}
