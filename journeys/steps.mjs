// The steps that stories are told in, by the words a person reads on the page.
import assert from "node:assert/strict";

/** Follows a link or presses a button. */
export async function press(page, name) {
  const found = page.getByRole("button", { name }).or(page.getByRole("link", { name }));
  await found.first().click();
}

/** Fills the fields that are labelled so; an option is chosen by its words, a file by its content. */
export async function fill(page, fields) {
  for (const [label, value] of Object.entries(fields)) await fillOne(page.getByLabel(labelled(label)).and(page.locator("input, select, textarea")).first(), value);
}

/** The label itself, perhaps with a note that it may or must not stay empty. */
function labelled(label) {
  return new RegExp(`^\\s*${label.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}\\s*(（可空）|必填，写进目标档案)?\\s*$`);
}

async function fillOne(field, value) {
  const kind = await field.evaluate((element) => (element.tagName === "SELECT" ? "select" : element.type));
  if (kind === "select") {
    const words = await field.locator("option").allTextContents();
    const option = words.find((text) => text.includes(value));
    assert.ok(option, `no option says ${value}: ${words.join("; ")}`);
    await field.selectOption({ label: option });
  } else if (kind === "file") await field.setInputFiles(value);
  else if (kind === "checkbox" || kind === "radio") await field.setChecked(value);
  else await field.fill(value);
}

/** The page says this, where a person sees it. */
export async function reads(page, words) {
  await page.getByText(words).first().waitFor();
}

export async function title(page, words) {
  await page.getByRole("heading", { level: 1, name: words }).waitFor();
}

/** A small valid PDF, enough to be a voucher; `words` makes its content its own. */
export function pdf(name, words) {
  const text = `BT /F1 12 Tf 40 120 Td (${words.replace(/[^ -~]/g, "?").replace(/[()\\]/g, " ")}) Tj ET`;
  const parts = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 420 180] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    `<< /Length ${text.length} >>\nstream\n${text}\nendstream`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
  ];
  let file = "%PDF-1.4\n";
  const places = parts.map((part, at) => {
    const place = file.length;
    file += `${at + 1} 0 obj\n${part}\nendobj\n`;
    return place;
  });
  const table = places.map((place) => `${String(place).padStart(10, "0")} 00000 n \n`).join("");
  const end = `xref\n0 ${parts.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${parts.length + 1} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`;
  return { name, mimeType: "application/pdf", buffer: Buffer.from(file + end, "latin1") };
}
