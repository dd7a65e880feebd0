// How an amount or a day is read from what a person types. The server decides; this only says
// at once how it will be read. tests/readings.json holds the cases.

const wide: Record<string, string> = { "，": ",", "　": " ", "\u00a0": " ", "−": "-", "–": "-" };
const units: [string, bigint][] = [["亿元", 10_000_000_000n], ["亿", 10_000_000_000n], ["万元", 1_000_000n], ["万", 1_000_000n], ["元", 100n]];

function halfWidth(text: string): string {
  const plain = text.replace(/[０-９Ａ-Ｚａ-ｚ．－／％＋]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0));
  return plain.replace(/[，　\u00a0−–]/g, (c) => wide[c]).trim();
}

/** `360,000.00` yuan; `unit` is what a bare number is in, in yuan (1, 10000). Null: unreadable. */
export function readMoney(text: string, unit: number): string | null {
  let plain = halfWidth(text).replace(/[, ¥￥]/g, "");
  let scale = BigInt(unit) * 100n;
  const named = units.find(([name]) => plain.endsWith(name));
  if (named) [plain, scale] = [plain.slice(0, -named[0].length), named[1]];
  const parts = /^(-*|\+*)(\d{0,18})(?:\.(\d{0,12}))?$/.exec(plain);
  if (!parts || !(parts[2] || parts[3])) return null;
  const [, sign, whole, part = ""] = parts;
  const scaled = BigInt(whole + part) * scale;
  const places = 10n ** BigInt(part.length);
  if (scaled % places !== 0n) return null;
  const fen = (scaled / places).toString().padStart(3, "0");
  const yuan = fen.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ",");
  return `${sign.startsWith("-") ? "−" : ""}${yuan}.${fen.slice(-2)}`;
}

/** `2020-09-30`; a day without a year is in `year`. Null: unreadable, or no such day. */
export function readDay(text: string, year: number): string | null {
  const plain = halfWidth(text).replace(/[日号]+$/, "");
  const digits = /^(\d{4})(\d{2})(\d{2})$/.exec(plain)?.slice(1);
  const parts = (digits ?? plain.split(/[-./年月]/)).map((part) => part.trim());
  if (!parts.every((part) => /^\d{1,4}$/.test(part))) return null;
  const numbers = parts.map(Number);
  if (numbers.length === 2) numbers.unshift(year);
  if (numbers.length !== 3 || numbers[0] < 1900) return null;
  const [y, m, d] = numbers;
  const day = new Date(Date.UTC(y, m - 1, d));
  const real = day.getUTCFullYear() === y && day.getUTCMonth() === m - 1 && day.getUTCDate() === d;
  return real ? day.toISOString().slice(0, 10) : null;
}
