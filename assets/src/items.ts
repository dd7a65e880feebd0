// One item of the page is chosen: a proposal, a row of a list, a row of a queue. J and K, or the
// arrows, go from one to the next; Space ticks it; Enter follows its link, as the browser does.
import { isForPage, lettersAreOff } from "./typing";

const steps: Record<string, number> = { j: 1, k: -1, ArrowDown: 1, ArrowUp: -1 };

function items(): HTMLElement[] {
  const marked = document.querySelectorAll<HTMLElement>("[data-item]");
  return [...(marked.length > 0 ? marked : document.querySelectorAll<HTMLElement>("[data-rows] tbody tr"))];
}

/** What an item is, or what it stands in. */
export const itemOrList = "[data-item], [data-rows] tbody";

/** The chosen item; keys of acts belong to it first. */
export function chosen(): HTMLElement | null {
  return items().find((item) => item.classList.contains("is-on")) ?? null;
}

function choose(step: number): boolean {
  const all = items();
  if (all.length === 0) return false;
  const now = all.findIndex((item) => item.classList.contains("is-on"));
  const next = all[Math.min(all.length - 1, Math.max(0, now + (now < 0 ? Math.max(step, 0) || 1 : step)))];
  turnOn(next);
  next.querySelector<HTMLElement>("a[href], button")?.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
  return true;
}

function turnOn(chosen: HTMLElement): void {
  for (const item of items()) item.classList.toggle("is-on", item === chosen);
}

/** An act answers with its item in the address, and a mark in the text leads to it: it is the chosen one, so that J goes on from there. */
function chooseNamed(): void {
  const named = items().find((item) => item.id && `#${item.id}` === location.hash);
  if (named) turnOn(named);
}

function tick(): boolean {
  const box = chosen()?.querySelector<HTMLInputElement>("input[type=checkbox]");
  box?.click();
  return !!box;
}

document.addEventListener("DOMContentLoaded", chooseNamed);
addEventListener("hashchange", chooseNamed);

document.addEventListener("keydown", (event) => {
  if (!isForPage(event)) return;
  const letter = event.key.length === 1 && event.key !== " ";
  if (letter && lettersAreOff()) return;
  const step = steps[event.key.toLowerCase()] ?? steps[event.key];
  const onButton = event.target instanceof HTMLButtonElement;
  const done = step ? choose(step) : event.key === " " && !onButton && tick();
  if (done) event.preventDefault();
});
