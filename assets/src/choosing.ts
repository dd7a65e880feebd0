// Words chosen in a text go into the form beside it that takes some of them: the mapping page adds a target, a
// duty or a rule with them. Marks say what they are to who cannot see them and carry numbers; neither is text.

const longest = 200;
// A hand that clicks moves by less.
const dragged = 4;

function chosenIn(text: Element): string {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return "";
  const range = selection.getRangeAt(0);
  if (!text.contains(range.commonAncestorContainer)) return "";
  const part = range.cloneContents();
  part.querySelectorAll(".vh, sup").forEach((extra) => extra.remove());
  return (part.textContent ?? "").trim();
}

function take(): void {
  const text = document.querySelector("[data-chosen]");
  const form = document.querySelector<HTMLDetailsElement>("[data-adding]");
  const field = form?.querySelector<HTMLInputElement>("[name=words]");
  const words = text && chosenIn(text);
  if (!form || !field || !words) return;
  const isTooLong = words.length > longest;
  form.querySelector("[data-too-long]")?.toggleAttribute("hidden", !isTooLong);
  form.open = true;
  if (!isTooLong) field.value = words;
}

// Nearly every sentence is a link: a drag over it chooses words, and the click that ends it leads nowhere.
let down = { x: 0, y: 0 };
document.addEventListener("pointerdown", (event) => {
  down = { x: event.clientX, y: event.clientY };
});
document.addEventListener(
  "click",
  (event) => {
    const text = (event.target as Element | null)?.closest("[data-chosen]");
    const moved = Math.hypot(event.clientX - down.x, event.clientY - down.y);
    if (text && event.detail > 0 && moved > dragged && chosenIn(text)) event.preventDefault();
  },
  true,
);

document.addEventListener("pointerup", () => setTimeout(take));
document.addEventListener("keyup", (event) => {
  if (event.shiftKey || event.key === "Shift") take();
});
