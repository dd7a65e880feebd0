// Says under a field at once how an amount or a day is read: "= 180,000.00 元", "= 2020-09-30".
// data-money: what a bare number is in, in yuan. data-day: the year of a day without one.
import { readDay, readMoney } from "./reading";

function reading(field: HTMLInputElement): string {
  const { money, day } = field.dataset;
  if (!field.value.trim()) return "";
  if (money) {
    const amount = readMoney(field.value, Number(money));
    return amount ? `= ${amount} 元` : "";
  }
  const read = readDay(field.value, Number(day) || new Date().getFullYear());
  return read && read !== field.value.trim() ? `= ${read}` : "";
}

function echo(field: HTMLInputElement): HTMLElement {
  const id = `${field.id}-echo`;
  const there = document.getElementById(id);
  if (there) return there;
  const made = document.createElement("output");
  made.id = id;
  made.className = "help";
  made.htmlFor.add(field.id);
  (field.closest(".suffix") ?? field).after(made);
  return made;
}

document.addEventListener("input", (event) => {
  const field = event.target;
  if (field instanceof HTMLInputElement && field.id && (field.dataset.money || field.dataset.day !== undefined)) {
    echo(field).textContent = reading(field);
  }
});
