// Shows picture, map and sound of the same moment: the page runs a little behind, by as much as the analysis needs.
const KEEP = 40;
const RECENT = 8;

export class Timeline {
  #pictures = []; #maps = []; #analyses = []; #delays = []; #delay = null; #run = null; #step = 1;

  get hasPictures() {
    return this.#pictures.length > 0;
  }

  addPicture(time, bitmap) {
    const last = this.#pictures.at(-1);
    if (last && time < last.time - 2) this.#restart();
    this.#pictures.push({ time, bitmap });
    while (this.#pictures.length > 150) this.#pictures.shift().bitmap.close();
  }

  addMap(map) {
    keep(this.#maps, map);
  }

  addAnalysis(analysis) {
    if (analysis.run !== this.#run) {
      this.#run = analysis.run;
      this.#delays = [];
      this.#maps = this.#maps.slice(-1);
      this.#analyses = [];
    }
    const centre = (analysis.start + analysis.end) / 2;
    const before = this.#analyses.at(-1);
    if (before && centre > before.centre) this.#step = centre - before.centre;
    keep(this.#analyses, { centre, analysis });
    keep(this.#delays, performance.now() / 1000 - centre, RECENT);
    // at the moment a window's result comes, its centre is what is shown half a step later
    const wanted = Math.max(...this.#delays) + this.#step / 2;
    this.#delay = this.#delay === null || Math.abs(wanted - this.#delay) > 2 ? wanted : this.#delay + 0.2 * (wanted - this.#delay);
  }

  /** Seconds until a moment of the stream is shown; negative when it has passed; null before the first result. */
  secondsUntil(time) {
    return this.#delay === null ? null : time + this.#delay - performance.now() / 1000;
  }

  /** What to draw now. Before the first result: the latest picture. */
  now() {
    if (this.#pictures.length === 0) return {};
    if (this.#delay === null) return { picture: this.#pictures.at(-1).bitmap };
    const time = performance.now() / 1000 - this.#delay;
    let at = this.#pictures.findLastIndex(picture => picture.time <= time);
    if (at < 0) at = 0;
    while (at > 0) {
      this.#pictures.shift().bitmap.close();
      at--;
    }
    const shown = this.#pictures[0];
    const near = nearest(this.#analyses, shown.time, entry => entry.centre);
    const fits = near && Math.abs(near.centre - shown.time) <= Math.max(1, 1.5 * this.#step);
    const map = fits ? nearest(this.#maps, near.centre, entry => entry.time) : null;
    return { picture: shown.bitmap, analysis: fits ? near.analysis : null, map: map && Math.abs(map.time - near.centre) < 0.01 ? map : null };
  }

  #restart() {
    for (const picture of this.#pictures) picture.bitmap.close();
    this.#pictures = [];
    this.#maps = [];
    this.#analyses = [];
    this.#delays = [];
    this.#delay = null;
  }
}

function keep(list, item, most = KEEP) {
  list.push(item);
  if (list.length > most) list.shift();
}

function nearest(list, time, timeOf) {
  let best = null;
  for (const item of list) if (!best || Math.abs(timeOf(item) - time) < Math.abs(timeOf(best) - time)) best = item;
  return best;
}
