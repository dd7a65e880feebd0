// Which forms hold work that must not be lost, and what stands in them.

/** The form of an act around an element; searches, sign-in, one-button forms and ticks in a list hold no work. */
export function workOf(target: EventTarget | null): HTMLFormElement | null {
  const field = target instanceof Element ? target.closest<HTMLInputElement>("input, textarea, select") : null;
  return field?.form && isWork(field.form) ? field.form : null;
}

export function isWork(form: HTMLFormElement): boolean {
  return form.method === "post" && !form.matches("[data-picks]") && !form.querySelector("input[type=password]") && typed(form).length > 0;
}

type Typed = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
const silent = ["hidden", "submit", "button", "image", "reset", "file", "password"];

/** The fields that a person fills and a page can fill again. */
export function typed(form: HTMLFormElement): Typed[] {
  return [...form.elements].filter((field): field is Typed => {
    const known = field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement || field instanceof HTMLSelectElement;
    return known && !!field.name && !silent.includes(field.type);
  });
}

const isBox = (field: Typed): field is HTMLInputElement => field.type === "checkbox" || field.type === "radio";

/** What stands in a form: name and value, a box only when it is ticked. */
export function content(form: HTMLFormElement): [string, string][] {
  return typed(form).filter((field) => !isBox(field) || field.checked).map((field) => [field.name, field.value]);
}

/** Puts it back, in the order of the form. */
export function refill(form: HTMLFormElement, kept: [string, string][]): void {
  const rest = [...kept];
  for (const field of typed(form)) {
    const at = rest.findIndex(([name, value]) => name === field.name && (!isBox(field) || value === field.value));
    if (isBox(field)) field.checked = at >= 0;
    else if (at >= 0) field.value = rest[at][1];
    if (at >= 0) rest.splice(at, 1);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}
