// Says where in the picture something is: a box that is drawn with the pointer, or given in numbers.
const LEAST = 1;
const SIDES = ["x", "y", "width", "height"];

export class Where {
  #element; #begin = null;

  constructor(element) {
    this.#element = element;
    const look = this.#part(".look");
    look.addEventListener("pointerdown", event => {
      event.preventDefault();
      look.setPointerCapture(event.pointerId);
      this.#begin = this.#at(event);
    });
    look.addEventListener("pointermove", event => this.#begin && this.#span(this.#begin, this.#at(event)));
    for (const end of ["pointerup", "pointercancel"]) look.addEventListener(end, () => (this.#begin = null));
    for (const side of SIDES) this.#side(side).addEventListener("input", () => this.#show());
    this.#part(".whole").addEventListener("click", () => this.clear());
  }

  /** The picture to draw on; null where there is none. */
  picture(url) {
    this.#element.hidden = url === null;
    if (url !== null && this.#part("img").getAttribute("src") !== url) this.#part("img").src = url;
  }

  clear() {
    for (const side of SIDES) this.#side(side).value = "";
    this.#show();
  }

  /** In shares of the picture; null for anywhere. */
  get region() {
    const [x, y, width, height] = SIDES.map(side => Number(this.#side(side).value) / 100);
    return width > 0 && height > 0 ? { x, y, width: Math.min(width, 1 - x), height: Math.min(height, 1 - y) } : null;
  }

  #at(event) {
    const box = this.#part(".look").getBoundingClientRect();
    const share = (at, from, length) => Math.min(100, Math.max(0, (100 * (at - from)) / length));
    return [share(event.clientX, box.left, box.width), share(event.clientY, box.top, box.height)];
  }

  #span(one, other) {
    const [left, top] = [0, 1].map(i => Math.round(Math.min(one[i], other[i])));
    const [width, height] = [0, 1].map(i => Math.round(Math.abs(one[i] - other[i])));
    if (width < LEAST || height < LEAST) return;
    for (const [side, value] of [["x", left], ["y", top], ["width", width], ["height", height]]) this.#side(side).value = value;
    this.#show();
  }

  #show() {
    const region = this.region, box = this.#part(".box");
    box.hidden = !region;
    if (!region) return;
    for (const [name, side] of [["left", "x"], ["top", "y"], ["width", "width"], ["height", "height"]]) box.style[name] = `${100 * region[side]}%`;
  }

  #side(name) {
    return this.#part(`input[name="${name}"]`);
  }

  #part(selector) {
    return this.#element.querySelector(selector);
  }
}
