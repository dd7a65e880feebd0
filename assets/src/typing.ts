// One-letter keys are off while a person types.
export function isTyping(target: EventTarget | null): boolean {
  const field = target as HTMLElement | null;
  return !!field?.closest?.("input, textarea, select, [contenteditable]");
}

// Whether the person has turned one-letter keys off.
export function keysAreOff(): boolean {
  return localStorage.getItem("kedu.keys") === "off";
}
