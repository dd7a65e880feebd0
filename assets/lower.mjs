// Says the style sheet in the words of the oldest browsers that it is for, Chromium 86, Firefox 102 and Safari 14: sides and widths
// in long form, and for a rule that asks how wide the main column is the same rule asked of the window.

/** What stands beside the main column, in rem: the navigation and the paddings, and with it the panel. */
const beside = { plain: 14, panel: 48 };
/** `width < 48rem` is the last hundredth before it. */
const before = (rem) => `${(Number(rem) - 0.01).toFixed(2)}rem`;

export const lower = (css) => containers(css.replace(/\/\*[\s\S]*?\*\//g, "")).replace(/@media[^{]+/g, ranges).replace(declaration, sides);

const ranges = (query) =>
  query.replace(/\(width < ([\d.]+)rem\)/g, (_, rem) => `(max-width:${before(rem)})`).replace(/\(width >= ([\d.]+)rem\)/g, "(min-width:$1rem)");

const declaration = /([{;]\s*)((?:margin|padding)-(?:inline|block)|inset(?:-(?:inline|block)-(?:start|end))?)\s*:\s*([^;}]+)/g;
const physical = { "inset-inline-start": "left", "inset-inline-end": "right", "inset-block-start": "top", "inset-block-end": "bottom" };

function sides(_, opens, name, value) {
  const important = /\s*!important\s*$/.test(value) ? " !important" : "";
  const given = parts(value.replace(/\s*!important\s*$/, "").trim());
  const say = (pairs) => opens + pairs.map(([side, one]) => `${side}:${one}${important}`).join(";");
  if (physical[name]) return say([[physical[name], given[0]]]);
  if (name !== "inset") return say([[`${name}-start`, given[0]], [`${name}-end`, given[1] ?? given[0]]]);
  const [top, right = top, bottom = top, left = right] = given;
  return say([["top", top], ["right", right], ["bottom", bottom], ["left", left]]);
}

/** `0 calc(1px + 2px)` is two parts. */
function parts(value) {
  const found = [""];
  let depth = 0;
  for (const sign of value) {
    depth += sign === "(" ? 1 : sign === ")" ? -1 : 0;
    if (sign === " " && depth === 0) found.push("");
    else found[found.length - 1] += sign;
  }
  return found.filter((part) => part !== "");
}

function containers(css) {
  const query = /@container main \(width ([<>]) ([\d.]+)rem\) \{((?:[^{}]*\{[^{}]*\})*)\s*\}/g;
  return css.replace(query, (whole, sign, rem, rules) => {
    const under = (where, wide) => {
      const at = Number(rem) + wide;
      const media = sign === "<" ? `(max-width:${before(at)})` : `(min-width:${at}rem)`;
      return `@media ${media} {${rules.replace(/([^{}]+)\{/g, (_, list) => `${list.split(",").map((one) => `${where} ${one.trim()}`).join(",")} {`)}}`;
    };
    const asked = [under(".app:not(.has-panel)", beside.plain), under(".has-panel", beside.panel)];
    return `${whole}\n@supports not (container-type:inline-size) {${asked.join("\n")}}`;
  });
}
