// What monitoring finds wrong with a stream's picture and sound, and what it measures.

/** Shows faults that are there at present; what is shown already is left alone, for screen readers would tell it anew. */
export function showFaults(section, faults) {
  const key = JSON.stringify(faults);
  if (section.dataset.key === key) return;
  section.dataset.key = key;
  section.hidden = faults.length === 0;
  section.querySelector("ul").replaceChildren(...faults.map(({ kind, detail, since }) => {
    const item = document.createElement("li");
    item.append(text("b", kind.replaceAll("-", " ")), text("span", detail), text("time", `since ${new Date(since).toLocaleTimeString()}`));
    return item;
  }));
}

/** Loudness in words, behind the level's own. */
export function loudness(sound) {
  if (!sound) return "";
  const told = [["momentary", sound.momentary], ["short-term", sound.shortTerm], ["integrated", sound.integrated]].filter(([, units]) => units !== null).map(([name, units]) => `${name} ${units.toFixed(1)} LUFS`);
  if (sound.range !== null) told.push(`range ${sound.range.toFixed(1)} LU`);
  if (sound.truePeak !== null) told.push(`true peak ${sound.truePeak.toFixed(1)} dBTP`);
  return [`\n${sound.channels} channels at ${sound.rate} Hz: ${sound.levels.map(level => `${level.toFixed(0)} dBFS`).join(", ")}`, ...told].join("\n");
}

function text(tag, content) {
  return Object.assign(document.createElement(tag), { textContent: content });
}
