// Signing in: by name and password, or by a token that becomes a cookie.
const $ = id => document.getElementById(id);

/** Back to where one came from, on this site. */
function back() {
  location.replace("/" + (/^#[a-z]+$/.test(location.hash) ? location.hash : ""));
}

function tell(text) {
  $("error").textContent = text;
}

$("sign-in").addEventListener("submit", async event => {
  event.preventDefault();
  const button = $("sign-in").querySelector(".primary");
  button.disabled = true;
  tell("");
  const response = await fetch("/api/session", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ name: $("name").value.trim(), password: $("password").value }),
  }).catch(() => null);
  button.disabled = false;
  if (response?.ok) return back();
  const problem = await response?.json().catch(() => null);
  tell(problem?.detail ?? "The analyzer is not reachable.");
  $("password").select();
});

$("with-token").addEventListener("click", async () => {
  const response = await fetch(`/?token=${encodeURIComponent($("token").value)}`, { redirect: "manual" }).catch(() => null);
  if (response?.type === "opaqueredirect") return back();
  const problem = await response?.json().catch(() => null);
  tell(problem?.detail ?? "The analyzer is not reachable.");
});
