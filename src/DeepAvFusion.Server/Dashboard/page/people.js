// Users, tokens and the audit, for admins.
import { moment } from "./health.js";
import { ask, tell } from "./teaching.js";

const $ = id => document.getElementById(id);

export class People {
  #element; #next = null; #changed = null;

  constructor(element) {
    this.#element = element;
    this.#part(".add-user").addEventListener("click", () => this.#openUser(null));
    this.#part(".add-token").addEventListener("click", () => this.#openToken());
    this.#part(".more").addEventListener("click", () => this.#audit(true));
    $("user-ok").addEventListener("click", event => this.#saveUser(event));
    $("token-ok").addEventListener("click", event => this.#makeToken(event));
    $("token-copy").addEventListener("click", () => navigator.clipboard?.writeText($("token-made").value).then(() => tell({ text: "The token was copied." })));
  }

  async refresh() {
    const [{ answer: users, error }, { answer: tokens }] = await Promise.all([ask("/api/users"), ask("/api/tokens")]);
    this.#part(".error").textContent = error ?? "";
    if (error) return;
    this.#part(".users tbody").replaceChildren(...users.users.map(user => row(
      user.name, `${user.role}${user.isLocked ? " (locked)" : ""}`, streams(user.streams), user.seenAt ? moment(user.seenAt) : "never",
      [["Change", () => this.#openUser(user)], ["Remove", () => this.#remove(`user ${user.name}`, `/api/users/${encodeURIComponent(user.name)}`)]])));
    this.#part(".users .none").hidden = users.users.length > 0;
    this.#part(".tokens tbody").replaceChildren(...tokens.tokens.map(token => row(
      token.name, token.role, streams(token.streams), `${token.endsAt ? `until ${moment(token.endsAt)}` : "does not end"}, ${token.seenAt ? `used ${moment(token.seenAt)}` : "never used"}`,
      [["Revoke", () => this.#remove(`token ${token.name}`, `/api/tokens/${token.id}`)]])));
    this.#part(".tokens .none").hidden = tokens.tokens.length > 0;
    this.#audit(false);
  }

  async #audit(more) {
    const { answer } = await ask(`/api/audit${more && this.#next ? `?cursor=${this.#next}` : ""}`);
    if (!answer) return;
    this.#next = answer.next;
    const rows = answer.entries.map(entry => row(moment(entry.at), entry.who, entry.action, entry.target, entry.result, entry.origin));
    this.#part(".audit tbody")[more ? "append" : "replaceChildren"](...rows);
    this.#part(".more").hidden = !answer.next;
  }

  #openUser(user) {
    this.#changed = user;
    const dialog = $("user-dialog");
    dialog.querySelector("form").reset();
    dialog.querySelector("h2").textContent = user ? `Change ${user.name}` : "Add a user";
    $("user-name").value = user?.name ?? "";
    $("user-name").disabled = Boolean(user);
    $("user-role").value = user?.role ?? (this.#part(".users tbody").childElementCount ? "viewer" : "admin");
    $("user-streams").value = user?.streams?.join(" ") ?? "";
    $("user-password").required = !user;
    $("user-password").placeholder = user ? "stays as it is" : "12 characters at least";
    $("user-error").textContent = "";
    dialog.showModal();
  }

  async #saveUser(event) {
    event.preventDefault();
    if (!$("user-dialog").querySelector("form").reportValidity()) return;
    const body = { role: $("user-role").value, streams: list($("user-streams").value), password: $("user-password").value || null };
    const { error } = this.#changed ? await ask(`/api/users/${encodeURIComponent(this.#changed.name)}`, "PUT", body) : await ask("/api/users", "POST", { ...body, name: $("user-name").value.trim() });
    if (error) return ($("user-error").textContent = error);
    $("user-dialog").close();
    this.refresh();
  }

  #openToken() {
    $("token-dialog").querySelector("form").reset();
    $("token-error").textContent = "";
    $("token-told").hidden = true;
    $("token-ok").hidden = false;
    $("token-dialog").showModal();
  }

  async #makeToken(event) {
    event.preventDefault();
    if (!$("token-dialog").querySelector("form").reportValidity()) return;
    const { answer, error } = await ask("/api/tokens", "POST", {
      name: $("token-name").value.trim(), role: $("token-role").value, streams: list($("token-streams").value), days: $("token-days").value ? Number($("token-days").value) : null,
    });
    if (error) return ($("token-error").textContent = error);
    $("token-made").value = answer.token;
    $("token-told").hidden = false;
    $("token-ok").hidden = true;
    $("token-made").select();
    this.refresh();
  }

  async #remove(what, path) {
    if (!confirm(`Remove the ${what}?`)) return;
    const { error } = await ask(path, "DELETE");
    if (error) return tell({ error });
    this.refresh();
  }

  #part(selector) {
    return this.#element.querySelector(selector);
  }
}

function row(first, ...cells) {
  const line = document.createElement("tr");
  const head = Object.assign(document.createElement("th"), { scope: "row" });
  head.append(first);
  line.append(head, ...cells.map(content => {
    const cell = document.createElement("td");
    cell.append(...(Array.isArray(content) ? content.map(([text, act]) => {
      const button = Object.assign(document.createElement("button"), { type: "button", textContent: text, ariaLabel: `${text} ${first}` });
      button.addEventListener("click", act);
      return button;
    }) : [content]));
    return cell;
  }));
  return line;
}

function streams(names) {
  return names === null ? "all" : names.join(", ") || "none";
}

/** Names with blanks or commas between them; none stands for all. */
function list(text) {
  const names = text.split(/[\s,]+/).filter(Boolean);
  return names.length ? names : null;
}
