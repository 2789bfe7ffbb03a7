// Lines of a document: add, copy from above, remove, renumber (items-0-net, items-1-net), live totals of a column.
import { minorUnits, written } from "./amounts.js";

const CONTROLS = "input:not([type=hidden]), select, textarea";

document.addEventListener("click", (event) => {
  const lines = event.target.closest?.("[data-lines]");
  if (!lines) return;
  const line = event.target.closest("[data-line]");
  if (event.target.closest("[data-lines-add]")) { event.preventDefault(); focusFirst(add(lines)); }
  if (event.target.closest("[data-line-remove]")) remove(lines, line);
  if (event.target.closest("[data-line-copy]")) copyLine(lines, line);
});

document.addEventListener("keydown", (event) => {
  const cell = event.target.closest?.("[data-line] [data-cell]");
  if (!cell || event.defaultPrevented || event.isComposing) return;
  const lines = cell.closest("[data-lines]");
  const line = cell.closest("[data-line]");
  if (event.key.toLowerCase() === "d" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    copyCell(line.previousElementSibling?.querySelector(`[data-cell="${cell.dataset.cell}"]`), cell);
    total(lines);
  } else if (event.key === "Enter" && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.target.matches("textarea, button")) {
    event.preventDefault();
    focusFirst(line.nextElementSibling ?? add(lines));
  }
});

document.addEventListener("input", (event) => {
  const lines = event.target.closest?.("[data-lines]");
  if (lines) total(lines);
});
document.addEventListener("change", (event) => {
  const lines = event.target.closest?.("[data-lines]");
  if (lines) total(lines);
});

const body = (lines) => lines.querySelector("[data-lines-body]");
const focusFirst = (line) => line.querySelector(CONTROLS)?.focus();

function add(lines) {
  const line = lines.querySelector("[data-lines-blank]").content.firstElementChild.cloneNode(true);
  body(lines).append(line);
  window.htmx?.process(line);
  renumber(lines);
  return line;
}

function remove(lines, line) {
  const near = line.nextElementSibling ?? line.previousElementSibling;
  line.remove();
  const next = near ?? add(lines);
  renumber(lines);
  focusFirst(next);
  next.querySelector(CONTROLS)?.dispatchEvent(new Event("change", { bubbles: true }));
}

function copyLine(lines, line) {
  for (const cell of line.querySelectorAll("[data-cell]")) {
    copyCell(line.previousElementSibling?.querySelector(`[data-cell="${cell.dataset.cell}"]`), cell);
  }
  total(lines);
  focusFirst(line);
}

function copyCell(from, to) {
  if (!from) return;
  const sources = [...from.querySelectorAll("input, select, textarea")];
  const targets = [...to.querySelectorAll("input, select, textarea")];
  targets.forEach((target, index) => {
    if (target.type === "checkbox") target.checked = sources[index].checked;
    else target.value = sources[index].value;
  });
  targets[0]?.dispatchEvent(new Event("change", { bubbles: true }));
}

/** Names, ids and labels carry the line's number; the server reads them in order. */
function renumber(lines) {
  const prefix = lines.dataset.lines;
  const numbered = new RegExp(`(${prefix}-)(\\d+|__index__)(-)`, "g");
  const rows = [...body(lines).querySelectorAll("[data-line]")];
  rows.forEach((row, index) => {
    row.querySelector("[data-line-number]").textContent = index + 1;
    for (const element of row.querySelectorAll("[name], [id], [aria-controls], [aria-describedby], [aria-label]")) {
      for (const attribute of ["name", "id", "aria-controls", "aria-describedby"]) {
        const value = element.getAttribute(attribute);
        if (value) element.setAttribute(attribute, value.replace(numbered, `$1${index}$3`));
      }
      if (element.matches(CONTROLS)) nameControl(element, index + 1);
    }
  });
  lines.querySelector("[data-lines-count]").value = rows.length;
  total(lines);
}

function nameControl(control, number) {
  const label = control.getAttribute("aria-label");
  if (label) control.setAttribute("aria-label", `${label.replace(/, line \d+$/, "")}, line ${number}`);
}

function total(lines) {
  for (const output of lines.querySelectorAll("[data-lines-total]")) {
    const boxes = [...body(lines).querySelectorAll(`[data-cell="${output.dataset.linesTotal}"] input`)];
    const decimals = Number(boxes[0]?.dataset.decimals ?? 2);
    const sum = boxes.reduce((soFar, box) => soFar + (minorUnits(box.value || "0", decimals) ?? 0n), 0n);
    output.textContent = written(sum, decimals);
  }
}

const totalAll = (root) => root.querySelectorAll?.("[data-lines]").forEach(total);
totalAll(document);
document.addEventListener("htmx:load", (event) => totalAll(event.detail.elt));
