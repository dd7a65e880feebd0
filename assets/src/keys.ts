// G and a letter go somewhere; / goes to the search; an element with data-key is pressed by it.
import { isTyping, keysAreOff } from "./typing";

const places: Record<string, string> = { d: "/", p: "/plan", n: "/notices", l: "/ledger", f: "/firms", v: "/ledger/queue" };
let afterG = 0;

function goTo(key: string): boolean {
  const place = performance.now() - afterG < 1200 ? places[key] : undefined;
  afterG = 0;
  if (place) location.href = place;
  return !!place;
}

function press(key: string): boolean {
  const scope = document.querySelector(".prop.is-on") ?? document;
  const target = scope.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`) ?? document.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`);
  if (!target) return false;
  if (target.matches("input, textarea, select")) target.focus();
  else target.click();
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || keysAreOff()) return;
  const key = event.key.toLowerCase();
  if (goTo(key)) event.preventDefault();
  else if (key === "g") afterG = performance.now();
  else if (key === "/") {
    const search = document.querySelector<HTMLInputElement>("#seek, .filters input[name=q]");
    if (search) {
      search.focus();
      event.preventDefault();
    }
  } else if (press(key)) event.preventDefault();
});
