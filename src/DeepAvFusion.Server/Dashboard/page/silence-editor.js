// The dialog in which a planned silence is written.
import { ask, teacher, tell } from "./teaching.js";

export class SilenceEditor {
  #dialog; #onSaved;

  /** Names of the rules that there are. */
  rules = [];

  constructor(dialog, onSaved) {
    this.#dialog = dialog;
    this.#onSaved = onSaved;
    this.#part(".save").addEventListener("click", () => this.#save());
  }

  /** @param silence as the API tells it; null for a new one. */
  async open(silence) {
    this.#part("h2").textContent = silence ? `Planned silence ${silence.name}` : "New planned silence";
    this.#part(".name").value = silence?.name ?? "";
    this.#part(".name").disabled = silence !== null;
    this.#part(".reason").value = silence?.reason ?? "";
    this.#part(".begins").value = local(silence?.from ?? new Date().toISOString());
    this.#part(".ends").value = local(silence?.to ?? (silence ? null : new Date(Date.now() + 3600_000).toISOString()));
    this.#part(".days").querySelectorAll("input").forEach(day => (day.checked = silence?.schedule?.days?.includes(day.value) ?? false));
    this.#part(".from").value = silence?.schedule?.from ?? "";
    this.#part(".to").value = silence?.schedule?.to ?? "";
    this.#part(".zone").value = silence?.schedule?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
    this.#tell([]);
    const { answer: streams } = await ask("/api/streams");
    this.#fill(".streams", (streams ?? []).map(stream => stream.name), silence?.streams ?? []);
    this.#fill(".rules", this.rules, silence?.rules ?? []);
    this.#dialog.showModal();
  }

  async #save() {
    const days = [...this.#part(".days").querySelectorAll("input:checked")].map(day => day.value);
    const [from, to] = [this.#part(".from").value, this.#part(".to").value];
    const silence = {
      streams: this.#chosen(".streams"), rules: this.#chosen(".rules"), from: moment(this.#part(".begins").value), to: moment(this.#part(".ends").value), reason: this.#part(".reason").value,
      schedule: days.length || from || to ? { days, from: from || null, to: to || null, timeZone: this.#part(".zone").value.trim() } : undefined,
    };
    const name = this.#part(".name").value.trim();
    const response = await fetch(`/api/alerts/silences/${encodeURIComponent(name || "-")}?by=${encodeURIComponent(teacher())}`, { method: "PUT", body: JSON.stringify(silence) }).catch(() => null);
    if (!response) return this.#tell(["The analyzer is not reachable."]);
    if (!response.ok) {
      const problem = await response.json();
      return this.#tell(problem.errors ? Object.entries(problem.errors).map(([place, [what]]) => `${place} ${what}`) : [problem.detail]);
    }
    this.#dialog.close();
    tell({ text: `The silence ${name} is planned.` });
    this.#onSaved();
  }

  #tell(lines) {
    this.#part(".problems").replaceChildren(...lines.map(line => Object.assign(document.createElement("li"), { textContent: line })));
  }

  #chosen(selector) {
    return [...this.#part(selector).selectedOptions].map(option => option.value);
  }

  #fill(selector, names, chosen) {
    this.#part(selector).replaceChildren(...[...new Set([...names, ...chosen])].map(name => new Option(name, name, false, chosen.includes(name))));
  }

  #part(selector) {
    return this.#dialog.querySelector(selector);
  }
}

/** As a field of date and time has it. */
function local(at) {
  if (!at) return "";
  const date = new Date(at);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

function moment(value) {
  return value ? new Date(value).toISOString() : undefined;
}
