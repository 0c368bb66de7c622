// Draws what sounds over the picture: a tint by probability, an outline and a name by region.
const COLOURS = ["#59d0c2", "#ffc457", "#ff8fa3", "#9db4ff", "#b8e986", "#f3a6ff", "#ffb27d", "#7fe0ff"];
const tint = document.createElement("canvas");

/** The colour of a region, by its id. */
export function colour(id) {
  return COLOURS[id % COLOURS.length];
}

export function drawOverlay(context, width, height, map, analysis) {
  if (map) drawTint(context, width, height, map, analysis.regions);
  context.lineJoin = "round";
  for (const region of analysis.regions) {
    if (region.outline.length < 3) continue;
    context.beginPath();
    region.outline.forEach(([x, y], i) => (i ? context.lineTo(x * width, y * height) : context.moveTo(x * width, y * height)));
    context.closePath();
    context.lineWidth = Math.max(2, width / 260);
    context.strokeStyle = colour(region.id);
    context.stroke();
    drawName(context, width, height, region);
  }
}

function drawTint(context, width, height, map, regions) {
  tint.width = map.width;
  tint.height = map.height;
  const pixels = new ImageData(map.width, map.height);
  for (let i = 0; i < map.probability.length; i++) {
    const owner = regions[map.region[i] - 1];
    const rgb = owner ? parseInt(colour(owner.id).slice(1), 16) : 0xffffff;
    pixels.data[4 * i] = rgb >> 16;
    pixels.data[4 * i + 1] = (rgb >> 8) & 255;
    pixels.data[4 * i + 2] = rgb & 255;
    pixels.data[4 * i + 3] = owner ? 40 + 0.4 * map.probability[i] : 0;
  }
  tint.getContext("2d").putImageData(pixels, 0, 0);
  context.imageSmoothingEnabled = true;
  context.drawImage(tint, 0, 0, width, height);
}

function drawName(context, width, height, region) {
  const name = region.label ? `${region.label} ${Math.round(region.labelScore * 100)} %` : `region ${region.id}`;
  const size = Math.max(11, Math.round(height / 26));
  context.font = `600 ${size}px system-ui, "DejaVu Sans", sans-serif`;
  const [left, top, , tall] = region.box;
  const wide = context.measureText(name).width + size * 0.9;
  const x = Math.min(left * width, width - wide);
  const above = top * height - size * 1.6;
  const y = above >= 0 ? above : Math.min((top + tall) * height, height - size * 1.6 - 18);
  context.fillStyle = colour(region.id);
  context.beginPath();
  context.roundRect(x, y, wide, size * 1.5, 4);
  context.fill();
  context.fillStyle = "#06181f";
  context.textBaseline = "middle";
  context.fillText(name, x + size * 0.45, y + size * 0.78);
}
