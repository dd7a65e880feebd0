// The figure panel beside the page: a number opens it, Esc or its cross closes it and gives the
// focus back to the number. Without script both are links to pages.
const app = () => document.getElementById("app");
const panel = () => document.getElementById("figure");
const closer = () => document.querySelector<HTMLAnchorElement>("#figure .panel__head a.top__i");
let opener: HTMLElement | null = null;

/** Numbers swap #figure; where no panel is open yet, its place is made. */
function makePlace(): void {
  const frame = app();
  if (!frame || panel() || !document.querySelector('[hx-target="#figure"]')) return;
  const place = document.createElement("aside");
  place.id = "figure";
  place.hidden = true;
  frame.append(place);
}

function mark(link: HTMLElement | null): void {
  for (const other of document.querySelectorAll("a.fig[aria-current]")) other.removeAttribute("aria-current");
  link?.setAttribute("aria-current", "true");
}

function close(link: HTMLAnchorElement): void {
  panel()?.remove();
  app()?.classList.remove("has-panel");
  makePlace();
  mark(null);
  history.pushState({ htmx: true }, "", link.href);
  if (opener?.isConnected) opener.focus();
  opener = null;
}

document.addEventListener("DOMContentLoaded", makePlace);

document.addEventListener("click", (event) => {
  if (!(event.target instanceof Element)) return;
  const cross = event.target.closest("a");
  if (cross && cross === closer() && opener) {
    event.preventDefault();
    close(cross);
  }
});

document.addEventListener("htmx:after:swap", (event) => {
  // Of several numbers that were pressed, the one whose panel came: the others were called off.
  const by = (event as CustomEvent<{ ctx?: { sourceElement: HTMLElement } }>).detail?.ctx?.sourceElement;
  if (by?.matches('a[hx-target="#figure"]') && !by.closest("#figure")) opener = by;
  makePlace();
  const open = !!closer();
  app()?.classList.toggle("has-panel", open);
  if (!open || !opener || panel()?.contains(document.activeElement)) return;
  mark(opener);
  const title = panel()?.querySelector<HTMLElement>("h2");
  if (title) title.tabIndex = -1;
  title?.focus({ preventScroll: true });
});

document.addEventListener("keydown", (event) => {
  const link = closer();
  if (event.key !== "Escape" || !link || document.querySelector("dialog[open]")) return;
  event.preventDefault();
  if (opener) close(link);
  else link.click();
});
