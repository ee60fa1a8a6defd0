// The map: a canvas that is drawn anew only when something moves. Names are drawn as text and never
// become markup.

const canvas = document.getElementById("map");
const paper = canvas.getContext("2d");
const said = document.getElementById("mapsaid");
const find = document.getElementById("mapfind");
const answer = await fetch("/map/data");
const { people, ties, communities } = await answer.json();
const [ID, NAME, X, Y, GROUP] = [0, 1, 2, 3, 4];
const COLOURS = 8;
const near = people.map(() => []);
for (const [left, right] of ties) {
  near[left].push(right);
  near[right].push(left);
}
const LONE = communities.findIndex(([name]) => name === "on their own");
const byGroup = Array.from({ length: COLOURS + 1 }, () => []); // the last: the lone
people.forEach((one, n) => byGroup[one[GROUP] === LONE ? COLOURS : one[GROUP] % COLOURS].push(n));

const byTies = people.map((_, n) => n).sort((a, b) => near[b].length - near[a].length); // who is named first
const widths = [], LINE = 14;

let scale = 1, left = 0, top_ = 0, chosen = -1, waiting = false, style;

function readStyle() {
  stamps.clear();
  const from = getComputedStyle(document.documentElement);
  const value = (name) => from.getPropertyValue(name).trim();
  style = {
    ink: value("--ink"), soft: value("--soft"), line: value("--line"), paper: value("--sheet"),
    accent: value("--accent"), serif: value("--serif"),
    groups: [...Array.from({ length: COLOURS }, (_, n) => value(`--g${n}`)), value("--edge")],
  };
}

function fit() {
  stamps.clear();
  const ratio = devicePixelRatio || 1;
  canvas.width = canvas.clientWidth * ratio;
  canvas.height = canvas.clientHeight * ratio;
  paper.setTransform(ratio, 0, 0, ratio, 0, 0);
}

/** Show everything. */
function all() {
  const edge = communities.map(([, x, y, r]) => [x - r, y - r, x + r, y + r]);
  if (!edge.length) return;
  const [x0, y0] = [Math.min(...edge.map((e) => e[0])), Math.min(...edge.map((e) => e[1]))];
  const [x1, y1] = [Math.max(...edge.map((e) => e[2])), Math.max(...edge.map((e) => e[3]))];
  const room = [canvas.clientWidth, canvas.clientHeight];
  scale = Math.min(room[0] / (x1 - x0 + 2), room[1] / (y1 - y0 + 2));
  left = room[0] / 2 - ((x0 + x1) / 2) * scale;
  top_ = room[1] / 2 - ((y0 + y1) / 2) * scale;
  shot = null;
  redraw();
}

function redraw() {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => {
    waiting = false;
    if (shot && isNear(shot)) slide();
    else {
      draw();
      if (shot) shot = taken();
    }
  });
}

// While it moves, the picture as it was drawn last is moved about; when it rests it is drawn anew.
const sheet = document.createElement("canvas");
const REST_MS = 120;
let shot = null, rest;

function move() {
  shot ??= taken();
  clearTimeout(rest);
  rest = setTimeout(() => {
    shot = null;
    redraw();
  }, REST_MS);
  redraw();
}

function taken() {
  if (sheet.width !== canvas.width || sheet.height !== canvas.height) {
    sheet.width = canvas.width;
    sheet.height = canvas.height;
  }
  sheet.getContext("2d").drawImage(canvas, 0, 0);
  return { scale, left, top_ };
}

function slid(from) {
  const by = scale / from.scale;
  return { by, x: left - from.left * by, y: top_ - from.top_ * by };
}

/** Not yet so far that its edges would be missed. */
function isNear(from) {
  const { by, x, y } = slid(from);
  const [wide, high] = [canvas.clientWidth, canvas.clientHeight];
  const away = Math.max(Math.abs(x + (wide * (by - 1)) / 2) / wide, Math.abs(y + (high * (by - 1)) / 2) / high);
  return by > 0.75 && by < 1.5 && away < 0.3;
}

function slide() {
  const { by, x, y } = slid(shot);
  paper.fillStyle = style.paper;
  paper.fillRect(0, 0, canvas.clientWidth, canvas.clientHeight);
  paper.drawImage(sheet, x, y, canvas.clientWidth * by, canvas.clientHeight * by);
}

const px = (one) => one[X] * scale + left;
const py = (one) => one[Y] * scale + top_;
const inside = (x, y, edge = 40) =>
  x > -edge && y > -edge && x < canvas.clientWidth + edge && y < canvas.clientHeight + edge;

