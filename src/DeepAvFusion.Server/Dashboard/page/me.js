// Who is signed in: what the page offers depends on it, and whoever is not is led to the door.
import { tell } from "./teaching.js";

const $ = id => document.getElementById(id);
const plain = window.fetch;
let leaving = false;

window.fetch = async (...asked) => {
  const response = await plain(...asked);
  if (response.status === 401 && !leaving) {
    leaving = true;                             // a second call would begin the way to the door anew
    location.assign(`login.html${location.hash}`);
  }
  return response;
};

/** Asks who one is; the page shows what the role may do. */
export async function introduce() {
  const response = await fetch("/api/me").catch(() => null);
  if (!response?.ok) return setTimeout(introduce, 2000);
  const me = await response.json();
  document.body.dataset.role = me.role;
  document.body.dataset.scope = me.streams === null ? "all" : "some";
  $("me").hidden = me.by === "anybody";
  $("me").querySelector("summary").textContent = me.name;
  $("me").querySelector(".role").textContent = me.streams === null ? me.role : `${me.role} of ${me.streams.join(", ") || "no stream"}`;
  $("change-password").hidden = me.by !== "session";
}

$("sign-out").addEventListener("click", async () => {
  await fetch("/api/session", { method: "DELETE" });
  location.assign("login.html");
});

$("change-password").addEventListener("click", () => {
  $("me").open = false;
  $("password-dialog").querySelector("form").reset();
  $("password-error").textContent = "";
  $("password-dialog").showModal();
});

$("password-ok").addEventListener("click", async event => {
  event.preventDefault();
  if (!$("password-dialog").querySelector("form").reportValidity()) return;
  const response = await plain("/api/me/password", {
    method: "PUT",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ old: $("password-old").value, new: $("password-new").value }),
  }).catch(() => null);
  if (response?.ok) {
    $("password-dialog").close();
    return tell({ text: "The password was changed; other sessions have ended." });
  }
  $("password-error").textContent = (await response?.json().catch(() => null))?.detail ?? "The analyzer is not reachable.";
});

document.addEventListener("click", event => {
  if (!$("me").contains(event.target)) $("me").open = false;
});
document.addEventListener("keydown", event => {
  if (event.key !== "Escape" || !$("me").open) return;
  $("me").open = false;
  $("me").querySelector("summary").focus();
});
