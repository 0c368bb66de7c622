// The view of alerts: what people were told of, what they do with it, and the rules and planned silences behind it.
import { ask, teacher, tell } from "./teaching.js";
import { RuleEditor } from "./rule-editor.js";
import { SilenceEditor } from "./silence-editor.js";

const PAGE = 50;
const RANK = ["info", "minor", "major", "critical"];

export class Alerts {
  #element; #chosen = new Set(); #next = null; #shown = []; #seen = ""; #openRows = new Set(); #rules; #silences; #rows = 0;

  constructor(element) {
    this.#element = element;
    this.#rules = new RuleEditor(document.getElementById("rule"), () => this.#settings());
    this.#silences = new SilenceEditor(document.getElementById("silence"), () => this.#settings());
    for (const filter of element.querySelectorAll(".filters select")) filter.addEventListener("change", () => this.#again());
    this.#part(".all").addEventListener("change", event => {
      this.#chosen = new Set(event.target.checked ? this.#shown.filter(alert => alert.state !== "closed").map(alert => alert.id) : []);
      this.#show();
    });
    for (const act of ["acknowledge", "close"]) this.#part(`.bulk .${act}`).addEventListener("click", () => this.#many(act));
    this.#part(".more").addEventListener("click", () => this.#more());
    this.#part(".by").value = teacher();
    this.#part(".by").addEventListener("change", event => teacher(event.target.value));
    this.#part(".new-rule").addEventListener("click", () => this.#rules.open(null));
    this.#part(".new-silence").addEventListener("click", () => this.#silences.open(null));
    setInterval(() => this.#element.hidden || this.refresh(), 2000);
  }

  /** How many there are that nobody acknowledged; for the header. */
  async count() {
    const { answer } = await ask("/api/alerts?state=open&limit=100");
    if (!answer) return { count: 0, worst: "" };
    const worst = answer.alerts.reduce((most, alert) => Math.max(most, RANK.indexOf(alert.severity)), -1);
    return { count: answer.alerts.length, worst: RANK[worst] ?? "" };
  }

  async refresh() {
    if (this.#rows <= PAGE) {
      const { answer, error } = await ask(`/api/alerts?${this.#query()}`);
      this.#part(".inbox .error").textContent = error ?? answer?.trouble ?? "";
      if (answer) this.#take(answer.alerts, answer.next);
    }
    if (!this.#seen) this.#settings();
  }

  #query(cursor) {
    const query = new URLSearchParams({ limit: PAGE });
    const state = this.#part(".state-filter").value;
    if (state === "live") ["open", "acknowledged"].forEach(one => query.append("state", one));
    else if (state) query.append("state", state);
    const severity = this.#part(".severity-filter").value;
    if (severity) RANK.slice(RANK.indexOf(severity)).forEach(one => query.append("severity", one));
    for (const name of ["stream", "rule"]) if (this.#part(`.${name}-filter`).value) query.append(name, this.#part(`.${name}-filter`).value);
    if (cursor) query.append("cursor", cursor);
    return query;
  }

  #again() {
    this.#chosen.clear();
    this.#rows = 0;
    this.refresh();
  }

