// What is said of sounds: sends it, and tells what became of it.
let hide = null;

/** Sends a correction; tells whether it was kept. */
export async function say(correction) {
  const by = teacher();
  const response = await fetch("/api/learning/corrections", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(by ? { ...correction, by } : correction),
  }).catch(() => null);
  if (!response) return { error: "The analyzer is not reachable." };
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) return { error: answer.detail ?? answer.title ?? `The analyzer refused it (${response.status}).` };
  const what = correction.nothing ? "nothing sounds" : correction.isNot ? `not ${answer.label}` : answer.label;
  return { text: answer.kept.length ? `Kept ${answer.kept.length} of ${answer.windows} windows: ${what}.` : `Nothing new: ${answer.notes.join("; ")}.` };
}

/** A line at the foot of the page, for a while. */
export function tell({ text, error }) {
  const told = document.getElementById("told");
  told.textContent = error ?? text;
  told.className = error ? "bad" : "";
  told.hidden = false;
  clearTimeout(hide);
  hide = setTimeout(() => (told.hidden = true), error ? 9000 : 4000);
}

export function teacher(name) {
  if (name !== undefined) localStorage.setItem("teacher", name.trim());
  return localStorage.getItem("teacher") ?? "";
}

/** Asks and answers with what came, or an error of one line. */
export async function ask(path, method = "GET", body = undefined) {
  const options = body === undefined ? { method } : { method, headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  const response = await fetch(path, options).catch(() => null);
  if (!response) return { error: "The analyzer is not reachable." };
  const answer = response.status === 204 ? null : await response.json().catch(() => null);
  return response.ok ? { answer } : { error: answer?.detail ?? `The analyzer refused it (${response.status}).` };
}
