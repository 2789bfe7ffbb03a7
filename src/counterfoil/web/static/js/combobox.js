// A box that searches: pickers (the choice goes into the hidden value) and the omnibox (data-goes: the choice is a place).
// The list is drawn by the server (components/options.html). Arrow keys, Enter, Escape as usual.

const PAUSE_MS = 140;
const NOT_ANSWERED = `<div class="options-none" role="option" aria-disabled="true">No answer. Look at the connection, then type on.</div>`;
const pauses = new WeakMap();
const asked = new WeakMap();
const shownFor = new WeakMap();
const eager = new WeakSet();

const parts = (box) => {
  const root = box.closest("[data-combobox]");
  return root && { root, box, list: document.getElementById(box.getAttribute("aria-controls")), picked: root.querySelector("[data-picked]") };
};
const isBox = (element) => element?.matches?.("[role=combobox]");
const choices = (list) => [...list.querySelectorAll('[role="option"]:not([aria-disabled])')];
const current = (list) => list.querySelector('[aria-selected="true"]');

document.addEventListener("input", (event) => {
  if (!isBox(event.target)) return;
  const picker = parts(event.target);
  if (picker.picked) picker.picked.value = "";
  eager.delete(picker.box);
  select(picker, null);
  ask(picker, PAUSE_MS);
});

document.addEventListener("click", (event) => {
  const option = event.target.closest?.("[data-combobox] [role=option]");
  if (option) return choose(parts(option.closest("[data-combobox]").querySelector("[role=combobox]")), option);
  if (isBox(event.target) && parts(event.target).list.hidden) ask(parts(event.target), 0);
});

// A press on the list must not take the focus from the box, or the list would close before the click.
document.addEventListener("mousedown", (event) => {
  if (event.target.closest?.("[data-combobox] [role=listbox]")) event.preventDefault();
});

document.addEventListener("focusout", (event) => {
  if (!isBox(event.target)) return;
  // Who went on with Enter or Tab before the answer came still gets the first choice of what was typed.
  if (eager.has(event.target)) parts(event.target).list.hidden = true;
  else close(parts(event.target));
});

document.addEventListener("keydown", (event) => {
  if (!isBox(event.target) || event.isComposing) return;
  const picker = parts(event.target);
  const open = !picker.list.hidden;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    if (open) move(picker, event.key === "ArrowDown" ? 1 : -1);
    else ask(picker, 0);
  } else if (event.key === "Enter" && open && current(picker.list) && isFresh(picker)) {
    event.preventDefault();
    choose(picker, current(picker.list));
  } else if (event.key === "Enter" && isUnanswered(picker)) {
    event.preventDefault();
    eager.add(picker.box);
    ask(picker, 0);
  } else if (event.key === "Tab" && isUnanswered(picker)) {
    eager.add(picker.box);
    ask(picker, 0);
  } else if (event.key === "Tab" && open && isFresh(picker) && current(picker.list) && picker.picked && picker.box.value && !picker.picked.value) {
    choose(picker, current(picker.list));
  } else if (event.key === "Escape") {
    if (open) event.preventDefault();
    else if (picker.root.hasAttribute("data-goes")) picker.box.blur();
    close(picker);
  }
});

const wordsOf = ({ box, picked }) => (picked?.value ? "" : box.value.trim());
const isFresh = (picker) => shownFor.get(picker.box) === wordsOf(picker);
/** Somebody types faster than the server answers: what is chosen then is the first that answers the words, not the old list's. */
const isUnanswered = (picker) => picker.picked && !picker.picked.value && picker.box.value.trim() && !isFresh(picker);

function ask(picker, pause) {
  clearTimeout(pauses.get(picker.box));
  if (picker.box.readOnly || !picker.root.dataset.results) return;
  pauses.set(picker.box, setTimeout(() => fetchOptions(picker), pause));
}

async function fetchOptions(picker) {
  const wanted = wordsOf(picker);
  asked.set(picker.box, wanted);
  const address = new URL(picker.root.dataset.results, location.href);
  address.searchParams.set("q", wanted);
  // Not through htmx: while one of its requests is on the way it queues the next, and says at once that it is done.
  const answer = await fetch(address, { headers: { "HX-Request": "true" } }).catch(() => null);
  if (answer?.headers.get("HX-Redirect")) return location.assign(answer.headers.get("HX-Redirect"));
  const drawn = answer?.ok ? await answer.text() : NOT_ANSWERED;
  if (asked.get(picker.box) !== wanted) return;
  picker.list.innerHTML = drawn;
  if (document.activeElement !== picker.box) return chooseLate(picker, wanted);
  shownFor.set(picker.box, answer?.ok ? wanted : null);
  choices(picker.list).forEach((option, index) => { option.id = `${picker.list.id}_${index}`; });
  place(picker);
  picker.list.hidden = false;
  picker.box.setAttribute("aria-expanded", "true");
  select(picker, choices(picker.list)[0]);
  if (eager.delete(picker.box) && current(picker.list)) choose(picker, current(picker.list));
}

/** The hand is in another field by now: a choice is made, and no list opens over that field. */
function chooseLate(picker, wanted) {
  const first = choices(picker.list)[0];
  if (eager.has(picker.box) && first && wordsOf(picker) === wanted) choose(picker, first);
  else close(picker);
}

/** Inside a table that scrolls sideways the list would be cut off, so there it hangs on the window instead. */
function place({ box, list }) {
  if (!box.closest(".table-scroll")) return;
  const edge = box.getBoundingClientRect();
  Object.assign(list.style, { position: "fixed", top: `${edge.bottom + 4}px`, left: `${edge.left}px`, minWidth: `${edge.width}px` });
}

window.addEventListener("scroll", (event) => {
  const box = document.activeElement;
  if (isBox(box) && box.closest(".table-scroll") && !parts(box).list.contains(event.target)) close(parts(box));
}, { capture: true, passive: true });

function move(picker, step) {
  const all = choices(picker.list);
  if (!all.length) return;
  select(picker, all[(all.indexOf(current(picker.list)) + step + all.length) % all.length]);
}

function select(picker, option) {
  current(picker.list)?.setAttribute("aria-selected", "false");
  if (!option) return picker.box.removeAttribute("aria-activedescendant");
  option.setAttribute("aria-selected", "true");
  option.scrollIntoView({ block: "nearest" });
  picker.box.setAttribute("aria-activedescendant", option.id);
}

function choose(picker, option) {
  if (option.getAttribute("aria-disabled")) return;
  if (picker.root.hasAttribute("data-goes")) {
    if (option.dataset.href) location.assign(option.dataset.href);
    return;
  }
  picker.box.value = option.dataset.text;
  picker.picked.value = option.dataset.value;
  close(picker);
  picker.picked.dispatchEvent(new Event("change", { bubbles: true }));
}

function close(picker) {
  clearTimeout(pauses.get(picker.box));
  asked.delete(picker.box);
  shownFor.delete(picker.box);
  eager.delete(picker.box);
  picker.list.hidden = true;
  picker.box.setAttribute("aria-expanded", "false");
  picker.box.removeAttribute("aria-activedescendant");
}
