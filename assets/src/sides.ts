// Two editors of one row: who chooses a side sees it in the field, who types in the field has chosen the own side.

function radios(form: HTMLFormElement | null, field: string): HTMLInputElement[] {
  return form ? [...form.elements].filter((one): one is HTMLInputElement => one instanceof HTMLInputElement && one.name === `pick.${field}`) : [];
}

document.addEventListener("input", (event) => {
  const field = event.target;
  if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement || field instanceof HTMLSelectElement)) return;
  if (field instanceof HTMLInputElement && field.dataset.fills !== undefined) {
    const filled = field.form?.elements.namedItem(field.name.slice("pick.".length));
    if (filled && "value" in filled) filled.value = field.dataset.fills;
    return;
  }
  for (const radio of radios(field.form, field.name)) radio.checked = radio.value === "mine";
});
