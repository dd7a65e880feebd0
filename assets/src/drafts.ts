// Nothing typed is lost: what stands in a form is kept in this tab until it is sent and accepted.
const prefix = "kedu.draft:";

function keyOf(form: HTMLFormElement): string | null {
  return form.dataset.draft ? prefix + form.dataset.draft : null;
}

function fields(form: HTMLFormElement): [string, string][] {
  const pairs: [string, string][] = [];
  for (const [name, value] of new FormData(form)) if (typeof value === "string" && name !== "version") pairs.push([name, value]);
  return pairs;
}

document.addEventListener("input", (event) => {
  const form = (event.target as HTMLElement).closest<HTMLFormElement>("form[data-draft]");
  const key = form && keyOf(form);
  if (form && key) sessionStorage.setItem(key, JSON.stringify(fields(form)));
});

function offer(form: HTMLFormElement, key: string): void {
  const kept = sessionStorage.getItem(key);
  if (!kept || form.closest("main")?.querySelector(".errors")) return;
  const say = document.createElement("p");
  say.className = "say";
  say.append("这张表上次没有提交，内容还在。");
  const take = document.createElement("button");
  take.type = "button";
  take.className = "btn btn--s";
  take.textContent = "取回上次填的";
  take.addEventListener("click", () => {
    for (const [name, value] of JSON.parse(kept) as [string, string][]) {
      const field = form.elements.namedItem(name);
      if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement || field instanceof HTMLTextAreaElement) field.value = value;
    }
    say.remove();
  });
  say.append(take);
  form.before(say);
}

document.addEventListener("DOMContentLoaded", () => {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-draft]")) {
    const key = keyOf(form);
    if (key) offer(form, key);
  }
  // A page that shows the result of an act clears the form that led to it.
  const done = document.querySelector<HTMLElement>("[data-draft-done]")?.dataset.draftDone;
  if (done) sessionStorage.removeItem(prefix + done);
});
