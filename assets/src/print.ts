// The print button of a sheet; without script the page says which keys print it. So with words about keys: without script they do
// nothing.
for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
for (const words of document.querySelectorAll<HTMLElement>("[data-scripted]")) words.hidden = false;
