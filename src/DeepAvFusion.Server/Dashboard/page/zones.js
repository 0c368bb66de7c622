// Polygons that are drawn on a stream's live picture. Corners are shares of its width and height.
import { Live } from "./live.js";

const NEAR = 12;

export class Zones {
  #canvas; #context; #live = null; #picture = null; #zones = []; #corners = []; #dragged = null; #onChange;

  constructor(canvas, onChange) {
    this.#canvas = canvas;
    this.#context = canvas.getContext("2d");
    this.#onChange = onChange;
    canvas.addEventListener("pointerdown", event => this.#press(event));
    canvas.addEventListener("pointermove", event => this.#move(event));
    canvas.addEventListener("pointerup", () => this.#release());
    canvas.addEventListener("dblclick", () => this.finish());
    canvas.addEventListener("keydown", event => this.#key(event));
  }

  get zones() {
    return this.#zones;
  }

  set zones(zones) {
    this.#zones = zones.map(zone => zone.map(corner => [...corner]));
    this.#corners = [];
    this.#draw();
  }

  /** Shows what a stream shows; nothing for null. */
  watch(stream) {
    this.#live?.close();
    this.#live = null;
    this.#picture = null;
    if (stream) {
      this.#live = new Live(stream, {
        picture: async (_, jpeg) => {
          this.#picture = await createImageBitmap(jpeg);
          this.#draw();
        },
        map() {}, analysis() {}, sound() {}, opened() {},
      });
    }
    this.#draw();
  }

  /** Closes the polygon that is being drawn. */
  finish() {
    if (this.#corners.length >= 3) this.#zones.push(this.#corners);
    this.#corners = [];
    this.#changed();
  }

  clear() {
    this.zones = [];
    this.#onChange();
  }

  #place(event) {
    const box = this.#canvas.getBoundingClientRect();
    return [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height].map(share => Math.round(Math.min(1, Math.max(0, share)) * 1000) / 1000);
  }

  #near(corner, [x, y]) {
    return Math.hypot((corner[0] - x) * this.#canvas.clientWidth, (corner[1] - y) * this.#canvas.clientHeight) < NEAR;
  }

  #press(event) {
    const place = this.#place(event);
    if (this.#corners.length >= 3 && this.#near(this.#corners[0], place)) return this.finish();
    this.#dragged = [...this.#zones.flat(), ...this.#corners].find(corner => this.#near(corner, place)) ?? null;
    if (this.#dragged) this.#canvas.setPointerCapture(event.pointerId);
    else this.#corners.push(place);
    this.#changed();
  }

  #move(event) {
    if (!this.#dragged) return;
    [this.#dragged[0], this.#dragged[1]] = this.#place(event);
    this.#draw();
  }

  #release() {
    if (!this.#dragged) return;
    this.#dragged = null;
    this.#changed();
  }

  #key(event) {
    if (event.key === "Enter") this.finish();
    else if (event.key === "Escape" && this.#corners.length) this.#corners = [];
    else if (event.key === "Backspace" || event.key === "Delete") this.#corners.length ? this.#corners.pop() : this.#zones.pop();
    else return;
    event.preventDefault();
    this.#changed();
  }

  #changed() {
    this.#draw();
    this.#onChange();
  }

  #draw() {
    const { width, height } = this.#canvas;
    if (this.#picture && (width !== this.#picture.width || height !== this.#picture.height)) [this.#canvas.width, this.#canvas.height] = [this.#picture.width, this.#picture.height];
    this.#context.clearRect(0, 0, this.#canvas.width, this.#canvas.height);
    if (this.#picture) this.#context.drawImage(this.#picture, 0, 0);
    for (const zone of this.#zones) this.#polygon(zone, true);
    if (this.#corners.length) this.#polygon(this.#corners, false);
  }

  #polygon(corners, isClosed) {
    const context = this.#context;
    context.beginPath();
    corners.forEach(([x, y], i) => (i ? context.lineTo(x * this.#canvas.width, y * this.#canvas.height) : context.moveTo(x * this.#canvas.width, y * this.#canvas.height)));
    if (isClosed) context.closePath();
    context.strokeStyle = "#ffc457";
    context.lineWidth = Math.max(2, this.#canvas.width / 250);
    context.fillStyle = "#ffc45733";
    if (isClosed) context.fill();
    context.stroke();
    context.fillStyle = "#ffc457";
    for (const [x, y] of corners) {
      context.beginPath();
      context.arc(x * this.#canvas.width, y * this.#canvas.height, this.#canvas.width / 110, 0, 7);
      context.fill();
    }
  }
}
