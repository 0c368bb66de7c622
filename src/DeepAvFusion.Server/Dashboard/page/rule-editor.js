// The dialog in which a rule is written: checked by the analyzer as it is typed, zones drawn on the live picture.
import { ask, teacher, tell } from "./teaching.js";
import { Zones } from "./zones.js";

const WAIT = 250;

export class RuleEditor {
  #dialog; #zones; #onSaved; #check = null; #asked = 0; #others = []; #escalation = [];

  /** Words that rules may hold, as /api/alerts/rules tells them. */
  known = { severities: [], verdicts: [], states: [], faults: [] };

  constructor(dialog, onSaved) {
    this.#dialog = dialog;
    this.#onSaved = onSaved;
    this.#zones = new Zones(this.#part("canvas"), () => this.#soon());
    dialog.addEventListener("input", () => this.#soon());
    dialog.addEventListener("close", () => this.#zones.watch(null));
    this.#part(".kind").addEventListener("change", () => this.#turn());
    this.#part(".watched").addEventListener("change", event => this.#zones.watch(event.target.value));
    this.#part(".finish-zone").addEventListener("click", () => this.#zones.finish());
    this.#part(".clear-zones").addEventListener("click", () => this.#zones.clear());
    this.#part(".and").addEventListener("click", () => this.#and());
    this.#part(".save").addEventListener("click", () => this.#save());
  }

  /** @param rule as the API tells it; null for a new one. */
  async open(rule) {
    if (this.known.severities.length === 0) this.known = (await ask("/api/alerts/rules")).answer?.known ?? this.known;
    this.#part("h2").textContent = rule ? `Rule ${rule.name}` : "New rule";
    this.#fill(".severity", this.known.severities, [rule?.severity ?? "major"]);
    this.#set(".name", rule?.name).disabled = rule !== null;
    this.#set(".title", rule?.title);
    this.#part(".enabled").checked = rule?.enabled !== false;
    this.#set(".set-after", rule?.setAfter ?? 0);
    this.#set(".clear-after", rule?.clearAfter ?? 10);
    this.#set(".cooldown", rule?.cooldown ?? 300);
    this.#set(".close-after", (rule?.closeAfter ?? 86400) / 3600);
    const step = rule?.escalation?.[0];
    this.#set(".escalate-after", step ? step.after / 60 : "");
    this.#fill(".escalate-to", this.known.severities, [step?.severity ?? "critical"]);
    this.#part(".days").querySelectorAll("input").forEach(day => (day.checked = rule?.schedule?.days?.includes(day.value) ?? false));
    this.#set(".from", rule?.schedule?.from);
    this.#set(".to", rule?.schedule?.to);
    this.#set(".zone", rule?.schedule?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone);
    const when = rule?.when ?? [{}];
    this.#others = when.slice(1);
    this.#escalation = rule?.escalation?.slice(1) ?? [];
    this.#condition(when[0]);
    const [{ answer: streams }, { answer: trainer }] = await Promise.all([ask("/api/streams"), ask("/api/learning")]);
    const names = (streams ?? []).map(stream => stream.name);
    this.#fill(".streams", names, rule?.streams ?? []);
    this.#fill(".watched", names, [rule?.streams?.[0] ?? names[0]]);
    this.#part("#rule-labels").replaceChildren(...(trainer?.labels ?? []).map(label => new Option(label, label)));
    this.#dialog.showModal();
    this.#turn();
    this.#soon();
  }

  /** Shows one condition in the fields. */
  #condition(condition) {
    this.#part(".kind").value = condition.states?.length ? "states" : condition.faults?.length ? "faults" : "sound";
    this.#set(".labels", condition.labels?.join(", "));
    this.#fill(".verdicts", this.known.verdicts, condition.verdicts ?? []);
    this.#set(".least", condition.least ?? "");
    this.#set(".length", condition.length ?? "");
    this.#set(".count", condition.count ?? "");
    this.#set(".within", condition.within ?? "");
    this.#set(".clear-count", condition.clearCount ?? "");
    this.#set(".overlap", condition.overlap ?? "");
    this.#fill(".states", this.known.states, condition.states ?? []);
    this.#fill(".faults", this.known.faults, condition.faults ?? []);
    this.#zones.zones = condition.zones ?? [];
    this.#turn();
    this.#showOthers();
  }

  /** The condition in the fields is put beside the others, and the next one is written. */
  #and() {
    this.#others.push(this.#written());
    this.#condition({});
    this.#soon();
  }

