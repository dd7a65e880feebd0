// A table of fields is filled in like a sheet: arrows and Enter go from cell to cell, what is copied from
// WPS or Excel is pasted over as many cells as it has, and the sums go along.

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

/** What a text says; null where it is no plain number: then the sums stay until the form is sent. */
function amount(text: string): number | null {
  const plain = text.normalize("NFKC").replace(/,/g, "").replace("−", "-").trim();
  if (plain === "") return 0;
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : null;
}

function sum(values: (number | null)[]): number | null {
  const whole = values.reduce((all, one) => (all === null || one === null ? null : all + one), 0);
  return whole === null ? null : Math.round(whole * 1e6) / 1e6;
}

const shown = (value: number): string => value.toLocaleString("en-US", { maximumFractionDigits: 6 }).replace("-", "−");

/** What is planned, and how what is given stands to it. */
function weighed(cell: HTMLElement, given: number | null): void {
  const wanted = amount(cell.dataset.wanted ?? "");
  if (given === null || wanted === null || cell.dataset.wanted === "") return;
  const rest = sum([wanted, -given]) ?? 0;
  const word = rest === 0 ? "平" : rest > 0 ? `还差 ${shown(rest)}` : `超 ${shown(-rest)}`;
  cell.textContent = `${shown(wanted)}，${word}`;
  cell.classList.toggle("hole", rest > 0);
  cell.classList.toggle("bad", rest < 0);
}

function put(cell: Element | undefined, value: number | null): void {
  if (cell && value !== null) cell.textContent = shown(value);
}

function addUp(table: HTMLTableElement): void {
  const rows = [...table.querySelectorAll("tbody tr")];
  const cells = rows.map((row) => [...row.querySelectorAll("input")].map((field) => amount(field.value)));
  const columns = cells[0]?.length ?? 0;
  const offices = columns / 4;
  const year = (row: (number | null)[]) => sum(table.dataset.adds === "last" ? row.slice(-offices) : row);
  rows.forEach((row, at) => {
    const isEmpty = [...row.querySelectorAll("input")].every((field) => field.value.trim() === "");
    const cell = row.querySelector(".sum");
    if (isEmpty && cell) cell.textContent = "";
    else put(cell ?? undefined, year(cells[at] ?? []));
  });
  const given = Array.from({ length: columns }, (_, at) => sum(cells.map((row) => row[at] ?? null)));
  const [sums, wanted] = [...table.querySelectorAll("tfoot tr")].map((row) => [...row.querySelectorAll<HTMLElement>("td")]);
  [...given, year(given)].forEach((value, at) => put(sums?.[at], value));
  wanted?.slice(0, 5).forEach((cell, at) => weighed(cell, at < 4 ? sum(given.slice(at * offices, (at + 1) * offices)) : year(given)));
}

document.addEventListener("input", (event) => {
  const table = inMatrix(event.target)?.closest("table");
  if (table?.dataset.adds) addUp(table);
});