function draw() {
  paper.fillStyle = style.paper;
  paper.fillRect(0, 0, canvas.clientWidth, canvas.clientHeight);
  const dot = Math.max(1.2, Math.min(scale * 0.36, 9));
  const [wide, high] = [canvas.clientWidth + 10, canvas.clientHeight + 10];
  paper.globalAlpha = chosen < 0 ? 0.9 : 0.35;
  byGroup.forEach((members, group) => {
    const stamp = dot < 2.5 ? null : round(Math.round(dot * 4) / 4, style.groups[group]);
    paper.fillStyle = style.groups[group];
    for (const n of members) {
      const x = people[n][X] * scale + left, y = people[n][Y] * scale + top_;
      if (x < -10 || y < -10 || x > wide || y > high) continue;
      if (stamp) paper.drawImage(stamp, x - stamp.away, y - stamp.away, 2 * stamp.away, 2 * stamp.away);
      else paper.fillRect(x - dot, y - dot, 2 * dot, 2 * dot);
    }
  });
  paper.globalAlpha = 1;
  label();
  if (chosen >= 0) spotlight(dot);
}

/** What is drawn often is drawn once and stamped: without a GPU, arcs and outlines take their time. */
const stamps = new Map();

function stamped(key, width, height, paint) {
  if (!stamps.has(key)) {
    if (stamps.size > 2000) stamps.clear();
    const ratio = devicePixelRatio || 1;
    const one = document.createElement("canvas");
    one.width = Math.ceil(width * ratio);
    one.height = Math.ceil(height * ratio);
    const on = one.getContext("2d");
    on.scale(ratio, ratio);
    paint(on);
    stamps.set(key, one);
  }
  return stamps.get(key);
}

function round(radius, colour) {
  const away = radius + 1;
  const one = stamped(`${radius} ${colour}`, 2 * away, 2 * away, (on) => {
    on.fillStyle = colour;
    on.arc(away, away, radius, 0, 7);
    on.fill();
  });
  one.away = away;
  return one;
}

/** A community's name, with a rim of paper around it. */
function written(name, colour) {
  const known = stamps.get(`${name} ${colour}`);
  if (known) return known;
  const width = paper.measureText(name).width;
  const one = stamped(`${name} ${colour}`, width + 6, 22, (on) => {
    on.font = paper.font;
    on.lineWidth = 3;
    on.strokeStyle = style.paper;
    on.strokeText(name, 3, 16);
    on.fillStyle = colour;
    on.fillText(name, 3, 16);
  });
  one.span = width;
  return one;
}

function label() {
  paper.textAlign = "center";
  const names = scale > 22;
  if (names && chosen < 0) {
    paper.font = "12px system-ui, sans-serif";
    const taken = new Map(); // the spans that names take up, by line of so many pixels
    for (const n of byTies) {
      const one = people[n], x = px(one), y = py(one) - scale * 0.36 - 4;
      if (!inside(x, y, 0)) continue;
      widths[n] ??= paper.measureText(one[NAME]).width + 8;
      const [from, to, line] = [x - widths[n] / 2, x + widths[n] / 2, Math.round(y / LINE)];
      const beside = [line - 1, line, line + 1].flatMap((row) => taken.get(row) ?? []);
      if (beside.some((o) => o[0] < to && from < o[1] && Math.abs(o[2] - y) < LINE)) continue;
      taken.set(line, [...(taken.get(line) ?? []), [from, to, y]]);
      const title = written(one[NAME], style.ink);
      paper.drawImage(title, x - title.span / 2 - 3, y - 16, title.span + 6, 22);
    }
  }
  paper.font = `13px ${style.serif}`;
  const places = [];
  for (const [name, x, y, r] of communities) {
    if (!name || r * scale < 14) continue;
    const at = [x * scale + left, (y - r) * scale + top_ - 4];
    if (!inside(...at)) continue;
    const title = written(name, style.soft), width = title.span;
    const free = places.every((o) => Math.abs(o[0] - at[0]) > (o[2] + width) / 2 || Math.abs(o[1] - at[1]) > 18);
    if (!free) continue;
    places.push([...at, width]);
    paper.drawImage(title, at[0] - width / 2 - 3, at[1] - 16, width + 6, 22);
  }
}

function write(text, x, y, colour) {
  paper.lineWidth = 3;
  paper.strokeStyle = style.paper;
  paper.strokeText(text, x, y);
  paper.fillStyle = colour;
  paper.fillText(text, x, y);
}

function spotlight(dot) {
  const one = people[chosen];
  paper.strokeStyle = style.accent;
  paper.lineWidth = 1.2;
  paper.beginPath();
  for (const n of near[chosen]) {
    paper.moveTo(px(one), py(one));
    paper.lineTo(px(people[n]), py(people[n]));
  }
  paper.stroke();
  paper.fillStyle = style.accent;
  for (const n of [chosen, ...near[chosen]]) {
    paper.beginPath();
    paper.arc(px(people[n]), py(people[n]), n === chosen ? dot + 3 : dot + 1, 0, 7);
    paper.fill();
  }
  paper.textAlign = "center";
  paper.font = `16px ${style.serif}`;
  write(one[NAME], px(one), py(one) - dot - 8, style.ink);
}

