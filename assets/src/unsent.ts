// Leaving a page with changes that were not sent asks once, in the browser's own words.
import { content, isWork, workOf } from "./forms";

const begun = new Map<HTMLFormElement, string>();
let sending = false;

document.addEventListener("focusin", (event) => {
  const form = workOf(event.target);
  if (form && !begun.has(form)) begun.set(form, JSON.stringify(content(form)));
});

document.addEventListener("submit", (event) => {
  // A form that a script answers in place leaves no page.
  sending = event.target instanceof HTMLFormElement && !event.defaultPrevented;
});

addEventListener("pageshow", () => (sending = false));

addEventListener("beforeunload", (event) => {
  const changed = [...begun].some(([form, before]) => form.isConnected && isWork(form) && JSON.stringify(content(form)) !== before);
  if (changed && !sending) event.preventDefault();
});
