const off = "kedu.keys";

/** Whether the focus stands where letters are text. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && !!target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]");
}

/** Whether a key is for the page: no modifier, nobody is typing, no dialog is open. */
export function isForPage(event: KeyboardEvent): boolean {
  const modified = event.ctrlKey || event.metaKey || event.altKey;
  return !event.defaultPrevented && !modified && !isTyping(event.target) && !document.querySelector("dialog[open]");
}

/** Whether this person has turned the one-letter keys off, on this machine. */
export function lettersAreOff(): boolean {
  return localStorage.getItem(off) === "off";
}

export function turnLetters(on: boolean): void {
  if (on) localStorage.removeItem(off);
  else localStorage.setItem(off, "off");
}
