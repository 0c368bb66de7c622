// How the numbers of the versions went: what the held-out corrections gained and what the anchors lost, version by version.
const WIDTH = 640, HEIGHT = 150, LEFT = 44, BOTTOM = 22, TOP = 12;
const LINES = [["gain", 1, "gain on held-out corrections", "gain"], ["anchor-drop", -1, "change on the anchors", "anchor"]];

/** @param versions oldest first */
export function curve(versions) {
  const lines = LINES.map(([name, sign, title, kind]) => ({
    title, kind,
    points: versions.map((version, i) => ({ i, version, value: sign * (version.gates.find(gate => gate.name === name)?.value ?? NaN) })).filter(point => Number.isFinite(point.value)),
  }));
  const values = lines.flatMap(line => line.points.map(point => point.value));
  const [least, most] = [Math.min(-0.05, ...values), Math.max(0.05, ...values)];
  const x = i => LEFT + (i / Math.max(1, versions.length - 1)) * (WIDTH - LEFT - 14);
  const y = value => TOP + ((most - value) / (most - least)) * (HEIGHT - TOP - BOTTOM);
  const svg = element("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": "Numbers of the versions" });
  for (const value of [most, 0, least]) {
    svg.append(element("line", { x1: LEFT, x2: WIDTH - 14, y1: y(value), y2: y(value), class: value === 0 ? "zero" : "grid" }));
    svg.append(element("text", { x: LEFT - 6, y: y(value) + 4, "text-anchor": "end" }, `${value > 0 ? "+" : ""}${(100 * value).toFixed(0)}`));
  }
  versions.forEach((version, i) => svg.append(element("text", { x: x(i), y: HEIGHT - 6, "text-anchor": "middle" }, version.number)));
  for (const { kind, points } of lines) {
    svg.append(element("polyline", { points: points.map(point => `${x(point.i)},${y(point.value)}`).join(" "), class: kind }));
    for (const point of points) {
      const dot = element("circle", { cx: x(point.i), cy: y(point.value), r: point.version.inUse ? 5 : 3, class: `${kind} ${point.version.passed ? "" : "failed"}` });
      dot.append(element("title", {}, `version ${point.version.number}: ${(100 * point.value).toFixed(1)} points`));
      svg.append(dot);
    }
  }
  const figure = document.createElement("figure");
  const legend = document.createElement("figcaption");
  legend.append(...lines.map(line => Object.assign(document.createElement("span"), { textContent: `${line.title}, points of average precision`, className: line.kind })));
  figure.append(svg, legend);
  return figure;
}

function element(name, attributes, content = "") {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.textContent = content;
  return made;
}
