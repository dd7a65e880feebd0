// G and a letter go to a room; / and Ctrl+K open the command box; an element with data-key is pressed
// by that letter, the chosen item's own before the page's.
import { chosen, itemOrList } from "./items";
import { openCommand } from "./command";
import { isForPage, lettersAreOff } from "./typing";

/** Where G and a letter lead; a place that is not in this person's navigation is no place. */
export const places: Record<string, string> = { d: "/", p: "/plan", n: "/notices", l: "/ledger", v: "/ledger/queue", f: "/firms" };
const patience = 1200;
/** When G was pressed; long ago, so that a letter in the first second of a page is its own. */
let afterG = -Infinity;

export function placeFor(letter: string): HTMLAnchorElement | null {
  const path = places[letter];
  return path ? document.querySelector<HTMLAnchorElement>(`nav a[href="${path}"]`) : null;
}

function go(letter: string): boolean {
  const waiting = performance.now() - afterG < patience;
  afterG = letter === "g" ? performance.now() : -Infinity;
  const place = waiting ? placeFor(letter) : null;
  place?.click();
  return !!place;
}

function press(letter: string): boolean {
  const which = `[data-key="${CSS.escape(letter)}"]`;
  const outside = [...document.querySelectorAll<HTMLElement>(which)].find((found) => !found.closest(itemOrList));
  const named = chosen()?.querySelector<HTMLElement>(which) ?? outside;
  // A click on what unfolds does nothing; its summary is what unfolds it.
  const target = named?.matches("details") ? named.querySelector<HTMLElement>("summary") : named;
  if (!target) return false;
  if (target.matches("input, textarea, select")) target.focus();
  else target.click();
  if (target.matches("summary")) ask(target);
  return true;
}

/** What unfolds asks for something, mostly a reason: it has the focus, in sight. */
function ask(summary: HTMLElement): void {
  const field = summary.parentElement?.querySelector<HTMLElement>("input:not([type=hidden]), textarea, select");
  field?.focus({ preventScroll: true });
  field?.scrollIntoView({ block: "nearest" });
}

document.addEventListener("keydown", (event) => {
  const key = event.key.toLowerCase();
  if ((event.ctrlKey || event.metaKey) && key === "k" && openCommand()) event.preventDefault();
  if (!isForPage(event)) return;
  if (lettersAreOff()) return;
  if (key === "/" ? openCommand() : go(key) || press(key)) event.preventDefault();
});
