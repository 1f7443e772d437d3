// The page: what somebody does, what the service answers, and who is speaking.

import { Ear } from "./ear.js";
import { Player } from "./player.js";
import * as service from "./service.js";
import * as shown from "./shown.js";

const by = (id) => document.getElementById(id);
const voice = document.body.dataset.voice === "present";
const player = new Player(Number(document.body.dataset.rate));
const ear = new Ear({ partial, heard, level, failed });

const SAID = { start: "kom terug", silence: "(stilte)", "hang-up": "(opgehangen)" };
let conversation = null; // { id, channel, ended, turns }
let busy = false;
let speaking = false;
let words = "";

function failed(error) {
  shown.problem(error.message);
  ear.close();
  pressed();
}

function level(loudness) {
  by("level")?.firstElementChild.style.setProperty("transform", `scaleX(${loudness})`);
}

function status(line) {
  if (voice && by("status").textContent !== line) by("status").textContent = line;
}

function pressed() {
  by("speak")?.setAttribute("aria-pressed", String(ear.on));
  if (!ear.on) status("");
}

// One turn at a time; what goes wrong is shown and ends nothing.
async function alone(work) {
  if (busy) return;
  busy = true;
  try {
    shown.problem("");
    await work();
  } catch (error) {
    failed(error);
  } finally {
    busy = false;
  }
}

const begin = () => alone(async () => {
  silent();
  if (conversation && !conversation.ended) await service.take(conversation.id, "hang-up").catch(() => {});
  const channel = by("channel").value;
  by("log").replaceChildren();
  by("turns").replaceChildren();
  by("screen").dataset.channel = channel;
  const since = performance.now();
  const { id, turn } = await service.open(channel, by("persona").value);
  conversation = { id, channel, ended: false, turns: 0 };
  answered("(begin)", turn, { since });
});

// `listened` is what was heard, where the words were spoken.
const take = (act, said = "", listened = null) => alone(async () => {
  if (!conversation) throw new Error("Er is nog geen gesprek: klik op „Begin een nieuw gesprek”.");
  silent();
  if (conversation.ended && act !== "start") throw new Error("Dit gesprek is voorbij: begin een nieuw gesprek, of kom terug.");
  const since = performance.now();
  shown.logged("you", said || SAID[act]);
  answered(said || SAID[act], await service.take(conversation.id, act, said), { since, listened });
});

function hush() {
  speaking = false;
  player.stop();
}

function silent() {
  hush();
  ear.rest();
}

function answered(said, turn, moments) {
  moments.answered = performance.now();
  conversation.turns += 1;
  conversation.ended = turn.ended;
  if (turn.speech) shown.logged("bot", turn.speech);
  if (turn.ended) shown.logged("note", "Het gesprek is afgelopen.");
  const touched = by("chips").contains(document.activeElement);
  shown.screen(turn, (chip) => take("touch", chip));
  if (touched) by("device-title").focus();
  shown.turn(conversation.turns, said, turn, () => times(turn, moments));
  by("return").hidden = !turn.ended;
  next(turn, moments);
}

function next(turn, moments) {
  const aloud = voice && by("aloud").checked && turn.speech;
  if (turn.ended) {
    ear.close();
    pressed();
  }
  if (aloud) speak(moments);
  if (ear.on && (!aloud || by("barge").checked)) listen();
}

async function speak(moments) {
  const { id, turns } = conversation;
  const over = () => busy || conversation.id !== id || conversation.turns !== turns;
  speaking = true;
  status("De Checkbot praat.");
  try {
    const speech = await service.speech(id);
    if (over() || !speaking) return speech.cancel();
    const said = await player.play(speech, () => (moments.sounded = performance.now()));
    if (!said || over()) return;
    speaking = false;
    status("");
    // Whoever says nothing gets his seven seconds from here; whoever is just beginning is not cut off.
    if (ear.on && !words && (ear.quiet || !ear.conversation)) await listen();
  } catch (error) {
    // Without its voice the conversation goes on in text.
    hush();
    by("aloud").checked = false;
    status("");
    shown.problem(error.message);
  }
}

async function listen() {
  words = "";
  try {
    await ear.listen(conversation.id);
    if (!speaking) status("Ik luister.");
  } catch (error) {
    failed(error);
  }
}

function partial(now) {
  words = now;
  if (!words) return;
  hush();
  status(`Ik hoor: ${words}`);
}

function heard(utterance) {
  if (utterance.silent && speaking) return listen();
  shown.heard(utterance);
  if (utterance.silent) return take("silence", "", utterance);
  if (utterance.words) return take("say", utterance.words, utterance);
  status("Dat verstond ik niet. Zeg het nog eens, of typ het.");
  return listen();
}

function times(turn, { since, answered, sounded, listened }) {
  const rows = [];
  if (listened) {
    rows.push(["Geluisterd", listened.seconds * 1000], ["Stilte na het laatste woord", listened.quiet * 1000]);
    rows.push(["Verstaan, na het laatste geluid", listened.milliseconds]);
  }
  rows.push(["De dienst", turn.milliseconds], ["Heen en weer met deze pagina", answered - since]);
  if (sounded) rows.push(["Van antwoord tot eerste geluid", sounded - answered]);
  if (sounded && listened) rows.push(["Van je laatste woord tot eerste geluid", listened.quiet * 1000 + sounded - since]);
  return rows;
}

async function talk() {
  player.allow();
  if (ear.on) {
    ear.close();
    return pressed();
  }
  shown.problem("");
  try {
    await ear.open();
    pressed();
    if (!conversation || conversation.ended) await begin();
    else await (hush(), listen());
  } catch (error) {
    failed(error);
  }
}

by("anew").addEventListener("submit", (event) => {
  event.preventDefault();
  player.allow();
  begin();
});
by("type").addEventListener("submit", (event) => {
  event.preventDefault();
  player.allow();
  const typed = by("words").value.trim();
  if (!typed || busy) return;
  by("words").value = "";
  take("say", typed);
});
by("words").addEventListener("input", hush);
by("silence").addEventListener("click", () => take("silence"));
by("hang-up").addEventListener("click", () => take("hang-up"));
by("return").addEventListener("click", () => take("start"));
by("speak")?.addEventListener("click", talk);
by("aloud")?.addEventListener("change", hush);
