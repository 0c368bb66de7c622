// The view of what was taught: the trainer, the versions with what their gates said, and the corrections.
import { ask, teacher, tell } from "./teaching.js";
import { curve } from "./curve.js";

const PHASES = [["collecting", "Collect"], ["fitting", "Fit and judge"], ["shadow", "Shadow"], ["canary", "Canary"], ["watching", "In use"]];
const PAGE = 24;

export class Learning {
  #element; #seen = ""; #samples = []; #next = null;

  constructor(element) {
    this.#element = element;
    this.#part(".fit").addEventListener("click", () => this.#do("/api/learning/fit", "POST", {}));
    this.#part(".more").addEventListener("click", () => this.#more());
    setInterval(() => this.#element.hidden || this.refresh(), 1000);
  }

  async refresh() {
    const { answer: trainer, error } = await ask("/api/learning");
    this.#part(".trainer .error").textContent = error ?? "";
    if (error) return;
    this.#part(".trainer .last").textContent = trainer.lastFailure ?? "";
    this.#trainer(trainer);
    const seen = `${trainer.since} ${trainer.corrections} ${trainer.version} ${trainer.candidate}`;
    if (seen === this.#seen) return;
    this.#seen = seen;
    const [{ answer: versions }, { answer: page }] = await Promise.all([ask("/api/learning/versions"), ask(`/api/learning/samples?limit=${PAGE}`)]);
    if (versions) this.#versions(versions, trainer.version);
    if (page) this.#page(page.samples, page);
  }

  #trainer(trainer) {
    this.#part(".phases").replaceChildren(...PHASES.map(([phase, name]) => Object.assign(text("li", name), { ariaCurrent: phase === trainer.phase ? "step" : null })));
    this.#part(".detail").textContent = `${trainer.phase === "rolled-back" ? "Rolled back: " : trainer.phase === "idle" ? "Nothing new: " : ""}${trainer.detail}`;
    const progress = this.#part("progress");
    progress.hidden = trainer.progress === null;
    progress.value = trainer.progress ?? 0;
    this.#part(".taught").replaceChildren(...trainer.taught.map(({ label, windows }) => text("span", `${label ?? "nothing sounds"} · ${windows}`, "chip")));
  }

  #versions(versions, inUse) {
    this.#part(".versions .none").hidden = versions.length > 0;
    this.#part(".curve").replaceChildren(...(versions.length > 1 ? [curve([...versions].reverse())] : []));
    const open = new Set([...this.#element.querySelectorAll("details[open]")].map(details => details.dataset.version));
    this.#part(".versions ol").replaceChildren(...versions.map(version => {
      const details = document.createElement("details");
      details.dataset.version = version.number;
      details.open = open.has(String(version.number));
      const summary = document.createElement("summary");
      const state = version.inUse ? "in use" : version.state.replace("-", " ");
      summary.append(
        text("b", `Version ${version.number}`), text("span", state, `pill ${version.inUse ? "running" : version.passed ? "" : "faulted"}`),
        text("span", `${version.fitted} + ${version.heldOut} windows · ${version.newLabels.length ? `new: ${version.newLabels.join(", ")} · ` : ""}${moment(version.madeAt)}`, "quiet"), space());
      if (!version.inUse && version.passed) summary.append(this.#button("Use", () => this.#do(`/api/learning/versions/${version.number}/promote`, "POST", {})));
      if (version.inUse) summary.append(this.#button("Roll back", () => this.#do("/api/learning/rollback", "POST", { version: version.parent })));
      details.append(summary, this.#why(version));
      const item = document.createElement("li");
      item.append(details);
      return item;
    }), ...(inUse && versions.length ? [this.#asItCame()] : []));
  }

  /** What each gate said, and what was done. */
  #why(version) {
    const why = document.createElement("div");
    why.className = "why";
    const gates = document.createElement("ul");
    gates.append(...version.gates.map(gate => {
      const item = text("li", "", gate.holds ? "holds" : "fails");
      item.append(text("b", gate.name), text("span", gate.note));
      return item;
    }));
    const lines = [
      `fitted in ${version.fitSeconds.toFixed(1)} s from the weights as they came, ${version.baseSha256.slice(0, 8)}; replaced version ${version.parent}; weights ${version.sha256.slice(0, 8)}, seed ${version.seed}`,
      ...version.quarantined.map(one => `left out: ${one.who}, ${one.note}`),
      ...version.history.map(change => `${moment(change.when)}: ${change.state.replace("-", " ")} by ${change.who}: ${change.reason}`),
    ];
    why.append(gates, ...lines.map(line => text("p", line, "quiet")));
    return why;
  }

  #asItCame() {
    const item = text("li", "", "as-it-came");
    item.append(text("b", "As it came"), space(), this.#button("Roll back to it", () => this.#do("/api/learning/rollback", "POST", { version: 0 })));
    return item;
  }

  #page(samples, { next }) {
    [this.#samples, this.#next] = [samples, next];
    this.#part(".samples .none").hidden = samples.length > 0;
    this.#part(".more").hidden = next === null;
    this.#part(".samples ol").replaceChildren(...samples.map(sample => this.#sample(sample)));
  }

  async #more() {
    const { answer: page, error } = await ask(`/api/learning/samples?limit=${PAGE}&cursor=${this.#next}`);
    if (error) return tell({ error });
    this.#page([...this.#samples, ...page.samples], page);
  }

  #sample(sample) {
    const item = document.createElement("li");
    item.dataset.sample = sample.id;
    const media = `/api/learning/samples/${sample.id}`;
    item.append(sample.picture ? Object.assign(document.createElement("img"), { src: `${media}/picture`, alt: "", loading: "lazy" }) : text("div", "no picture", "blank"));
    const said = sample.said === "nothing" ? "nothing sounds" : `${sample.said === "is-not" ? "not " : ""}${sample.label}`;
    item.append(text("b", said, sample.said === "is" ? "" : "denied"));
    item.append(text("span", `${sample.stream} · ${moment(sample.to)} · by ${sample.by}`, "quiet"));
    item.append(text("span", sample.scores.length ? `the model said ${sample.scores[0].label} ${Math.round(sample.scores[0].score * 100)} %` : "", "quiet"));
    const foot = document.createElement("div");
    if (sample.sound) foot.append(Object.assign(document.createElement("audio"), { src: `${media}/sound`, controls: true, preload: "none" }));
    const remove = this.#button("✕", () => this.#do(media, "DELETE"));
    remove.title = "Delete it, with its picture and sound";
    remove.ariaLabel = `Delete ${sample.id}`;
    foot.append(remove);
    item.append(foot);
    return item;
  }

  #button(name, act) {
    const button = text("button", name);
    button.type = "button";
    button.className = "admins";
    button.addEventListener("click", event => {
      event.preventDefault();
      act();
    });
    return button;
  }

  async #do(path, method, body) {
    const { error } = await ask(path, method, body && { ...body, by: teacher() || undefined });
    if (error) tell({ error });
    this.#seen = "";
    this.refresh();
  }

  #part(selector) {
    return this.#element.querySelector(selector);
  }
}

function text(tag, content, className = "") {
  return Object.assign(document.createElement(tag), { textContent: content, className });
}

function space() {
  return text("span", "", "space");
}

function moment(at) {
  const date = new Date(at);
  return date.toDateString() === new Date().toDateString() ? date.toLocaleTimeString() : date.toLocaleString([], { dateStyle: "short", timeStyle: "short" });
}
