// Keys. What they do is written in the page: data-key="r" presses that element (or focuses that box), data-go="m" is a place
// that `g` then `m` leads to. The sheet behind `?` is read from the same attributes, so it is never out of date.

const WAIT_FOR_SECOND_KEY_MS = 1200;
let goUntil = 0;

const isTyping = (element) => element?.matches?.("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");
const isShown = (element) => element.offsetParent !== null;
const shown = (selector) => [...document.querySelectorAll(selector)].filter(isShown);

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.defaultPrevented) return;
  const command = event.ctrlKey || event.metaKey;
  if (command && !event.altKey && event.key.toLowerCase() === "k") return focusBox(event, document.getElementById("omnibox"));
  if (command && event.key === "Enter") return submit(event);
  if (command || event.altKey || isTyping(event.target) || document.querySelector("dialog[open]")) return;
  if (event.key === "?") return openSheet(event);
  const key = event.key.toLowerCase();
  if (Date.now() < goUntil) return goTo(event, key);
  if (key === "g") { goUntil = Date.now() + WAIT_FOR_SECOND_KEY_MS; return; }
  press(event, key);
});

document.addEventListener("click", (event) => {
  if (event.target.closest?.("[data-keys-open]")) openSheet(event);
  if (event.target.closest?.("[data-keys-close]")) document.getElementById("keys").close();
});

function focusBox(event, box) {
  if (!box) return;
  event.preventDefault();
  box.focus();
  box.select();
}

function goTo(event, key) {
  goUntil = 0;
  // A place in the side bar is one also while its area is folded.
  const [place] = [...document.querySelectorAll("[data-go]")].filter((link) => link.dataset.go === key);
  if (!place) return;
  event.preventDefault();
  place.click();
}

function press(event, key) {
  const [target] = shown("[data-key]").filter((element) => element.dataset.key === key);
  if (!target) return;
  if (isTyping(target)) return focusBox(event, target);
  event.preventDefault();
  target.click();
}

/** Ctrl Enter saves the form the hand is in, or the page's main form. */
function submit(event) {
  const form = event.target.closest?.("form") ?? document.querySelector("form[data-primary]");
  if (!form || form.method !== "post") return;
  event.preventDefault();
  event.target.blur?.();
  form.requestSubmit(form.querySelector("[data-submit]") ?? undefined);
}

function openSheet(event) {
  const sheet = document.getElementById("keys");
  if (!sheet) return;
  event.preventDefault();
  fill(sheet.querySelector("[data-keys-page]"), shown("[data-key]").filter((each) => !isTyping(each)),
    (each) => [label(each), each.dataset.key.toUpperCase()]);
  fill(sheet.querySelector("[data-keys-go]"), [...document.querySelectorAll("[data-go]")],
    (each) => [label(each), `g ${each.dataset.go}`]);
  sheet.showModal();
}

function fill(section, elements, read) {
  const list = section.querySelector("dl");
  list.replaceChildren();
  for (const element of elements) {
    const [text, keys] = read(element);
    const term = Object.assign(document.createElement("dt"), { textContent: text });
    const detail = document.createElement("dd");
    detail.append(Object.assign(document.createElement("kbd"), { textContent: keys }));
    list.append(term, detail);
  }
  section.hidden = elements.length === 0;
}

function label(element) {
  const named = element.getAttribute("aria-label");
  if (named) return named;
  const text = element.cloneNode(true);
  for (const extra of text.querySelectorAll("kbd, .nav-count")) extra.remove();
  return text.textContent.trim();
}
