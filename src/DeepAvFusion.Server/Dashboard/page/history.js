// What happened: a timeline of each stream's clips to scrub, the clip with what belongs to it, and events with their snapshots.
import { ask, tell } from "./teaching.js";
import { colour } from "./overlay.js";

const PAGE = 24;
const MOST_CLIPS = 5000;
const SPANS = { "1 hour": 3600e3, "6 hours": 6 * 3600e3, "24 hours": 86400e3, "7 days": 7 * 86400e3, "30 days": 30 * 86400e3 };

export class History {
  #element; #clips = []; #byEvent = new Map(); #events = []; #next = null; #chosen = null; #alike = null; #from = 0; #to = 0; #busy = false; #streams = "";

  constructor(element) {
    this.#element = element;
    this.#part(".span").append(...Object.keys(SPANS).map(name => Object.assign(document.createElement("option"), { value: name, textContent: `Last ${name}`, selected: name === "1 hour" })));
    for (const control of [".stream", ".span", ".label", ".kept"]) this.#part(control).addEventListener("change", () => this.refresh());
    this.#part(".scrub").addEventListener("input", event => this.#scrub(Number(event.target.value)));
    this.#part(".timeline").addEventListener("pointerdown", event => this.#point(event));
    this.#part(".more").addEventListener("click", () => this.#more());
    this.#part(".back").addEventListener("click", () => this.#showAlike(null));
    this.#part(".keep").addEventListener("click", () => this.#keep());
    this.#part(".delete").addEventListener("click", () => this.#delete());
    new ResizeObserver(() => this.#draw()).observe(this.#part(".timeline"));
    setInterval(() => this.#element.hidden || this.#alike || document.hidden || this.refresh(), 10000);
  }

  /** Names of the streams that there are. */
  streams(names) {
    if (names.join() === this.#streams) return;
    this.#streams = names.join();
    const select = this.#part(".stream"), before = select.value;
    select.replaceChildren(...["", ...names].map(name => Object.assign(document.createElement("option"), { value: name, textContent: name || "All streams", selected: name === before })));
  }

  /** Reads the span anew; what is being looked at stays. */
  async refresh() {
    if (this.#busy) return;
    this.#busy = true;
    try {
      this.#to = Date.now();
      this.#from = this.#to - SPANS[this.#part(".span").value];
      const [clips, { answer: page, error }] = await Promise.all([this.#readClips(), ask(`/api/events?${this.#query()}&limit=${Math.max(PAGE, Math.min(this.#events.length, 200))}`)]);
      this.#part(".trouble").textContent = error ?? "";
      this.#clips = clips;
      this.#byEvent = new Map(clips.flatMap(clip => clip.events.map(event => [event.event, { clip, event }])));
      if (page) [this.#events, this.#next] = [page.events, page.next];
      this.#draw();
      this.#list();
    } finally {
      this.#busy = false;
    }
  }

  /** Shows an event by its id: its clip where there is one. */
  async open(id) {
    const { answer } = await ask(`/api/clips?event=${encodeURIComponent(id)}&limit=1`);
    const clip = answer?.clips[0];
    if (clip) this.#play(clip, Date.parse(clip.events.find(event => event.event === id).at) - 2000);
    else tell({ error: "There is no clip of this event, or not yet: it is made when the event is over." });
  }

  async #readClips() {
    const clips = [];
    for (let cursor = ""; clips.length < MOST_CLIPS;) {
      const { answer } = await ask(`/api/clips?${this.#query()}&limit=1000${this.#part(".kept").checked ? "&kept=true" : ""}${cursor}`);
      if (!answer) break;
      clips.push(...answer.clips);
      if (!answer.next) break;
      cursor = `&cursor=${answer.next}`;
    }
    return clips;
  }

  #query() {
    const query = new URLSearchParams({ from: new Date(this.#from).toISOString() });
    if (this.#part(".stream").value) query.set("stream", this.#part(".stream").value);
    if (this.#part(".label").value.trim()) query.set("label", this.#part(".label").value.trim());
    return query;
  }

  /** One row a stream; clips are drawn where they lie, those that are kept in another colour. */
  #draw() {
    const canvas = this.#part(".timeline"), rows = this.#rows();
    const scale = devicePixelRatio || 1, width = canvas.clientWidth, height = 26 * Math.max(1, rows.length) + 18;
    canvas.style.height = `${height}px`;
    [canvas.width, canvas.height] = [width * scale, height * scale];
    const context = canvas.getContext("2d");
    context.scale(scale, scale);
    const style = getComputedStyle(document.body), ink = name => style.getPropertyValue(name).trim();
    context.font = "11px system-ui, sans-serif";
    context.textBaseline = "middle";
    rows.forEach((name, row) => {
      context.fillStyle = ink("--line");
      context.fillRect(0, row * 26 + 4, width, 18);
      for (const clip of this.#clips.filter(one => one.stream === name)) {
        const left = this.#x(Date.parse(clip.start), width), right = this.#x(Date.parse(clip.end), width);
        context.fillStyle = clip.id === this.#chosen?.id ? ink("--text") : clip.kept ? ink("--warm") : ink("--accent");
        context.fillRect(left, row * 26 + 4, Math.max(2, right - left), 18);
      }
      context.fillStyle = ink("--quiet");
      context.strokeStyle = ink("--ground");
      context.lineWidth = 3;
      context.strokeText(name, 6, row * 26 + 13);
      context.fillText(name, 6, row * 26 + 13);
    });
    context.fillStyle = ink("--quiet");
    for (let tick = 0; tick <= 4; tick++) {
      context.textAlign = tick === 0 ? "left" : tick === 4 ? "right" : "center";
      context.fillText(moment(this.#from + (this.#to - this.#from) * tick / 4, this.#to - this.#from > 86400e3), width * tick / 4, height - 8);
    }
    const cursor = this.#x(this.#from + Number(this.#part(".scrub").value) * (this.#to - this.#from), width);
    context.fillStyle = ink("--bad");
    context.fillRect(cursor - 1, 0, 2, height - 16);
    this.#part(".none").hidden = this.#clips.length > 0;
  }

  #rows() {
    const names = [...new Set(this.#clips.map(clip => clip.stream))].sort();
    return names.length ? names : [this.#part(".stream").value || "no clips"];
  }

  #x(time, width) {
    return (time - this.#from) / (this.#to - this.#from) * width;
  }

  #point(event) {
    const place = event.currentTarget.getBoundingClientRect(), name = this.#rows()[Math.floor((event.clientY - place.top) / 26)];
    this.#part(".scrub").value = (event.clientX - place.left) / place.width;
    this.#scrub(Number(this.#part(".scrub").value), name);
  }

  /** The clip at a place of the timeline, or the nearest one, at that moment. */
  #scrub(share, stream = this.#chosen?.stream) {
    const time = this.#from + share * (this.#to - this.#from);
    const away = clip => Math.max(0, Date.parse(clip.start) - time, time - Date.parse(clip.end));
    const among = this.#clips.filter(clip => !stream || clip.stream === stream);
    const nearest = (among.length ? among : this.#clips).reduce((best, clip) => !best || away(clip) < away(best) ? clip : best, null);
    if (nearest) this.#play(nearest, time, false);
    this.#draw();
  }

  #play(clip, time, plays = true) {
    const panel = this.#part(".player"), video = this.#part("video");
    if (this.#chosen?.id !== clip.id) video.src = `/api/clips/${clip.id}/video`;
    this.#chosen = clip;
    panel.hidden = false;
    const at = Math.max(0, (time - Date.parse(clip.start)) / 1000);
    const seek = () => {
      video.currentTime = Math.min(at, Number.isFinite(video.duration) ? video.duration : at);
      if (plays) video.play().catch(() => {});
    };
    if (video.readyState > 0) seek();
    else video.addEventListener("loadedmetadata", seek, { once: true });
    this.#part(".about").textContent = [clip.stream, `${moment(Date.parse(clip.start), true)}, ${Math.round((Date.parse(clip.end) - Date.parse(clip.start)) / 1000)} s`, size(clip.bytes), clip.reason,
      clip.encoded ? `encoded anew: ${clip.encoded}` : "as the source sent it"].join(" · ");
    this.#part(".download").href = `/api/clips/${clip.id}/video?download=true`;
    this.#part(".keep").setAttribute("aria-pressed", String(clip.kept));
    this.#part(".keep").textContent = clip.kept ? "Kept" : "Keep";
    this.#part(".shown").replaceChildren(...clip.events.map(event => this.#shown(clip, event)));
    this.#part(".scrub").value = Math.min(1, Math.max(0, (time - this.#from) / (this.#to - this.#from)));
    if (plays) panel.scrollIntoView({ block: "nearest" });
    this.#draw();
  }

  #shown(clip, event) {
    const item = document.createElement("li");
    const jump = this.#button(event.label, "Play from there", () => this.#play(clip, Date.parse(event.at) - 2000));
    item.append(jump, text("span", `${event.verdict.replaceAll("-", " ")} ${Math.round(event.peak * 100)} %`, "quiet"));
    if (event.sound) item.append(Object.assign(document.createElement("audio"), { src: `/api/clips/${clip.id}/events/${event.event}/sound`, controls: true, preload: "none", title: "The region's sound alone", ariaLabel: `${event.label} alone` }));
    return item;
  }

  #list() {
    const shown = this.#alike ?? this.#events.map(event => ({ event }));
    this.#part(".events-title").textContent = this.#alike ? "More like this" : "Events";
    this.#part(".back").hidden = !this.#alike;
    this.#part(".more").hidden = this.#alike !== null || this.#next === null;
    this.#part(".nothing").hidden = shown.length > 0;
    this.#part(".list").replaceChildren(...shown.map(({ event, likeness }) => this.#card(event, likeness)));
  }

  #card(event, likeness) {
    const found = this.#byEvent.get(event.id), item = document.createElement("li");
    item.dataset.event = event.id;
    if (found) {
      const play = this.#button("", `Play ${event.label}`, () => this.#play(found.clip, Date.parse(found.event.at) - 2000));
      play.className = "shot";
      if (found.event.snapshot) play.append(Object.assign(document.createElement("img"), { src: `/api/clips/${found.clip.id}/events/${event.id}/snapshot`, alt: "", loading: "lazy" }));
      play.append(text("span", "▶", "sign"));
      item.append(play);
    } else item.append(text("div", event.end ? "no clip" : "goes on", "shot blank"));
    const name = text("b", event.label);
    if (event.region !== null) name.style.color = colour(event.region);
    item.append(name, text("span", `${event.stream} · ${moment(Date.parse(event.start), true)}`, "quiet"),
      text("span", `${event.verdict.replaceAll("-", " ")} · ${Math.round(event.peak * 100)} %${likeness === undefined ? "" : ` · ${Math.round(likeness * 100)} % alike`}`, "quiet"));
    const foot = document.createElement("div");
    foot.append(this.#button("≈", "More like this", () => this.#like(event)));
    const evidence = Object.assign(text("a", "⤓"), { href: `/api/events/${event.id}/evidence`, title: "Evidence: a zip with clip, snapshot, mask, sound, scores and checksums", ariaLabel: `Evidence of ${event.label}` });
    evidence.className = "button";
    if (found) foot.append(evidence);
    item.append(foot);
    return item;
  }

  async #like(event) {
    const { answer, error } = await ask(`/api/events/${event.id}/similar?limit=${PAGE}`);
    if (error) return tell({ error });
    const query = answer.events.map(one => `event=${encodeURIComponent(one.event.id)}`).join("&");
    const { answer: clips } = query ? await ask(`/api/clips?${query}&limit=200`) : {};
    for (const clip of clips?.clips ?? []) for (const one of clip.events) this.#byEvent.set(one.event, { clip, event: one });
    this.#showAlike([{ event, likeness: 1 }, ...answer.events]);
  }

  #showAlike(alike) {
    this.#alike = alike;
    this.#list();
    this.#part(".events-title").scrollIntoView({ block: "nearest" });
  }

  async #more() {
    const { answer, error } = await ask(`/api/events?${this.#query()}&limit=${PAGE}&cursor=${this.#next}`);
    if (error) return tell({ error });
    [this.#events, this.#next] = [[...this.#events, ...answer.events], answer.next];
    this.#list();
  }

  async #keep() {
    const { answer, error } = await ask(`/api/clips/${this.#chosen.id}/keep`, "POST", { kept: !this.#chosen.kept });
    if (error) return tell({ error });
    this.#play(answer, Date.parse(answer.start) + this.#part("video").currentTime * 1000, false);
    this.refresh();
  }

  async #delete() {
    if (!confirm("Delete this clip, with its snapshots and sounds?")) return;
    const { error } = await ask(`/api/clips/${this.#chosen.id}`, "DELETE");
    if (error) return tell({ error });
    this.#part("video").removeAttribute("src");
    this.#part("video").load();
    this.#part(".player").hidden = true;
    this.#chosen = null;
    this.refresh();
  }

  #button(name, title, act) {
    const button = Object.assign(text("button", name), { type: "button", title, ariaLabel: title });
    button.addEventListener("click", act);
    return button;
  }

  #part(selector) {
    return this.#element.querySelector(selector);
  }
}

function text(tag, content, className = "") {
  return Object.assign(document.createElement(tag), { textContent: content, className });
}

function size(bytes) {
  return bytes < 1e6 ? `${Math.round(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

function moment(at, withDate) {
  const date = new Date(at);
  return !withDate || date.toDateString() === new Date().toDateString() ? date.toLocaleTimeString() : date.toLocaleString([], { dateStyle: "short", timeStyle: "short" });
}
