// Joins the page: the list of streams by polling, one card a stream.
import { Alerts } from "./alerts.js";
import { Card } from "./card.js";
import { Learning } from "./learning.js";
import { Teach } from "./teach.js";

const cards = new Map();
const $ = id => document.getElementById(id);
const teach = new Teach($("teach"));
const learning = new Learning($("learning"));
const alerts = new Alerts($("alerts"));
const VIEWS = ["#live", "#alerts", "#learning"];

async function describe() {
  const response = await fetch("/api/about");
  const about = await response.json();
  if (!response.ok) {                         // the model is still being loaded
    $("model").textContent = about.error;
    setTimeout(describe, 1000);
    return;
  }
  $("model").textContent = `${about.version} · model ${about.model} · ${about.device}, ${about.numberType}`;
  $("model").title = `weights ${about.sha256}`;
  $("untrained").hidden = about.training === "trained";
}

async function refresh() {
  try {
    const response = await fetch("/api/streams");
    if (!response.ok) throw new Error(await response.text());
    show(await response.json());
    connection("live", "running");
  } catch {
    connection("analyzer not reachable", "faulted");
  }
}

function show(streams) {
  for (const [name, card] of cards) {
    if (!streams.some(stream => stream.name === name)) {
      card.close();
      cards.delete(name);
    }
  }
  for (const stream of streams) {
    if (!cards.has(stream.name)) {
      const card = new Card(stream.name, $("card"), listenOnlyTo, event => teach.open(stream.name, event));
      cards.set(stream.name, card);
      $("streams").append(card.element);
    }
    cards.get(stream.name).status(stream);
  }
  $("empty").hidden = streams.length > 0 || !isLive();
  const unsaved = streams.filter(stream => stream.failingSinks.length).map(stream => stream.name);
  $("unsaved").hidden = unsaved.length === 0;
  $("unsaved").textContent = unsaved.length === 1 ? `${unsaved[0]} is not saved` : `${unsaved.length} streams are not saved`;
  $("unsaved").title = unsaved.join(", ");
}

/** One sound at a time: choosing a track in one card silences the others. */
function listenOnlyTo(card) {
  for (const other of cards.values()) if (other !== card) other.listen(null);
}

function connection(text, kind) {
  $("connection").textContent = text;
  $("connection").className = `pill ${kind}`;
}

$("add").addEventListener("click", () => {
  $("new-error").textContent = "";
  $("dialog").showModal();
});

$("new-ok").addEventListener("click", async event => {
  event.preventDefault();
  if (!$("dialog").querySelector("form").reportValidity()) return;
  const response = await fetch("/api/streams", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ name: $("new-name").value.trim(), uri: $("new-uri").value.trim() }),
  });
  if (response.ok) {
    $("dialog").close();
    refresh();
  } else {
    $("new-error").textContent = (await response.json()).error;
  }
});

/** The page has sides: what is live, what people are told of, and what was taught. */
function turn() {
  $("streams").hidden = !isLive();
  $("alerts").hidden = view() !== "#alerts";
  $("learning").hidden = view() !== "#learning";
  for (const link of document.querySelectorAll("nav a")) link.ariaCurrent = link.hash === view() ? "page" : null;
  if (view() === "#learning") learning.refresh();
  if (view() === "#alerts") alerts.refresh();
  refresh();
}

function view() {
  return VIEWS.includes(location.hash) ? location.hash : "#live";
}

function isLive() {
  return view() === "#live";
}

async function countAlerts() {
  const { count, worst } = await alerts.count();
  $("open-alerts").hidden = count === 0;
  $("open-alerts").textContent = count > 99 ? "99+" : count;
  $("open-alerts").className = `pill ${worst}`;
  $("open-alerts").ariaLabel = `${count} open`;
}

window.addEventListener("hashchange", turn);
fetch("/api/alerts?limit=1").then(response => {
  document.body.classList.toggle("alerts", response.status !== 404);
  if (response.status === 404) return;
  countAlerts();
  setInterval(countAlerts, 2000);
}, () => {});
fetch("/api/learning").then(response => document.body.classList.toggle("learns", response.status !== 404), () => {});
describe();
turn();
setInterval(refresh, 1000);
