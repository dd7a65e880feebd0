// What stands in forms, kept in this tab by whose form of which page goes where. No page is looked at here.

const prefix = "kedu.draft:";
export type Content = [string, string][];
/** `sent`: on its way, and not refused yet. `refused`: it came back with its errors, on a page of another address. */
export type Draft = { kept: Content; sent: boolean; refused?: boolean };

export const keyOf = (person: string, page: string, to: string) => `${prefix}${person}:${page}:${to}`;
export const read = (key: string): Draft | null => JSON.parse(sessionStorage.getItem(key) ?? "null");
export const forget = (key: string) => sessionStorage.removeItem(key);
const write = (key: string, draft: Draft) => sessionStorage.setItem(key, JSON.stringify(draft));
const keys = () => Object.keys(sessionStorage).filter((key) => key.startsWith(prefix));

export const keep = (key: string, kept: Content) => write(key, { kept, sent: false });
export const forgetAll = () => keys().forEach(forget);

/** A form is sent to a place. What was refused there before is the same work on its way again; without a draft of its own, the
 * form sends on what was typed elsewhere, as the page after a sign-in does. */
export function send(key: string, to: string, kept: Content | null): void {
  for (const other of keys()) {
    const draft = other.endsWith(`:${to}`) ? read(other) : null;
    if (draft && (!kept || draft.refused)) write(other, { ...draft, sent: true });
  }
  if (kept) write(key, { kept, sent: true });
}

/** The next page tells what became of what was sent. */
export function settle(failed: boolean): void {
  for (const key of keys()) {
    const draft = read(key);
    if (!draft?.sent) continue;
    if (failed) write(key, { ...draft, sent: false, refused: true });
    else forget(key);
  }
}
