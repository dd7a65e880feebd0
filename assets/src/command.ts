// The command box: firms, rows, places and acts from one field. The options are those of /search, which without script is
// a page with the same field.
const patience = 150;
let asking: AbortController | null = null;
let timer = 0;

const box = () => document.querySelector<HTMLDialogElement>("dialog.cmd[data-command]");
const field = () => document.querySelector<HTMLInputElement>("#command");
const list = () => document.querySelector<HTMLElement>("#command-found");
const options = () => [...(list()?.querySelectorAll<HTMLAnchorElement>("[role=option]") ?? [])];
const page = (typed: string) => `/search?q=${encodeURIComponent(typed)}`;

function made(): HTMLDialogElement {
  const dialog = document.createElement("dialog");
  dialog.className = "cmd";
  dialog.dataset.command = "";
  dialog.setAttribute("aria-label", "搜索和办事");
  dialog.innerHTML = `<div class="cmd__in"><label class="vh" for="command">搜什么</label><input id="command" role="combobox" aria-expanded="false" aria-controls="command-found" aria-autocomplete="list" autocomplete="off" placeholder="搜企业、台账、目标、任务、文号，或直接办事"><kbd>Esc</kbd></div>
<div id="command-found" role="listbox" aria-label="找到的"></div><p class="vh" role="status"></p>
<div class="cmd__foot"><span><kbd>↑</kbd> <kbd>↓</kbd> 选择</span><span><kbd>Enter</kbd> 打开</span><span><kbd>Ctrl</kbd> <kbd>Enter</kbd> 新标签页</span><span>输入拼音首字母也行</span></div>`;
  dialog.addEventListener("input", () => {
    clearTimeout(timer);
    timer = window.setTimeout(ask, patience);
  });
  dialog.addEventListener("keydown", onKey);
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  return dialog;
}

/** Opens the box; false on a page without one: nobody is signed in. */
export function openCommand(typed = ""): boolean {
  // Without dialogs the field of the top bar leads to the page of the search.
  if (!document.getElementById("app") || typeof HTMLDialogElement === "undefined") return false;
  if (!box()) {
    document.body.append(made());
    box()?.showModal();
  }
  const input = field();
  if (!input) return false;
  if (typed) input.value = typed;
  input.focus();
  if (typed) void ask();
  return true;
}

async function ask(): Promise<void> {
  const typed = field()?.value.trim() ?? "";
  asking?.abort();
  asking = new AbortController();
  if (!typed) return show("");
  try {
    const answer = await fetch(page(typed), { headers: { "HX-Request": "true" }, signal: asking.signal });
    if (answer.ok) show(await answer.text());
    else sayWhy(answer.status === 401 ? "登录已过期。按 Enter 去登录，登录后接着找" : "现在找不了，等几秒再试");
  } catch (error) {
    if (!(error instanceof DOMException)) sayWhy("网络不通，没有找。网络恢复后再试");
  }
}

function show(found: string): void {
  const place = list();
  if (!place) return;
  place.innerHTML = found;
  field()?.setAttribute("aria-expanded", String(options().length > 0));
  const told = box()?.querySelector("[role=status]");
  const none = place.querySelector("[data-none]") !== null;
  if (told) told.textContent = none ? "没有找到" : found ? `找到 ${options().length} 条` : "";
  select(options()[0]);
}

/** In place of what was found: why nothing was. */
function sayWhy(words: string): void {
  show("");
  const line = document.createElement("p");
  line.className = "cmd__o";
  line.setAttribute("role", "option");
  line.setAttribute("aria-disabled", "true");
  line.textContent = words;
  list()?.replaceChildren(line);
  const told = box()?.querySelector("[role=status]");
  if (told) told.textContent = words;
}

function select(option: HTMLElement | undefined): void {
  for (const other of options()) other.setAttribute("aria-selected", String(other === option));
  if (option) field()?.setAttribute("aria-activedescendant", option.id);
  else field()?.removeAttribute("aria-activedescendant");
  option?.scrollIntoView({ block: "nearest" });
}

function onKey(event: KeyboardEvent): void {
  if (event.isComposing) return;
  const all = options();
  const now = all.findIndex((option) => option.getAttribute("aria-selected") === "true");
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    const step = event.key === "ArrowDown" ? 1 : -1;
    select(all[(now + step + all.length) % all.length]);
  } else if (event.key === "Enter") {
    const to = all[now]?.href ?? page(field()?.value.trim() ?? "");
    if (event.ctrlKey || event.metaKey) window.open(to, "_blank", "noopener");
    else location.href = to;
  } else return;
  event.preventDefault();
}

// The field of the top bar is the box's; whoever comes to it with Tab types on in the box.
document.addEventListener("click", (event) => {
  if (event.target instanceof Element && event.target.closest("form.seek") && openCommand()) event.preventDefault();
});
document.addEventListener("input", (event) => {
  const typed = event.target;
  if (typed instanceof HTMLInputElement && typed.id === "seek" && openCommand(typed.value)) typed.value = "";
});
