// Amounts. A box with data-money takes sums (`120*1.2`, `1,000 - (50 + 7.5)`) and shows the result grouped: `144.00`.
// Exact fractions of big integers, rounded half up once, at the end: never a float, never eval.

const DECIMALS = 2;

/** The amount in minor units as a BigInt, or null when the text is not a sum. */
export function minorUnits(text, decimals = DECIMALS) {
  const value = parse(text);
  if (!value) return null;
  const scaled = value.top * 10n ** BigInt(decimals);
  const size = scaled < 0n ? -scaled : scaled;
  const rounded = (size * 2n + value.bottom) / (value.bottom * 2n);
  return scaled < 0n ? -rounded : rounded;
}

/** `-123450n` becomes `-1,234.50`: what the server reads back. */
export function written(minor, decimals = DECIMALS) {
  const digits = (minor < 0n ? -minor : minor).toString().padStart(decimals + 1, "0");
  const whole = digits.slice(0, digits.length - decimals).replace(/\B(?=(\d{3})+$)/g, ",");
  return `${minor < 0n ? "-" : ""}${whole}${decimals ? `.${digits.slice(-decimals)}` : ""}`;
}

/**
 * `120*1.2` becomes `144.00`; a text that is no sum stays as it is, for the server to say what is wrong. So does a single
 * figure that is finer than a cent: a sum may be rounded, what somebody typed may not.
 */
export function amount(text, decimals = DECIMALS) {
  const single = text.trim().match(/^[-+\u2212]?[\d,]*\.(\d+)$/);
  if (single && single[1].length > decimals) return text;
  const minor = minorUnits(text, decimals);
  return minor === null ? text : written(minor, decimals);
}

// expression = term (("+" | "-") term)*     term = factor (("*" | "/") factor)*     factor = "-" factor | "(" expression ")" | number
function parse(text) {
  const tokens = tokensOf(text);
  if (!tokens || tokens.length === 0 || tokens.length > 200) return null;
  let at = 0;
  const next = () => tokens[at];

  const expression = () => {
    let left = term();
    while (left && (next() === "+" || next() === "-")) left = combine(left, tokens[at++], term());
    return left;
  };
  const term = () => {
    let left = factor();
    while (left && (next() === "*" || next() === "/")) left = combine(left, tokens[at++], factor());
    return left;
  };
  const factor = () => {
    const token = tokens[at++];
    if (token === "-" || token === "+") {
      const inner = factor();
      return inner && (token === "-" ? { top: -inner.top, bottom: inner.bottom } : inner);
    }
    if (token === "(") {
      const inner = expression();
      return tokens[at++] === ")" ? inner : null;
    }
    return token === undefined ? null : number(token);
  };

  const value = expression();
  return at === tokens.length ? value : null;
}

function tokensOf(text) {
  const plain = text.replaceAll("\u2212", "-").replaceAll("\u00d7", "*").replace(/\s+/g, " ").trim();
  const found = plain.match(/\d[\d,]*(?:\.\d*)?|\.\d+|[-+*/()]|\S/g);
  return found?.every((token) => /^([-+*/()]|(\d+|\d{1,3}(,\d{3})+)(\.\d*)?|\.\d+)$/.test(token)) ? found : null;
}

function number(token) {
  if (!/\d/.test(token)) return null;
  const [whole, fraction = ""] = token.replaceAll(",", "").split(".");
  return { top: BigInt((whole || "0") + fraction), bottom: 10n ** BigInt(fraction.length) };
}

function combine(left, sign, right) {
  if (!right) return null;
  if (sign === "*") return { top: left.top * right.top, bottom: left.bottom * right.bottom };
  if (sign === "/") return divide(left, right);
  const other = right.top * left.bottom;
  return { top: left.top * right.bottom + (sign === "+" ? other : -other), bottom: left.bottom * right.bottom };
}

function divide(left, right) {
  if (right.top === 0n) return null;
  const sign = right.top < 0n ? -1n : 1n;
  return { top: left.top * right.bottom * sign, bottom: left.bottom * right.top * sign };
}

const decimalsOf = (box) => Number(box.dataset.decimals ?? DECIMALS);

document.addEventListener("change", (event) => settle(event.target), { capture: true });
document.addEventListener("keydown", (event) => { if (event.key === "Enter") settle(event.target, { tell: true }); }, { capture: true });

function settle(box, { tell = false } = {}) {
  if (!box.matches?.("input[data-money]") || !box.value.trim()) return;
  const settled = amount(box.value, decimalsOf(box));
  if (settled === box.value) return;
  box.value = settled;
  if (tell) box.dispatchEvent(new Event("change", { bubbles: true }));
}
