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

function view(key: string): boolean {
  if (lettersAreOff() || !/^[1-9]$/.test(key)) return false;
  const views = document.querySelectorAll<HTMLAnchorElement>(".views a[href]:not(.views__save)");
  const chosen = views[Number(key) - 1];
  chosen?.click();
  return !!chosen;
}

document.addEventListener("DOMContentLoaded", makeHead);

document.addEventListener("keydown", (event) => {
  if (!isForPage(event)) return;
  if (event.key === "Escape" ? clear() : view(event.key)) event.preventDefault();
});
