// Adding a stream and changing where one comes from: what is wrong is told as it is typed.
import { ask, tell } from "./teaching.js";

const $ = id => document.getElementById(id);
const FIELDS = ["name", "uri", "picture", "sound"];

export class StreamSettings {
  #dialog; #stream = null; #tag = null; #checking = null; #onDone;

  constructor(dialog, onDone) {
    this.#dialog = dialog;
    this.#onDone = onDone;
    dialog.addEventListener("input", () => {
      clearTimeout(this.#checking);
      this.#checking = setTimeout(() => this.#check(), 300);
    });
    $("new-ok").addEventListener("click", event => this.#save(event));
    $("add").addEventListener("click", () => this.#open(null));
    $("streams").addEventListener("click", event => {
      const button = event.target.closest("button.settings");
      if (button) this.#change(button.closest("[data-stream]").dataset.stream);
    });
  }

  async #change(stream) {
    const response = await fetch(`/api/streams/${stream}/settings`).catch(() => null);
    const told = await response?.json().catch(() => null);
    if (!response?.ok) return tell({ error: told?.detail ?? "The analyzer is not reachable." });
    this.#open(stream, told, response.headers.get("ETag"));
  }

  #open(stream, settings = {}, tag = null) {
    [this.#stream, this.#tag] = [stream, tag];
    this.#dialog.querySelector("form").reset();
    this.#dialog.querySelector("h2").textContent = stream ? `Settings of ${stream}` : "Add a stream";
    $("new-ok").textContent = stream ? "Save" : "Add";
    $("new-name").value = stream ?? "";
    $("new-name").disabled = Boolean(stream);
    for (const field of ["uri", "picture", "sound"]) $(`new-${field}`).value = settings[field] ?? "";
    $("new-offset").value = settings.soundOffset ?? "";
    this.#dialog.querySelector("details").open = Boolean(settings.picture || settings.sound);
    this.#show({});
    $("new-error").textContent = "";
    this.#dialog.showModal();
  }

  /** Only what was touched is found fault with: an empty field is no mistake as yet. */
  async #check() {
    const { answer } = this.#stream ? await ask(`/api/streams/${this.#stream}/settings/check`, "POST", this.#source()) : await ask("/api/streams/check", "POST", { name: $("new-name").value.trim(), ...this.#source() });
    if (answer) this.#show(Object.fromEntries(Object.entries(answer.wrong).filter(([field]) => $(`new-${field}`).value)));
  }

  #show(wrong) {
    for (const field of FIELDS) {
      $(`new-${field}`).setCustomValidity(wrong[field] ?? "");
      $(`new-${field}`).ariaInvalid = wrong[field] ? "true" : null;
      $(`new-${field}-wrong`).textContent = wrong[field] ?? "";
    }
  }

  async #save(event) {
    event.preventDefault();
    this.#show({});
    if (!$("new-uri").value && !$("new-picture").value && !$("new-sound").value) return ($("new-error").textContent = "An address is needed, such as rtsp://camera.example/door.");
    if (!this.#dialog.querySelector("form").reportValidity()) return;
    const response = await fetch(this.#stream ? `/api/streams/${this.#stream}/settings` : "/api/streams", {
      method: this.#stream ? "PUT" : "POST",
      headers: { "Content-Type": "application/json", ...(this.#tag ? { "If-Match": this.#tag } : {}) },
      body: JSON.stringify(this.#stream ? this.#source() : { name: $("new-name").value.trim(), ...this.#source() }),
    }).catch(() => null);
    if (!response?.ok) return ($("new-error").textContent = (await response?.json().catch(() => null))?.detail ?? "The analyzer is not reachable.");
    this.#dialog.close();
    this.#onDone();
  }

  #source() {
    const text = field => $(`new-${field}`).value.trim() || null;
    return { uri: text("uri"), picture: text("picture"), sound: text("sound"), soundOffset: $("new-offset").value ? Number($("new-offset").value) : null };
  }
}
