// Words chosen in a text go into the form beside it that takes some of them: the mapping page adds a target, a
// duty or a rule with them. Marks say what they are to who cannot see them and carry numbers; neither is text.

const longest = 200;

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
  if (!form || !field || !words || words.length > longest) return;
  form.open = true;
  field.value = words;
}

document.addEventListener("pointerup", () => setTimeout(take));
document.addEventListener("keyup", (event) => {
  if (event.shiftKey || event.key === "Shift") take();
});
