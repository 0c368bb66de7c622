// Joins the page: the list of streams by polling, one card a stream.
import { introduce } from "./me.js";
import { Alerts } from "./alerts.js";
import { Card } from "./card.js";
import { Health } from "./health.js";
import { History } from "./history.js";
import { Learning } from "./learning.js";
import { People } from "./people.js";
import { StreamSettings } from "./stream-settings.js";
import { Teach } from "./teach.js";

const cards = new Map();
const $ = id => document.getElementById(id);
const teach = new Teach($("teach"));
const learning = new Learning($("learning"));
const alerts = new Alerts($("alerts"));
const health = new Health($("health"));
const history = new History($("history"));
const people = new People($("users"));
const VIEWS = { live: "streams", alerts: "alerts", history: "history", learning: "learning", health: "health", users: "users" };
let lostAt = null;
new StreamSettings($("dialog"), refresh);

async function describe() {
  const response = await fetch("/api/about");
  const about = await response.json();
  if (!response.ok) {                         // the model is still being loaded
    $("model").textContent = about.detail;
    setTimeout(describe, 1000);
    return;
  }
  $("model").textContent = `${about.version} · model ${about.model} · ${about.device}, ${about.numberType}`;
  $("model").title = `weights ${about.sha256}`;
  $("untrained").hidden = about.training === "trained";
}

async function refresh() {
  try {
    const response = await fetch("/api/streams", { signal: AbortSignal.timeout(5000) });
    if (response.status === 401) return;
    if (!response.ok) throw new Error(await response.text());
    show(await response.json());
    found();
  } catch {
    connection("analyzer not reachable", "faulted");
    lostAt ??= new Date();
    $("lost").hidden = false;
    $("lost").textContent = `The connection is lost since ${lostAt.toLocaleTimeString()}: what is shown is of before. It is tried again every second.`;
    document.body.classList.add("lost");
  }
}

function found() {
  connection("live", "running");
  if (!lostAt) return;
  lostAt = null;
  $("lost").hidden = true;
  document.body.classList.remove("lost");
  describe();
  introduce();
  window.dispatchEvent(new Event("found"));
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
  history.streams(streams.map(stream => stream.name));
  $("empty").hidden = streams.length > 0 || view() !== "live";
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

/** The page has sides: what is live, what people are told of, what happened, what was taught, how everything is, and who may do what. */
function turn() {
  for (const [name, id] of Object.entries(VIEWS)) $(id).hidden = view() !== name;
  for (const link of document.querySelectorAll("nav a")) link.ariaCurrent = link.hash === `#${view()}` ? "page" : null;
  if (view() === "learning") learning.refresh();
  if (view() === "history") history.refresh().then(() => location.hash.includes("/") && history.open(location.hash.split("/")[1]));
  if (view() === "alerts") alerts.refresh();
  if (view() === "health") health.refresh();
  if (view() === "users") people.refresh();
  refresh();
}

function view() {
  return Object.keys(VIEWS).find(name => location.hash === `#${name}` || location.hash.startsWith(`#${name}/`)) ?? "live";
}

async function countAlerts() {
  const { count, worst } = await alerts.count();
  $("open-alerts").hidden = count === 0;
  $("open-alerts").textContent = count > 99 ? "99+" : count;
  $("open-alerts").className = `pill ${worst}`;
  $("open-alerts").ariaLabel = `${count} open`;
}

window.addEventListener("hashchange", turn);
fetch("/api/clips?limit=1").then(response => document.body.classList.toggle("clips", response.status !== 404), () => {});
fetch("/api/alerts?limit=1").then(response => {
  document.body.classList.toggle("alerts", response.status !== 404);
  if (response.status === 404) return;
  countAlerts();
  setInterval(countAlerts, 2000);
}, () => {});
fetch("/api/learning").then(response => document.body.classList.toggle("learns", response.status !== 404), () => {});
introduce();
describe();
turn();
setInterval(() => view() === "health" && health.refresh(), 3000);
setInterval(refresh, 1000);
