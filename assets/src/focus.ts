// A form that came back with errors: the summary gets the focus, so that it is read out.
function toErrors(): void {
  const summary = document.querySelector<HTMLElement>(".errors[role=alert]");
  if (!summary || summary.contains(document.activeElement)) return;
  summary.tabIndex = -1;
  summary.focus();
}

document.addEventListener("DOMContentLoaded", toErrors);
document.addEventListener("htmx:after:swap", toErrors);