function choose(n) {
  if (n === chosen) return;
  shot = null;
  chosen = n;
  if (n >= 0) {
    const many = near[n].length;
    said.textContent = `${people[n][NAME]}${many ? `, seen with ${many} others` : ""}`;
  }
  canvas.style.setProperty("cursor", n >= 0 ? "pointer" : "grab");
  redraw();
}

function at(x, y) {
  let best = -1, nearest = Math.max(scale * 0.6, 9) ** 2;
  people.forEach((one, n) => {
    const away = (px(one) - x) ** 2 + (py(one) - y) ** 2;
    if (away < nearest) [best, nearest] = [n, away];
  });
  return best;
}

function zoom(by, x = canvas.clientWidth / 2, y = canvas.clientHeight / 2) {
  shot ??= taken();
  const next = Math.min(Math.max(scale * by, 0.5), 90);
  left = x - ((x - left) * next) / scale;
  top_ = y - ((y - top_) * next) / scale;
  scale = next;
  move();
}

function go(n) {
  shot = null;
  scale = Math.max(scale, 26);
  left = canvas.clientWidth / 2 - people[n][X] * scale;
  top_ = canvas.clientHeight / 2 - people[n][Y] * scale;
  choose(n);
  redraw();
}

let held = null;
const fingers = new Map();

/** Two fingers zoom about the middle between them. */
function pinch(event) {
  const before = [...fingers.values()];
  fingers.set(event.pointerId, [event.offsetX, event.offsetY]);
  const [one, other] = [...fingers.values()];
  const away = ([a, b]) => Math.hypot(a[0] - b[0], a[1] - b[1]);
  zoom(away([one, other]) / Math.max(away(before), 1), (one[0] + other[0]) / 2, (one[1] + other[1]) / 2);
}

for (const name of ["pointerup", "pointercancel"]) {
  canvas.addEventListener(name, (event) => fingers.delete(event.pointerId));
}
canvas.addEventListener("pointercancel", () => { held = null; });
canvas.addEventListener("pointerdown", (event) => {
  fingers.set(event.pointerId, [event.offsetX, event.offsetY]);
  held = { x: event.clientX, y: event.clientY, moved: 0 };
  canvas.setPointerCapture(event.pointerId);
});
canvas.addEventListener("pointermove", (event) => {
  if (fingers.size === 2 && fingers.has(event.pointerId)) {
    held = null;
    return pinch(event);
  }
  if (!held) return choose(at(event.offsetX, event.offsetY));
  shot ??= taken();
  left += event.clientX - held.x;
  top_ += event.clientY - held.y;
  held = { x: event.clientX, y: event.clientY, moved: held.moved + Math.abs(event.movementX) + Math.abs(event.movementY) };
  move();
});
canvas.addEventListener("pointerup", (event) => {
  const still = held && held.moved < 6;
  held = null;
  const n = at(event.offsetX, event.offsetY);
  if (still && n >= 0) location.href = `/people/${people[n][ID]}`;
});
canvas.addEventListener("wheel", (event) => {
  event.preventDefault();
  zoom(event.deltaY < 0 ? 1.15 : 1 / 1.15, event.offsetX, event.offsetY);
}, { passive: false });
canvas.addEventListener("keydown", (event) => {
  const moves = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] };
  if (moves[event.key]) {
    shot ??= taken();
    left += moves[event.key][0];
    top_ += moves[event.key][1];
    move();
  } else if (event.key === "+" || event.key === "=") zoom(1.3);
  else if (event.key === "-") zoom(1 / 1.3);
  else if (event.key === "Enter" && chosen >= 0) location.href = `/people/${people[chosen][ID]}`;
  else return;
  event.preventDefault();
});
for (const button of document.querySelectorAll("[data-zoom]")) {
  button.addEventListener("click", () => (Number(button.dataset.zoom) ? zoom(Number(button.dataset.zoom)) : all()));
}
find.addEventListener("input", () => {
  const words = find.value.toLowerCase();
  const n = words ? people.findIndex((one) => one[NAME].toLowerCase().includes(words)) : -1;
  if (n >= 0) go(n);
  else choose(-1);
});
find.form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (chosen >= 0) location.href = `/people/${people[chosen][ID]}`;
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { readStyle(); redraw(); });
new ResizeObserver(() => { fit(); redraw(); }).observe(canvas);
readStyle();
fit();
all();
canvas.dataset.drawn = "yes";
globalThis.comityMap = { zoom, draw, all };