  async #more() {
    const { answer, error } = await ask(`/api/alerts?${this.#query(this.#next)}`);
    if (error) return tell({ error });
    this.#take([...this.#shown, ...answer.alerts], answer.next);
  }

  #take(alerts, next) {
    [this.#shown, this.#next] = [alerts, next];
    this.#rows = alerts.length;
    this.#chosen = new Set([...this.#chosen].filter(id => alerts.some(alert => alert.id === id && alert.state !== "closed")));
    this.#options(".stream-filter", alerts.map(alert => alert.stream));
    this.#show();
  }

  #options(selector, names) {
    const select = this.#part(selector);
    const known = new Set([...select.options].map(option => option.value));
    for (const name of names) {
      if (known.has(name)) continue;
      known.add(name);
      select.append(new Option(name, name));
    }
  }

  #show() {
    this.#part(".none").hidden = this.#shown.length > 0;
    this.#part(".more").hidden = this.#next === null;
    this.#part(".bulk").hidden = this.#chosen.size === 0;
    this.#part(".bulk span").textContent = `${this.#chosen.size} chosen`;
    const open = this.#shown.filter(alert => alert.state !== "closed");
    this.#part(".all").checked = open.length > 0 && open.every(alert => this.#chosen.has(alert.id));
    this.#part(".all").disabled = open.length === 0;
    const key = JSON.stringify([this.#shown, [...this.#chosen], [...this.#openRows]]);
    if (key === this.#part(".inbox ol").dataset.key) return;
    this.#part(".inbox ol").dataset.key = key;
    const focus = this.#element.contains(document.activeElement) ? document.activeElement.dataset.focus : null;
    const said = new Map([...this.#element.querySelectorAll(".words")].map(input => [input.dataset.focus, input.value]));
    this.#part(".inbox ol").replaceChildren(...this.#shown.map(alert => this.#row(alert)));
    for (const input of this.#element.querySelectorAll(".words")) input.value = said.get(input.dataset.focus) ?? "";
    if (focus) this.#element.querySelector(`[data-focus="${focus}"]`)?.focus();
  }

  #row(alert) {
    const row = text("li", "", `alert ${alert.severity} ${alert.state}`);
    row.dataset.alert = alert.id;
    const head = text("div", "", "line");
    const choose = Object.assign(document.createElement("input"), { type: "checkbox", checked: this.#chosen.has(alert.id), disabled: alert.state === "closed", ariaLabel: `Choose ${alert.title} of ${alert.stream}` });
    choose.dataset.focus = `choose ${alert.id}`;
    choose.addEventListener("change", () => {
      if (choose.checked) this.#chosen.add(alert.id);
      else this.#chosen.delete(alert.id);
      this.#show();
    });
    const more = this.#button(alert.title, () => {
      if (!this.#openRows.delete(alert.id)) this.#openRows.add(alert.id);
      this.#show();
    }, `open ${alert.id}`);
    more.className = "title";
    more.ariaExpanded = String(this.#openRows.has(alert.id));
    const times = alert.times > 1 ? ` · ${alert.times} times` : "";
    head.append(choose, text("span", alert.severity, `pill ${alert.severity}`), more, text("span", `${alert.stream} · ${alert.isSet ? "goes on" : "has cleared"}${times}`, "quiet"), text("span", "", "space"),
      text("time", moment(alert.openedAt), "quiet"), text("span", alert.state, "pill"));
    if (alert.state === "open") head.append(this.#button("Acknowledge", () => this.#act(alert, "acknowledge"), `acknowledge ${alert.id}`));
    row.append(head);
    if (this.#openRows.has(alert.id)) row.append(this.#history(alert));
    return row;
  }

  #history(alert) {
    const history = text("div", "", "history");
    const notes = document.createElement("ul");
    notes.append(...alert.notes.map(note => {
      const item = document.createElement("li");
      item.append(text("time", moment(note.at), "quiet"), text("b", note.kind.replace("-", " ")), text("span", [note.who === "rule" ? "" : `by ${note.who}`, note.words].filter(Boolean).join(": ")));
      return item;
    }));
    history.append(notes, text("p", `rule ${alert.rule}${alert.event ? ` · event ${alert.event}` : ""}`, "quiet"));
    if (alert.state === "closed") return history;
    const say = text("div", "", "say");
    const words = Object.assign(document.createElement("input"), { className: "words", maxLength: 1000, placeholder: "What is to be known of it", ariaLabel: "Comment" });
    words.dataset.focus = `words ${alert.id}`;
    words.addEventListener("keydown", event => event.key === "Enter" && this.#act(alert, "comment", words));
    say.append(words, this.#button("Comment", () => this.#act(alert, "comment", words), `comment ${alert.id}`), this.#button("Close", () => this.#act(alert, "close", words), `close ${alert.id}`));
    history.append(say);
    return history;
  }

  async #act(alert, act, words) {
    const { error } = await ask(`/api/alerts/${encodeURIComponent(alert.id)}/${act}`, "POST", { by: teacher() || undefined, words: words?.value || undefined });
    if (error) return tell({ error });
    if (words) words.value = "";
    this.#rows = 0;
    this.refresh();
  }

  async #many(act) {
    const ids = [...this.#chosen];
    this.#chosen.clear();
    this.#show();
    const { answer, error } = await ask(`/api/alerts/${act}`, "POST", { ids, by: teacher() || undefined });
    tell(error ? { error } : { text: `${answer.done.length} ${answer.done.length === 1 ? "alert" : "alerts"} ${act === "close" ? "closed" : "acknowledged"}.` });
    this.#rows = 0;
    this.refresh();
  }

  /** Rules and silences: they change by hand only. */
  async #settings() {
    const [{ answer: rules, error }, { answer: silences }] = await Promise.all([ask("/api/alerts/rules"), ask("/api/alerts/silences")]);
    if (error) return;
    this.#seen = "seen";
    this.#rules.known = rules.known;
    this.#options(".rule-filter", rules.rules.map(({ rule }) => rule.name));
    this.#silences.rules = rules.rules.map(({ rule }) => rule.name);
    this.#part(".rules .none").hidden = rules.rules.length > 0;
    this.#part(".rules ul").replaceChildren(...rules.rules.map(kept => this.#kept(
      kept, kept.rule, `${kept.rule.severity ?? "major"} · ${kept.rule.streams?.join(", ") || "all streams"} · ${kept.rule.when.map(condition => said(condition)).join(" and ")}`,
      kept.rule.enabled === false ? "off" : "", this.#rules, "rules")));
    this.#part(".silences .none").hidden = silences.length > 0;
    this.#part(".silences ul").replaceChildren(...silences.map(kept => this.#kept(
      kept, kept.silence, `${kept.silence.streams?.join(", ") || "all streams"} · ${kept.silence.rules?.join(", ") || "all rules"} · ${kept.silence.to ? `until ${moment(kept.silence.to)}` : "by the week"} ${kept.silence.reason ?? ""}`,
      kept.on ? "on" : "", this.#silences, "silences")));
  }

  #kept(kept, written, line, pill, editor, kind) {
    const item = document.createElement("li");
    item.append(text("b", written.title || written.name), text("span", line, "quiet"));
    if (pill) item.append(text("span", pill, "pill"));
    item.append(text("span", "", "space"));
    if (kept.fixed) {
      item.append(text("span", "settings file", "quiet"));
      return item;
    }
    item.append(this.#button("Change", () => editor.open(written), `change ${kind} ${written.name}`));
    const remove = this.#button("✕", async () => {
      const { error } = await ask(`/api/alerts/${kind}/${written.name}`, "DELETE");
      if (error) tell({ error });
      this.#settings();
    }, `remove ${kind} ${written.name}`);
    remove.ariaLabel = `Delete ${written.name}`;
    item.append(remove);
    return item;
  }

  #button(name, act, focus) {
    const button = Object.assign(text("button", name), { type: "button" });
    button.dataset.focus = focus;
    button.addEventListener("click", act);
    return button;
  }

  #part(selector) {
    return this.#element.querySelector(selector);
  }
}

/** A condition in a few words. */
function said(condition) {
  if (condition.states?.length) return condition.states.join(" or ");
  if (condition.faults?.length) return condition.faults.join(" or ");
  const what = condition.labels?.join(" or ") || "any sound";
  return [what, condition.zones?.length ? "in a zone" : "", condition.count > 1 ? `${condition.count} times` : "", condition.within ? `in ${condition.within} s` : ""].filter(Boolean).join(" ");
}

function text(tag, content, className = "") {
  return Object.assign(document.createElement(tag), { textContent: content, className });
}

function moment(at) {
  const date = new Date(at);
  return date.toDateString() === new Date().toDateString() ? date.toLocaleTimeString() : date.toLocaleString([], { dateStyle: "short", timeStyle: "short" });
}
