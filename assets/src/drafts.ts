// Nothing typed is lost: what stands in a form is kept in this tab until the act has succeeded,
// so an expired session, a lost connection or a closed page cost nothing but the files.
import { content, isWork, refill, workOf } from "./forms";
import * as kept from "./kept";

const target = (form: HTMLFormElement) => new URL(form.getAttribute("action") || location.href, location.href).pathname;

/** Whose draft of which form; another person at the same machine is not offered it. */
function keyOf(form: HTMLFormElement): string {
  const person = document.querySelector('.top a[href="/me"]')?.textContent?.trim() ?? "";
  return kept.keyOf(person, location.pathname, target(form));
}

function offer(form: HTMLFormElement): void {
  const draft = kept.read(keyOf(form));
  // A form that came back with its errors holds what was typed already.
  if (!draft || document.querySelector(".errors")) return;
  if (JSON.stringify(draft.kept) === JSON.stringify(content(form))) return;
  const say = document.createElement("p");
  say.className = "say flow";
  say.setAttribute("role", "status");
  say.append("这张表上次填了没有提交，内容还在（文件要重新选）。", button("取回上次填的", () => refill(form, draft.kept)), button("不要了", () => kept.forget(keyOf(form))));
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
  if (form) kept.keep(keyOf(form), content(form));
});

document.addEventListener("submit", (event) => {
  const form = event.target as HTMLFormElement;
  const own = isWork(form) && kept.read(keyOf(form));
  if (target(form) === "/sign-out") kept.forgetAll();
  else if (form.method === "post") kept.send(keyOf(form), target(form), own ? content(form) : null);
});

document.addEventListener("DOMContentLoaded", () => {
  // A page that asks, refuses or failed shows that the act has not happened.
  kept.settle(location.pathname === "/sign-in" || !!document.querySelector(".errors, .plain"));
  for (const form of document.forms) if (isWork(form)) offer(form);
});
