// A box that hides rows of a page's own tables (data-filter names what holds them): each word has to stand somewhere in the row, or
// in one of its boxes. Nothing is asked of the server, so what was typed in other rows stays. Escape shows everything again.

const PAUSE_MS = 80;
let pause;

document.addEventListener("input", (event) => {
  if (!event.target.matches?.("[data-filter]")) return;
  clearTimeout(pause);
  pause = setTimeout(() => filter(event.target), PAUSE_MS);
});

document.addEventListener("keydown", (event) => {
  if (!event.target.matches?.("[data-filter]") || event.key !== "Escape" || !event.target.value) return;
  event.preventDefault();
  event.target.value = "";
  filter(event.target);
});

function filter(box) {
  const held = document.getElementById(box.dataset.filter);
  const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
  const rows = [...held.querySelectorAll("[data-filtered] tbody tr")];
  let seen = 0;
  for (const row of rows) {
    const text = said(row);
    row.hidden = !words.every((word) => text.includes(word));
    seen += !row.hidden;
  }
  for (const table of held.querySelectorAll("[data-filtered]")) table.hidden = !table.querySelector("tbody tr:not([hidden])");
  document.querySelector(`[data-filter-count="${box.dataset.filter}"]`).textContent = words.length ? `${seen} of ${rows.length} rows` : "";
}

function said(row) {
  const boxes = [...row.querySelectorAll("input:not([type=hidden])")].map((each) => each.value);
  return `${row.textContent} ${boxes.join(" ")}`.toLowerCase();
}
