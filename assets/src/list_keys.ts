// Lists: up and down choose a row, Enter opens it, Space ticks it. Proposals: J and K go through them.
import { isTyping, keysAreOff } from "./typing";

function move(rows: HTMLElement[], step: number): void {
  if (rows.length === 0) return;
  const now = rows.findIndex((row) => row.classList.contains("is-on"));
  const next = rows[Math.min(rows.length - 1, Math.max(0, now + step))];
  rows.forEach((row) => row.classList.toggle("is-on", row === next));
  next.querySelector<HTMLElement>("a, button, input")?.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || keysAreOff()) return;
  const proposals = [...document.querySelectorAll<HTMLElement>(".prop")];
  const rows = [...document.querySelectorAll<HTMLElement>("[data-rows] tbody tr")];
  const steps: Record<string, () => void> = {
    j: () => move(proposals, 1),
    k: () => move(proposals, -1),
    ArrowDown: () => move(rows, 1),
    ArrowUp: () => move(rows, -1),
  };
  const relevant = event.key.startsWith("Arrow") ? rows.length > 0 : proposals.length > 0;
  if (!relevant || !steps[event.key]) return;
  steps[event.key]();
  event.preventDefault();
});
