// Shows at once how an amount or a day was read; the server decides.
const units: [RegExp, number][] = [[/亿元?$/, 1e8], [/万元?$/, 1e4], [/元$/, 1]];

function halfWidth(text: string): string {
  return text.replace(/[！-～]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0)).replace(/[,，\s]/g, "");
}

export function yuan(text: string, unit: number): string | null {
  let plain = halfWidth(text);
  for (const [ending, scale] of units) {
    if (ending.test(plain)) {
      plain = plain.replace(ending, "");
      unit = scale;
      break;
    }
  }
  if (!/^-?\d+(\.\d+)?$/.test(plain)) return null;
  const amount = Number(plain) * unit;
  return amount.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}

document.addEventListener("input", (event) => {
  const field = event.target as HTMLInputElement;
  const unit = Number(field.dataset?.money);
  if (!unit) return;
  const help = document.getElementById(`${field.id}-echo`);
  if (!help) return;
  const read = yuan(field.value, unit);
  help.textContent = read ? `= ${read} 元` : "";
});
