// A table of fields is filled in like a sheet: arrows and Enter go from cell to cell, and what is
// copied from WPS or Excel is pasted over as many cells as it has.

type Field = HTMLInputElement;

const inMatrix = (target: EventTarget | null): Field | null =>
  target instanceof HTMLInputElement && target.closest("table[data-matrix]") ? target : null;

/** The fields of the table, a list for each line that has some. */
function grid(field: Field): Field[][] {
  const lines = [...(field.closest("table")?.querySelectorAll("tbody tr") ?? [])];
  return lines.map((line) => [...line.querySelectorAll("input")]).filter((line) => line.length > 0);
}

function place(lines: Field[][], field: Field): [number, number] {
  const row = lines.findIndex((line) => line.includes(field));
  return [row, lines[row]?.indexOf(field) ?? -1];
}

/** At its edge the caret leaves the cell; inside it moves within the number. */
function leaves(field: Field, key: string): boolean {
  const [start, end, length] = [field.selectionStart, field.selectionEnd, field.value.length];
  const whole = start === 0 && end === length;
  if (key === "ArrowLeft") return whole || (start === 0 && end === 0);
  if (key === "ArrowRight") return whole || (start === length && end === length);
  return true;
}

const steps: Record<string, [number, number]> = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], Enter: [1, 0] };

document.addEventListener("keydown", (event) => {
  const field = inMatrix(event.target);
  const step = steps[event.key];
  if (!field || !step || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  if (!leaves(field, event.key)) return;
  const lines = grid(field);
  const [row, column] = place(lines, field);
  const next = lines[row + step[0]]?.[column + step[1]];
  // Enter in the last line would send the form by its first button: a cell is no place to do that.
  if (next || event.key === "Enter") event.preventDefault();
  next?.focus();
  next?.select();
});

document.addEventListener("paste", (event) => {
  const field = inMatrix(event.target);
  const text = event.clipboardData?.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n$/, "") ?? "";
  if (!field || !/[\t\n]/.test(text)) return;
  event.preventDefault();
  const lines = grid(field);
  const [row, column] = place(lines, field);
  text.split("\n").forEach((line, down) =>
    line.split("\t").forEach((value, right) => {
      const cell = lines[row + down]?.[column + right];
      if (cell) cell.value = value.trim();
    }),
  );
  field.dispatchEvent(new Event("input", { bubbles: true }));
});
