// ? shows the keys of the page: those that its own elements name, and those that hold everywhere.
import { itemOrList } from "./items";
import { placeFor, places } from "./keys";
import { isForPage, lettersAreOff, turnLetters } from "./typing";

function element<K extends keyof HTMLElementTagNameMap>(name: K, className: string, text = ""): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

function keysOfPage(): [string, string][] {
  const found = new Map<string, string>();
  for (const named of document.querySelectorAll<HTMLElement>("[data-key]")) {
    const key = (named.dataset.key ?? "").toUpperCase();
    if (!found.has(key)) found.set(key, named.dataset.keyName ?? named.getAttribute("aria-label") ?? named.textContent?.trim() ?? "");
  }
  if (document.querySelector(itemOrList)) found.set("J K 或 ↑ ↓", "上下条");
  if (document.querySelector("[data-picks]")) found.set("空格", "勾选").set("Esc", "清空勾选");
  if (document.querySelector(".views a[href]")) found.set("1–9", "视图");
  if (document.querySelector("#figure .panel__head")) found.set("Esc", "关闭数值面板");
  const rooms = Object.keys(places).flatMap((letter): [string, string][] => {
    const place = placeFor(letter);
    return place ? [[`G ${letter.toUpperCase()}`, place.textContent?.trim() ?? ""]] : [];
  });
  return [...found, ["Ctrl K 或 /", "搜索和办事"], ...rooms];
}

function line([key, words]: [string, string]): HTMLElement {
  const row = element("li", "cmd__o");
  row.append(element("kbd", "", key), words);
  return row;
}

function lettersSwitch(): HTMLElement {
  const label = element("label", "cmd__foot");
  const box = element("input", "");
  box.type = "checkbox";
  box.checked = !lettersAreOff();
  box.addEventListener("change", () => turnLetters(box.checked));
  label.append(box, "使用单字母快捷键（只对这台电脑上的这个浏览器）");
  return label;
}

function show(): void {
  const dialog = element("dialog", "cmd");
  dialog.setAttribute("aria-label", "本页快捷键");
  const list = element("ul", "cmd__list");
  list.append(...keysOfPage().map(line));
  const close = element("button", "btn btn--s", "关闭");
  close.addEventListener("click", () => dialog.close());
  const foot = element("p", "cmd__foot");
  foot.append(close);
  dialog.append(element("h2", "cmd__g", "本页快捷键"), list, lettersSwitch(), foot);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "?" || !isForPage(event)) return;
  event.preventDefault();
  show();
});
