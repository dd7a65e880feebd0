// A form that came back with errors: the summary gets the focus, so it is read out.
function summary(): void {
  document.querySelector<HTMLElement>(".errors[role=alert]")?.focus();
}

document.addEventListener("DOMContentLoaded", summary);
document.addEventListener("htmx:after:swap", summary);
