// Rows of a list are ticked for one act. A box in the head ticks those of the page, Esc clears them, and 1 to 9 go to the views.
// What the ticked rows come to is asked by their form (hx-post); without script its buttons lead to the same as a page.
import { isForPage, lettersAreOff } from "./typing";

const boxes = () => [...document.querySelectorAll<HTMLInputElement>("[data-rows] input[type=checkbox][name=row]")];

function tell(): void {
  document.querySelector("[data-rows]")?.dispatchEvent(new Event("change", { bubbles: true }));
}

/** The box in the head; it would do nothing without script, so it is made here. */
function makeHead(): void {
  const head = document.querySelector<HTMLElement>("[data-tick-all]");
  if (!head) return;
  const box = document.createElement("input");
  box.type = "checkbox";
  box.setAttribute("aria-label", head.dataset.tickAll ?? "");
  box.addEventListener("change", () => boxes().forEach((one) => (one.checked = box.checked)));
  head.replaceChildren(box);
  document.addEventListener("change", () => {
    const ticked = boxes().filter((one) => one.checked).length;
    box.checked = ticked > 0 && ticked === boxes().length;
    box.indeterminate = ticked > 0 && !box.checked;
  });
}

function clear(): boolean {
  const form = boxes().find((one) => one.checked)?.form;
  form?.reset();
  if (form) tell();
  return !!form;
}

type Asked = { target?: Element };
const asked = (event: Event): Asked | undefined => (event as CustomEvent<{ ctx?: Asked }>).detail?.ctx;
/** How often ticks have changed, and how often they had when a request was sent. */
let changes = 0;
const askedAt = new WeakMap<Asked, number>();

const told = () => document.getElementById("picked");

/** The bar offers what it tells, and only without that what it offers without script. */
function offer(): void {
  const bar = told()?.closest<HTMLElement>(".bulk");
  if (!bar) return;
  bar.classList.toggle("bulk--told", !!told()?.hasChildNodes());
  // What has the focus is not under the bar, however much it tells; below it on the phone stands the dock.
  const phone = matchMedia("(max-width: 47.99rem)").matches ? 80 : 24;
  document.documentElement.style.scrollPaddingBottom = told()?.hasChildNodes() ? `${bar.offsetHeight + phone}px` : "";
}

/** What the bar tells is of the ticks before: nothing is done by it until it is told anew. */
function isPast(): void {
  told()?.setAttribute("aria-busy", "true");
  told()?.querySelectorAll("button").forEach((button) => (button.disabled = true));
}

/** The act is done to what is ticked at the press, whatever was told before. */
function sendTicks(form: HTMLFormElement): void {
  form.querySelectorAll("[name=ticked]").forEach((old) => old.remove());
  if (document.querySelector("[data-picks] [name=all]:checked")) return;
  const ticked = boxes().filter((one) => one.checked).map((one) => one.value);
  for (const value of ["", ...ticked]) {
    const sent = document.createElement("input");
    Object.assign(sent, { type: "hidden", name: "ticked", value });
    form.append(sent);
  }
}

function view(key: string): boolean {
  if (lettersAreOff() || !/^[1-9]$/.test(key)) return false;
  const views = document.querySelectorAll<HTMLAnchorElement>(".views a[href]:not(.views__save)");
  const chosen = views[Number(key) - 1];
  chosen?.click();
  return !!chosen;
}

document.addEventListener("DOMContentLoaded", makeHead);

document.addEventListener("change", (event) => {
  if (!(event.target instanceof Element && event.target.closest("[data-rows], [data-picks]"))) return;
  changes += 1;
  isPast();
});

document.addEventListener("htmx:before:request", (event) => {
  const by = asked(event);
  if (by) askedAt.set(by, changes);
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form instanceof HTMLFormElement && form.id === "together" && told()?.contains(form)) sendTicks(form);
});

// Where nothing came, the bar offers what it offers without script.
document.addEventListener("htmx:error", (event) => {
  const by = asked(event);
  if (by?.target && by.target === told()) told()?.replaceChildren();
  offer();
});

document.addEventListener("htmx:after:swap", (event) => {
  const by = asked(event);
  offer();
  // What was ticked between the question and its answer is asked already.
  if (by?.target && by.target === told() && askedAt.get(by) !== changes) isPast();
});

document.addEventListener("keydown", (event) => {
  if (!isForPage(event)) return;
  if (event.key === "Escape" ? clear() : view(event.key)) event.preventDefault();
});
