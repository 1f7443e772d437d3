// What is seen of a turn. All text goes in as text, never as HTML.

const SVG = "http://www.w3.org/2000/svg";
const MOST_TURNS = 200;
const by = (id) => document.getElementById(id);

export function element(name, properties = {}, ...inside) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...inside);
  return made;
}

export function logged(who, words) {
  const name = { bot: "Checkbot", you: "Jij" }[who];
  const line = element("p", { className: who }, ...(name ? [element("b", {}, name)] : []), words);
  by("log").append(line);
  by("log").scrollTop = by("log").scrollHeight;
}

export function problem(words) {
  by("problem").textContent = words;
}

export function screen(turn, touch) {
  const lines = (turn.screen || turn.speech).split("\n").filter(Boolean);
  const titled = lines.length > 1 && by("screen").dataset.channel === "alexa";
  const [place, count] = turn.progress ?? [0, 0];
  by("progress").hidden = !place;
  by("place").textContent = `Vraag ${place} van ${count}`;
  Object.assign(by("bar"), { max: count || 1, value: place });
  // The progress says the same.
  const shown = titled && place ? lines.slice(1) : lines;
  by("shown").replaceChildren(
    ...shown.map((line, index) => element("p", { className: titled && !place && !index ? "title" : "" }, line)),
    ...(turn.radar ? [radar(turn.radar)] : []),
  );
  const buttons = turn.chips.map((chip) => element("button", { type: "button", onclick: () => touch(chip) }, chip));
  by("chips").replaceChildren(...buttons);
}

// An Alexa Vector Graphic: its paths are those of SVG.
function radar(drawn) {
  const drawing = vector("svg", { viewBox: "0 0 640 480", role: "img", "aria-label": drawn.words });
  drawing.append(
    vector("path", { d: drawn.rings, fill: "none", stroke: "#7d9197", "stroke-width": 1.5 }),
    vector("path", { d: drawn.spokes, fill: "none", stroke: "#7d9197", "stroke-width": 1.5 }),
    vector("path", { d: drawn.area, fill: "#4fb5b2", "fill-opacity": 0.35, stroke: "#6fd0cd", "stroke-width": 4 }),
    vector("path", { d: drawn.dots, fill: "#eef3f4" }),
  );
  for (const { x, y, text } of drawn.labels) {
    const label = vector("text", { x, y, fill: "#eef3f4", "font-size": 25, "text-anchor": "middle" });
    label.textContent = text;
    drawing.append(label);
  }
  return drawing;
}

function vector(name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

export function heard(utterance) {
  const said = utterance.silent ? "(stilte)" : utterance.words || "(niet verstaan)";
  const how = utterance.matched ? "Dit is een van de verwachte antwoorden." : "Dit staat niet bij de verwachte antwoorden.";
  const rows = utterance.alternatives.map(([text, share]) => [text || "(niets)", `${Math.round(share * 100)}%`]);
  by("heard").replaceChildren(
    element("p", { className: "words" }, said),
    ...(utterance.silent ? [] : [element("p", { className: "note" }, how), table("Wat het kon zijn, en hoe zeker dat is", rows)]),
  );
}

// `times` are rows of a name and milliseconds. The JSON is written out when somebody looks.
export function turn(number, said, turn, times) {
  by("no-turns").hidden = true;
  const line = `${number}. ${said} – dienst ${milliseconds(turn.milliseconds)}`;
  const details = element("details", {}, element("summary", {}, line));
  details.addEventListener("toggle", () => details.append(inside(number, turn, times)), { once: true });
  by("turns").prepend(element("li", {}, details));
  while (by("turns").children.length > MOST_TURNS) by("turns").lastChild.remove();
}

function inside(number, turn, times) {
  return element(
    "div",
    { className: "both" },
    table("Hoe lang het duurde", times().map(([name, time]) => [name, milliseconds(time)])),
    json(`Vraag van het platform, beurt ${number}`, turn.request),
    json(`Antwoord van de dienst, beurt ${number}`, turn.response),
  );
}

function json(title, data) {
  const empty = Object.keys(data).length === 0;
  const text = empty ? "Er ging niets over de lijn." : JSON.stringify(data, null, 2);
  const shown = element("pre", { tabIndex: 0, role: "region", ariaLabel: title }, text);
  return element("div", {}, element("h3", {}, title), shown);
}

function table(caption, rows) {
  const lines = rows.map(([name, value]) => element("tr", {}, element("th", { scope: "row" }, name), element("td", {}, value)));
  return element("table", {}, element("caption", {}, caption), element("tbody", {}, ...lines));
}

function milliseconds(time) {
  const digits = time < 10 ? 1 : 0;
  return `${time.toLocaleString("nl", { maximumFractionDigits: digits })} ms`;
}
