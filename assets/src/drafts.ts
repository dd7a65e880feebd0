// Nothing typed is lost: what stands in a form is kept in this tab until the act has succeeded,
// so an expired session, a lost connection or a closed page cost nothing but the files.
import { content, isWork, refill, workOf } from "./forms";

const prefix = "kedu.draft:";
type Draft = { kept: [string, string][]; sent: boolean };

const target = (form: HTMLFormElement) => new URL(form.getAttribute("action") || location.href, location.href).pathname;

/** Whose draft of which form; another person at the same machine is not offered it. */
function keyOf(form: HTMLFormElement): string {
  const person = document.querySelector('.top a[href="/me"]')?.textContent?.trim() ?? "";
  return `${prefix}${person}:${location.pathname}:${target(form)}`;
}

const keys = () => Object.keys(sessionStorage).filter((key) => key.startsWith(prefix));
const read = (key: string): Draft | null => JSON.parse(sessionStorage.getItem(key) ?? "null");
const write = (key: string, draft: Draft) => sessionStorage.setItem(key, JSON.stringify(draft));

function keep(form: HTMLFormElement, sent: boolean): void {
  write(keyOf(form), { kept: content(form), sent });
}

/** A page that asks, refuses or failed shows that the act has not happened. */
function settleSent(): void {
  const failed = location.pathname === "/sign-in" || document.querySelector(".errors, .plain");
  for (const key of keys()) {
    const draft = read(key);
    if (!draft?.sent) continue;
    if (failed) write(key, { ...draft, sent: false });
    else sessionStorage.removeItem(key);
  }
}

function offer(form: HTMLFormElement): void {
  const draft = read(keyOf(form));
  // A form that came back with its errors holds what was typed already.
  if (!draft || document.querySelector(".errors")) return;
  if (JSON.stringify(draft.kept) === JSON.stringify(content(form))) return;
  const say = document.createElement("p");
  say.className = "say flow";
  say.setAttribute("role", "status");
  say.append("这张表上次填了没有提交，内容还在（文件要重新选）。", button("取回上次填的", () => refill(form, draft.kept)), button("不要了", () => sessionStorage.removeItem(keyOf(form))));
  say.addEventListener("click", (event) => event.target instanceof HTMLButtonElement && say.remove());
  form.before(say);
}

function button(words: string, act: () => void): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "btn btn--s";
  made.textContent = words;
  made.addEventListener("click", act);
  return made;
}

document.addEventListener("input", (event) => {
  const form = event.isTrusted ? workOf(event.target) : null;
  if (form) keep(form, false);
});

/** The page after a sign-in sends what was typed on, in a form of hidden fields to the same place. */
function markSent(to: string): void {
  for (const key of keys()) {
    const draft = key.endsWith(`:${to}`) ? read(key) : null;
    if (draft) write(key, { ...draft, sent: true });
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target as HTMLFormElement;
  if (target(form) === "/sign-out") for (const key of keys()) sessionStorage.removeItem(key);
  else if (isWork(form) && sessionStorage.getItem(keyOf(form))) keep(form, true);
  else if (form.method === "post") markSent(target(form));
});

document.addEventListener("DOMContentLoaded", () => {
  settleSent();
  for (const form of document.forms) if (isWork(form)) offer(form);
});
