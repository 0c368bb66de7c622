// One stream: live picture with the overlay in step, labels, events, and the track one listens to.
import { Live } from "./live.js";
import { Player } from "./player.js";
import { Timeline } from "./timeline.js";
import { colour, drawOverlay } from "./overlay.js";
import { loudness, showFaults } from "./faults.js";
import { say, tell } from "./teaching.js";

const PALE = "#8fa5b5";
const MOST_EVENTS = 5;

export class Card {
  #name; #canvas; #context; #live; #timeline = new Timeline(); #player; #chosen = null; #events = new Map(); #onListen; #onTeach; #rows = new Map(); #closed = false; #regions = ""; #failing = "";

  /** @param onTeach told of the event that somebody wants to say something of, or null for the last seconds. */
  constructor(name, template, onListen, onTeach) {
    this.#name = name;
    this.#onListen = onListen;
    this.#onTeach = onTeach;
    this.element = template.content.firstElementChild.cloneNode(true);
    this.element.dataset.stream = name;
    this.#part("h2").textContent = name;
    this.#canvas = this.#part("canvas");
    this.#context = this.#canvas.getContext("2d");
    this.#player = new Player(time => this.#timeline.secondsUntil(time));
    this.#live = new Live(name, {
      picture: (time, jpeg) => this.#picture(time, jpeg),
      map: map => this.#timeline.addMap(map),
      analysis: analysis => this.#analysis(analysis),
      sound: chunk => this.#player.add(chunk),
      opened: () => {
        this.#live.listen(this.#chosen);
        this.#remember();
      },
    });
    this.#buttons([]);
    this.#part(".teach").addEventListener("click", () => this.#onTeach(null));
    const draw = () => {
      if (this.#closed) return;
      this.#draw();
      requestAnimationFrame(draw);
    };
    requestAnimationFrame(draw);
  }

  /** The stream's entry of /api/streams. */
  status(stream) {
    const state = this.#part(".state");
    state.textContent = stream.state;
    state.className = `state pill ${stream.state}`;
    this.#part(".age").textContent = stream.age.count ? `age p50 ${stream.age.p50.toFixed(2)} s · p95 ${stream.age.p95.toFixed(2)} s` : "";
    this.#part(".foot").textContent = [`${stream.analysed} windows`, `${stream.lost} lost`, ...clocks(stream.clock), ...(stream.loudness?.shortTerm == null ? [] : [`${stream.loudness.shortTerm.toFixed(1)} LUFS`]), stream.source].join(" · ");
    this.#part(".foot").title = stream.detail;
    this.#unsaved(stream.failingSinks);
    showFaults(this.#part(".found"), stream.faults);
    this.#part(".level").title = `Sound level of the latest window, dBFS${loudness(stream.loudness)}`;
    this.#live.keep(stream.state === "running" || stream.state === "connecting" || stream.state === "reconnecting");
    const message = this.#part(".message");
    if (stream.state !== "running") message.textContent = stream.detail;
    else if (!stream.picture) message.textContent = "this source has no picture";
    else if (!this.#timeline.hasPictures) message.textContent = "waiting for the first picture …";
    else message.textContent = stream.away.map(side => `the ${side.side} is away: ${side.why}`).join(" · ");
  }

  /** Plays a track, or null for none. */
  listen(track) {
    if (track === this.#chosen) return;
    this.#chosen = track;
    this.#player.choose(track);
    this.#live.listen(track);
    this.#press();
  }

  close() {
    this.#closed = true;
    this.#live.close();
    this.#player.choose(null);
    this.element.remove();
  }

  async #picture(time, jpeg) {
    const bitmap = await createImageBitmap(jpeg);
    this.#timeline.addPicture(time, bitmap);
  }

  #analysis(analysis) {
    this.#timeline.addAnalysis(analysis);
    this.#labels(analysis.labels);
    this.#level(analysis.level, analysis.sound);
    this.#news(analysis);
    this.#buttons(analysis.regions);
  }

  #draw() {
    const { picture, map, analysis } = this.#timeline.now();
    if (!picture) return;
    if (this.#canvas.width !== picture.width || this.#canvas.height !== picture.height) {
      this.#canvas.width = picture.width;
      this.#canvas.height = picture.height;
    }
    this.#context.drawImage(picture, 0, 0);
    if (analysis) drawOverlay(this.#context, picture.width, picture.height, map, analysis);
  }

  #labels(labels) {
    this.#part(".labels").replaceChildren(...labels.slice(0, MOST_EVENTS).map(label => {
      const item = document.createElement("li");
      item.title = `image ${label.image.toFixed(2)} · audio ${label.audio.toFixed(2)} · fusion ${label.fusion.toFixed(2)}`;
      const meter = Object.assign(document.createElement("meter"), { min: 0, max: 1, value: label.score });
      item.append(text("span", label.label, "name"), meter, text("b", `${Math.round(label.score * 100)} %`));
      return item;
    }));
  }

  #level(level, hasSound) {
    const share = hasSound ? Math.min(1, Math.max(0, (level.rms + 60) / 60)) : 0;
    this.#part(".level i").style.width = `${share * 100}%`;
    this.#part(".level span").textContent = hasSound ? (level.rms <= -119 ? "silence" : `${level.rms.toFixed(0)} dBFS`) : "no sound";
  }

  /** What happened before this page was open, or while it could not listen. */
  async #remember() {
    const response = await fetch(`/api/events?stream=${this.#name}&limit=${MOST_EVENTS}`).catch(() => null);
    if (!response?.ok) return;                  // nothing is kept, or it cannot be read: what is live is shown all the same
    for (const event of (await response.json()).events) {
      const key = `${event.run}/${event.number}`;
      if (event.end || !this.#events.has(key)) this.#events.set(key, { ...event, phase: event.end ? "ended" : "updated", at: Date.parse(event.start), until: event.end && Date.parse(event.end) });
    }
    this.#show();
  }

  #news(analysis) {
    const end = Date.parse(analysis.capturedAt);
    for (const event of analysis.events) this.#events.set(`${analysis.run}/${event.id}`, { ...event, at: end - (analysis.end - event.start) * 1000, until: end - (analysis.end - (event.end ?? analysis.end)) * 1000 });
    this.#show();
  }

  #show() {
    const isOn = event => event.phase !== "ended";
    const ordered = [...this.#events].sort(([, one], [, other]) => isOn(other) - isOn(one) || other.at - one.at);   // what goes on first, then the latest
    for (const [key] of ordered.splice(MOST_EVENTS)) this.#events.delete(key);
    for (const key of this.#rows.keys()) if (!this.#events.has(key)) this.#rows.delete(key);
    const rows = ordered.map(([key, event]) => {
      if (!this.#rows.has(key)) this.#rows.set(key, this.#row(key));
      const row = this.#rows.get(key);
      row.className = isOn(event) ? "on" : "";
      row.classList.toggle("fault", event.verdict === "fault");
      row.classList.toggle("silent", event.verdict === "seen-silent");         // of what is only seen there is nothing to say but what sounds instead
      [clock(event.at), event.label, event.verdict.replaceAll("-", " ")].forEach((content, i) => (row.children[i].textContent = content));
      return row;
    });
    const list = this.#part(".events");
    if (rows.length !== list.childElementCount || rows.some((row, i) => row !== list.children[i])) list.replaceChildren(...rows);
  }

  /** One event's place in the list, which stays while the event does: one can press what is in it. */
  #row(key) {
    const row = document.createElement("li");
    row.append(text("time", ""), text("span", "", "name"), text("span", "", "verdict"));
    const said = text("span", "", "judge teaches");
    const id = `${this.#name}.${key.replace("/", ".")}`;
    const judge = async what => {
      const told = await say({ stream: this.#name, event: id, ...what });
      row.dataset.said = told.error ? "" : Object.keys(what)[0];
      tell(told);
    };
    for (const [sign, title, act] of [
      ["✓", "That is right", event => judge({ is: event.label })],
      ["✗", "That is wrong", event => judge({ isNot: event.label })],
      ["✎", "It is …", event => this.#onTeach({ id, label: event.label, from: event.at, to: event.until ?? Date.now() })],
    ]) {
      const button = Object.assign(text("button", sign), { type: "button", title });
      button.addEventListener("click", () => act(this.#events.get(key)));
      said.append(button);
    }
    row.append(said, Object.assign(text("a", "▶", "clipped play"), { href: `#history/${id}`, title: "Play its clip", ariaLabel: "Play its clip" }));
    return row;
  }

  #buttons(regions) {
    const key = regions.map(region => `${region.id}:${region.label}`).join();
    if (this.#part(".listen").childElementCount && key === this.#regions) return;
    this.#regions = key;
    const tracks = [["mixture", "Mixture", "#fff"], ...regions.map(region => [`region-${region.id}`, region.label ?? `Region ${region.id}`, colour(region.id)]), ["residual", "Residual", PALE]];
    if (this.#chosen?.startsWith("region-") && !tracks.some(([track]) => track === this.#chosen)) tracks.push([this.#chosen, `${this.#chosen.replace("-", " ")} (gone)`, PALE]);
    this.#part(".listen").replaceChildren(...tracks.map(([track, name, swatch]) => {
      const button = text("button", name);
      button.type = "button";
      button.dataset.track = track;
      button.style.setProperty("--swatch", swatch);
      button.addEventListener("click", () => {
        this.#onListen(this);
        this.listen(this.#chosen === track ? null : track);
      });
      return button;
    }));
    this.#press();
  }

  /** What cannot be written at present; the page is not told anew of what it knows, for screen readers would tell it anew. */
  #unsaved(failing) {
    const key = JSON.stringify(failing);
    if (key === this.#failing) return;
    this.#failing = key;
    this.#part(".unsaved").hidden = failing.length === 0;
    this.#part(".unsaved ul").replaceChildren(...failing.map(({ sink, error, since }) => {
      const item = document.createElement("li");
      item.append(text("b", sink), text("span", error), text("time", `since ${new Date(since).toLocaleString()}`));
      return item;
    }));
  }

  #press() {
    for (const button of this.#part(".listen").children) button.setAttribute("aria-pressed", String(button.dataset.track === this.#chosen));
  }

  #part(selector) {
    return this.element.querySelector(selector);
  }
}

function text(tag, content, className = "") {
  return Object.assign(document.createElement(tag), { textContent: content, className });
}

/** How the clocks of sound and picture stand to each other, where they drift apart. */
function clocks(told) {
  if (!told?.drift) return [];
  return [`the sound's clock ${told.drift > 0 ? "gains" : "loses"} ${Math.abs(told.drift).toFixed(0)} ppm, pictures moved by ${(-told.correction).toFixed(2)} s`];
}

/** The time of day; of another day the date too. */
function clock(at) {
  const moment = new Date(at);
  return moment.toDateString() === new Date().toDateString() ? moment.toLocaleTimeString() : moment.toLocaleString([], { dateStyle: "short", timeStyle: "short" });
}
