// How every part is, since when, and the last that was wrong with it.
import { ask } from "./teaching.js";

const WORDS = { healthy: "well", degraded: "ailing", unhealthy: "down" };

export class Health {
  #element; #told = "";

  constructor(element) {
    this.#element = element;
  }

  async refresh() {
    const { answer: parts, error } = await ask("/api/health");
    this.#element.querySelector(".error").textContent = error ?? "";
    if (error || JSON.stringify(parts) === this.#told) return;
    this.#told = JSON.stringify(parts);
    this.#element.querySelector("tbody").replaceChildren(...parts.map(row));
  }
}

function row(part) {
  const line = document.createElement("tr");
  const state = Object.assign(document.createElement("span"), { textContent: WORDS[part.status], className: `pill ${part.status}` });
  line.append(cell("th", part.part), cell("td", state), cell("td", moment(part.since)), cell("td", part.lastError ?? "nothing since the start"), cell("td", part.lastErrorAt ? moment(part.lastErrorAt) : ""));
  line.firstElementChild.scope = "row";
  ["", "State", "Since", "Last error", "At"].forEach((name, i) => (line.children[i].dataset.name = name));
  return line;
}

function cell(tag, content) {
  const made = document.createElement(tag);
  made.append(content);
  return made;
}

export function moment(text) {
  return new Date(text).toLocaleString([], { dateStyle: "medium", timeStyle: "medium" });
}
