// A form on its way is not sent a second time: on a slow line a second press would make a second record. It can be sent again
// when the page is back, when Esc has stopped it, or after a while without an answer.
const patience = 60_000;
/** The forms, and how each is let go. */
const going = new Map<HTMLFormElement, () => void>();

function hold(form: HTMLFormElement): void {
  const buttons = [...form.elements].filter((one) => one.matches("button:not([type=button]):not([aria-disabled])"));
  const tooLong = setTimeout(() => release(form), patience);
  form.setAttribute("aria-busy", "true");
  buttons.forEach((button) => button.setAttribute("aria-disabled", "true"));
  going.set(form, () => {
    clearTimeout(tooLong);
    form.removeAttribute("aria-busy");
    buttons.forEach((button) => button.removeAttribute("aria-disabled"));
  });
}

function release(form: HTMLFormElement): void {
  going.get(form)?.();
  going.delete(form);
}

const releaseAll = () => [...going.keys()].forEach(release);

// First of all who listen: to the others a second press has not happened.
document.addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !going.has(form)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  },
  true,
);

// Last of all: what another script answers in place is not on its way.
addEventListener("submit", (event) => {
  const form = event.target;
  if (form instanceof HTMLFormElement && form.method === "post" && !event.defaultPrevented) hold(form);
});

addEventListener("pageshow", releaseAll);
document.addEventListener("keydown", (event) => event.key === "Escape" && releaseAll());