  #showOthers() {
    this.#part(".others").replaceChildren(...this.#others.map((other, i) => {
      const item = Object.assign(document.createElement("li"), { textContent: `and ${summary(other)}` });
      const remove = Object.assign(document.createElement("button"), { type: "button", textContent: "✕", ariaLabel: `Take away ${summary(other)}` });
      remove.addEventListener("click", () => {
        this.#others.splice(i, 1);
        this.#showOthers();
        this.#soon();
      });
      item.append(remove);
      return item;
    }));
  }

  #turn() {
    const kind = this.#part(".kind").value;
    for (const part of this.#dialog.querySelectorAll("[data-kind]")) part.hidden = part.dataset.kind !== kind;
    this.#zones.watch(kind === "sound" && this.#dialog.open ? this.#part(".watched").value : null);
  }

  #written() {
    const kind = this.#part(".kind").value;
    if (kind !== "sound") return { [kind]: this.#chosen(`.${kind}`) };
    const labels = this.#part(".labels").value.split(",").map(label => label.trim()).filter(Boolean);
    return {
      labels, verdicts: this.#chosen(".verdicts"), least: this.#number(".least"), length: this.#number(".length"), count: this.#number(".count"), within: this.#number(".within"),
      clearCount: this.#number(".clear-count"), overlap: this.#number(".overlap"), zones: this.#zones.zones.length ? this.#zones.zones : undefined,
    };
  }

  #rule() {
    const days = [...this.#part(".days").querySelectorAll("input:checked")].map(day => day.value);
    const [from, to] = [this.#part(".from").value, this.#part(".to").value];
    const hours = this.#number(".close-after"), minutes = this.#number(".escalate-after");
    return {
      name: this.#part(".name").value.trim(), title: this.#part(".title").value.trim() || undefined, enabled: this.#part(".enabled").checked, severity: this.#part(".severity").value,
      streams: this.#chosen(".streams"), when: [this.#written(), ...this.#others],
      schedule: days.length || from || to ? { days, from: from || null, to: to || null, timeZone: this.#part(".zone").value.trim() } : undefined,
      setAfter: this.#number(".set-after"), clearAfter: this.#number(".clear-after"), cooldown: this.#number(".cooldown"), closeAfter: hours === undefined ? undefined : hours * 3600,
      escalation: [...(minutes === undefined ? [] : [{ after: minutes * 60, severity: this.#part(".escalate-to").value }]), ...this.#escalation],
    };
  }

  /** Has the analyzer look at what is written, a moment after the last key. */
  #soon() {
    clearTimeout(this.#check);
    this.#check = setTimeout(() => this.#look(), WAIT);
  }

  async #look() {
    const asked = ++this.#asked;
    const response = await fetch("/api/alerts/rules/check", { method: "POST", body: JSON.stringify(this.#rule()) }).catch(() => null);
    const problems = response?.status === 400 ? (await response.json()).errors : {};
    if (asked === this.#asked) this.#tell(problems);
  }

  #tell(problems) {
    const lines = Object.entries(problems).map(([place, [what]]) => `${spoken(place)} ${what}`);
    this.#part(".problems").replaceChildren(...lines.map(line => Object.assign(document.createElement("li"), { textContent: line })));
    this.#part(".save").disabled = lines.length > 0;
    for (const field of this.#dialog.querySelectorAll("[data-place]")) {
      const isWrong = Object.keys(problems).some(place => place.startsWith(field.dataset.place));
      field.ariaInvalid = String(isWrong);
    }
  }

  async #save() {
    const { name, ...rule } = this.#rule();
    const { error } = await ask(`/api/alerts/rules/${encodeURIComponent(name)}?by=${encodeURIComponent(teacher())}`, "PUT", rule);
    if (error) return this.#tell({ "": [error] });
    this.#dialog.close();
    tell({ text: `The rule ${name} is in use.` });
    this.#onSaved();
  }

  #chosen(selector) {
    return [...this.#part(selector).selectedOptions].map(option => option.value);
  }

  #number(selector) {
    const value = this.#part(selector).value;
    return value === "" ? undefined : Number(value);
  }

  #set(selector, value) {
    const field = this.#part(selector);
    field.value = value ?? "";
    return field;
  }

  #fill(selector, names, chosen) {
    this.#part(selector).replaceChildren(...[...new Set([...names, ...chosen])].filter(Boolean).map(name => new Option(name.replaceAll("-", " "), name, false, chosen.includes(name))));
  }

  #part(selector) {
    return this.#dialog.querySelector(selector);
  }
}

function summary(condition) {
  return (condition.states?.length ? condition.states : condition.faults?.length ? condition.faults : condition.labels?.length ? condition.labels : ["any sound"]).join(" or ");
}

/** `when[0].zones[1]` as people say it. */
function spoken(place) {
  return place.replace(/^when\[(\d+)\]\.?/, (_, i) => (i === "0" ? "condition: " : `condition ${Number(i) + 1}: `)).replace(/([A-Z])/g, letter => ` ${letter.toLowerCase()}`).replaceAll(".", " ");
}
