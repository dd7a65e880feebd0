// While a part of the page is under way, it and what asked for it say so; where the line is down, one sentence says that.

type Asked = { sourceElement: Element; target: Element | null };
const asked = (event: Event): Asked | undefined => (event as CustomEvent<{ ctx?: Asked }>).detail?.ctx;

/** Who is marked: not a field that suggests while somebody types, nor a place that asks for itself again and again. */
function marked({ sourceElement, target }: Asked): Element[] {
  const isQuiet = sourceElement.matches("input, datalist, [hx-trigger^=every]");
  return isQuiet ? [] : [sourceElement, ...(target ? [target] : [])];
}

/** How many requests are under way for each; one that is called off ends after the one in its place has begun. */
const underWay = new WeakMap<Element, number>();

function count(event: Event, step: number): void {
  const ctx = asked(event);
  for (const one of ctx ? marked(ctx) : []) {
    const left = (underWay.get(one) ?? 0) + step;
    underWay.set(one, left);
    if (left > 0) one.setAttribute("aria-busy", "true");
    else one.removeAttribute("aria-busy");
  }
}

document.addEventListener("htmx:before:request", (event) => count(event, 1));
document.addEventListener("htmx:finally:request", (event) => count(event, -1));

document.addEventListener("htmx:error", (event) => {
  const ctx = asked(event);
  if (ctx && marked(ctx).length > 0) say("网络不通，刚才的没有取到。填的内容都还在，网络恢复后再试一次。");
});

// What was asked in vain is told until something comes through again.
document.addEventListener("htmx:after:swap", () => say(""));

/** One sentence in the corner, read out; an empty one takes it away. */
function say(words: string): void {
  const news = document.getElementById("news");
  const there = news?.querySelector("[data-line]");
  there?.remove();
  if (!words || !news) return;
  const told = document.createElement("p");
  told.className = "toast";
  told.dataset.line = "";
  told.textContent = words;
  news.append(told);
}
