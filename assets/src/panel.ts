// The side panel: Esc closes it and gives the focus back to the number that opened it.
let opener: HTMLElement | null = null;

document.addEventListener("click", (event) => {
  const link = (event.target as HTMLElement).closest?.<HTMLElement>("a.fig");
  if (link) opener = link;
});

document.addEventListener("htmx:after:swap", () => {
  const panel = document.querySelector<HTMLElement>("#panel");
  const open = !!panel?.querySelector(".panel__head");
  document.querySelector("#app")?.classList.toggle("has-panel", open);
  if (open && opener) panel?.querySelector<HTMLElement>("h2, h1")?.focus();
});

document.addEventListener("keydown", (event) => {
  const close = document.querySelector<HTMLAnchorElement>("#panel [data-close]");
  if (event.key !== "Escape" || !close) return;
  if (!opener) {
    close.click();
    return;
  }
  document.querySelector("#panel")?.replaceChildren();
  document.querySelector("#app")?.classList.remove("has-panel");
  history.replaceState(null, "", close.href);
  opener.focus();
  opener = null;
});
