// The dialog in which one looks at and listens to what a stream has just told, and says what it was.
import { ask, say, teacher, tell } from "./teaching.js";
import { Where } from "./where.js";

const LONGEST = 30;
const USUAL = 4;
const SHOTS = 8;
const RATE = 16000;

export class Teach {
  #dialog; #stream = ""; #event = null; #begin = 0; #windows = []; #samples = null; #audio = null; #playing = null; #where;

  constructor(dialog) {
    this.#dialog = dialog;
    this.#where = new Where(this.#part(".where"));
    for (const range of [this.#part(".from"), this.#part(".to")]) range.addEventListener("input", () => this.#choose(range));
    this.#part(".play").addEventListener("click", () => this.#play());
    this.#part(".is").addEventListener("click", () => this.#send({ is: this.#part(".label").value }));
    this.#part(".not").addEventListener("click", () => this.#send({ isNot: this.#event?.label ?? this.#part(".label").value }));
    this.#part(".nothing").addEventListener("click", () => this.#send({ nothing: true }));
    this.#part(".label").addEventListener("keydown", event => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      this.#part(".is").click();
    });
    dialog.addEventListener("close", () => this.#stop());
  }

  /** @param event `{ id, label, from, to }` in milliseconds, or null for a stretch. */
  async open(stream, event) {
    [this.#stream, this.#event, this.#samples] = [stream, event, null];
    this.#part(".stream").textContent = stream;
    this.#part(".label").value = "";
    this.#part(".by").value = teacher();
    this.#where.clear();
    this.#part(".not").textContent = event ? `Not ${event.label}` : "Not this";
    this.#error("");
    const { answer: recall, error } = await ask(`/api/streams/${stream}/recall`);
    if (error) return tell({ error });
    const end = Date.parse(recall.to);
    this.#begin = Math.max(Date.parse(recall.from), end - LONGEST * 1000);
    this.#dialog.dataset.begin = this.#begin;
    this.#windows = recall.windows.map(window => ({ ...window, from: Date.parse(window.from), to: Date.parse(window.to) }));
    const length = (end - this.#begin) / 1000;
    const [from, to] = event ? [(event.from - this.#begin) / 1000, (event.to - this.#begin) / 1000] : [length - USUAL, length];
    this.#part(".from").max = this.#part(".to").max = length;
    this.#part(".from").value = Math.max(0, from);
    this.#part(".to").value = Math.min(length, to);
    this.#choose(this.#part(".to"));
    this.#shots(length);
    this.#dialog.showModal();
    this.#part(".label").focus();
    this.#listen(end);
    const { answer: trainer } = await ask("/api/learning");
    document.getElementById("labels").replaceChildren(...(trainer?.labels ?? []).map(label => Object.assign(document.createElement("option"), { value: label })));
  }

  /** One of the ends was moved; they do not cross. */
  #choose(moved) {
    const [from, to] = [this.#part(".from"), this.#part(".to")];
    if (Number(to.value) - Number(from.value) < 0.5) {
      if (moved === from) from.value = Math.max(0, Number(to.value) - 0.5);
      else to.value = Math.min(Number(to.max), Number(from.value) + 0.5);
    }
    const [begin, end, length] = [Number(from.value), Number(to.value), Number(to.max)];
    const chosen = this.#part(".chosen");
    chosen.style.left = `${(100 * begin) / length}%`;
    chosen.style.width = `${(100 * (end - begin)) / length}%`;
    const clock = seconds => new Date(this.#begin + seconds * 1000).toLocaleTimeString();
    this.#part(".span").textContent = `${clock(begin)} – ${clock(end)} · ${(end - begin).toFixed(1)} s`;
    const centre = this.#begin + ((begin + end) / 2) * 1000;
    const near = this.#windows.reduce((best, window) => (!best || Math.abs((window.from + window.to) / 2 - centre) < Math.abs((best.from + best.to) / 2 - centre) ? window : best), null);
    this.#where.picture(near?.picture ? this.#picture(new Date(centre)) : null);
    this.#part(".said").textContent = near ? `The model said: ${near.labels.map(label => `${label.label} ${Math.round(label.score * 100)} %`).join(", ")}` : "";
  }

  #shots(length) {
    this.#part(".shots").replaceChildren(...(this.#windows.some(window => window.picture) ? Array.from({ length: SHOTS }, (_, i) => {
      return Object.assign(document.createElement("img"), { src: this.#picture(new Date(this.#begin + ((i + 0.5) / SHOTS) * length * 1000)), alt: "" });
    }) : []));
  }

  #picture(at) {
    return `/api/streams/${this.#stream}/recall/picture?at=${at.toISOString()}`;
  }

  /** Brings the sound: drawn, and ready to be played. */
  async #listen(end) {
    const canvas = this.#part("canvas"), paint = canvas.getContext("2d");
    paint.clearRect(0, 0, canvas.width, canvas.height);
    const response = await fetch(`/api/streams/${this.#stream}/recall/sound?from=${new Date(this.#begin).toISOString()}&to=${new Date(end).toISOString()}`).catch(() => null);
    if (!response?.ok) return;
    this.#samples = new Int16Array((await response.arrayBuffer()).slice(44));            // after the header of a WAV
    paint.fillStyle = getComputedStyle(canvas).color;
    const share = this.#samples.length / canvas.width;
    const peaks = Array.from({ length: canvas.width }, (_, x) => this.#samples.subarray(x * share, (x + 1) * share).reduce((most, sample) => Math.max(most, Math.abs(sample)), 0));
    const loudest = Math.max(1000, ...peaks);
    peaks.forEach((peak, x) => {
      const height = Math.max(1, (peak / loudest) * canvas.height * 0.92);
      paint.fillRect(x, (canvas.height - height) / 2, 1, height);
    });
  }

  #play() {
    if (this.#playing) return this.#stop();
    const [from, to] = [this.#part(".from"), this.#part(".to")].map(range => Math.round(Number(range.value) * RATE));
    const samples = this.#samples?.subarray(from, to);
    if (!samples?.length) return;
    this.#audio ??= new AudioContext();
    this.#audio.resume();
    const buffer = this.#audio.createBuffer(1, samples.length, RATE);
    buffer.copyToChannel(Float32Array.from(samples, sample => sample / 32768), 0);
    this.#playing = new AudioBufferSourceNode(this.#audio, { buffer });
    this.#playing.connect(this.#audio.destination);
    this.#playing.onended = () => this.#stop();
    this.#playing.start();
    this.#part(".play").textContent = "■ Stop";
  }

  #stop() {
    const playing = this.#playing;
    this.#playing = null;
    playing?.stop();
    this.#part(".play").textContent = "▶ Play";
  }

  async #send(what) {
    teacher(this.#part(".by").value);
    const [from, to] = [this.#part(".from"), this.#part(".to")].map(range => new Date(this.#begin + Number(range.value) * 1000).toISOString());
    const region = what.is === undefined ? null : this.#where.region;
    const told = await say({ stream: this.#stream, ...what, ...(region && { region }), ...(this.#event ? { event: this.#event.id } : { from, to }) });
    if (told.error) return this.#error(told.error);
    this.#dialog.close();
    tell(told);
  }

  #error(line) {
    this.#part(".error").textContent = line;
  }

  #part(selector) {
    return this.#dialog.querySelector(selector);
  }
}
