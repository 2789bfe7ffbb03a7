// Dates. A box with data-date takes shorthand and shows `31 Oct 2026`:
//   t today   -1 yesterday   +7 in a week   31 this month   31/10 or 31 oct the nearest one   31/10/26   2026-10-31
// The firm's today stands in <html data-today>; data-date-order="mdy" reads 10/31.

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const DAY_MS = 86_400_000;

const day = (year, month, date) => {
  const made = new Date(Date.UTC(year, month - 1, date));
  return made.getUTCMonth() === month - 1 && made.getUTCDate() === date ? made : null;
};
const shifted = (from, days) => new Date(from.getTime() + days * DAY_MS);
const fullYear = (text) => (text.length === 2 ? 2000 + Number(text) : Number(text));

/** A UTC midnight, or null when the text is not a date. */
export function parseDate(text, today, order = "dmy") {
  const plain = text.trim().toLowerCase().replaceAll("\u2212", "-");
  let found;
  if (plain === "t" || plain === "today") return today;
  if ((found = plain.match(/^([+-]\d{1,4})$/))) return shifted(today, Number(found[1]));
  if ((found = plain.match(/^(\d{4})-(\d{1,2})-(\d{1,2})$/))) return day(Number(found[1]), Number(found[2]), Number(found[3]));
  if ((found = plain.match(/^(\d{1,2})$/))) return day(today.getUTCFullYear(), today.getUTCMonth() + 1, Number(found[1]));
  if ((found = plain.match(/^(\d{1,2})[/. -](\d{1,2})(?:[/. -](\d{4}|\d{2}))?$/))) {
    const [first, second] = [Number(found[1]), Number(found[2])];
    return order === "mdy" ? dated(second, first, found[3], today) : dated(first, second, found[3], today);
  }
  if ((found = plain.match(/^(\d{1,2})[ -]?([a-z]{3,9})\.?,?[ -]?(\d{4}|\d{2})?$/))) return dated(Number(found[1]), monthOf(found[2]), found[3], today);
  if ((found = plain.match(/^([a-z]{3,9})\.? ?(\d{1,2})(?:,? (\d{4}|\d{2}))?$/))) return dated(Number(found[2]), monthOf(found[1]), found[3], today);
  return null;
}

const monthOf = (word) => MONTHS.indexOf(word.slice(0, 3)) + 1;

/** Without a year, the one that brings the day nearest to today. */
function dated(date, month, year, today) {
  if (year) return day(fullYear(year), month, date);
  const around = [-1, 0, 1].map((step) => day(today.getUTCFullYear() + step, month, date)).filter(Boolean);
  return around.sort((one, other) => Math.abs(one - today) - Math.abs(other - today))[0] ?? null;
}

/** `31 Oct 2026`. */
export function writtenDate(date) {
  const month = MONTHS[date.getUTCMonth()];
  return `${date.getUTCDate()} ${month[0].toUpperCase()}${month.slice(1)} ${date.getUTCFullYear()}`;
}

/** `2026-10-31`. */
export const isoDate = (date) => date.toISOString().slice(0, 10);

function firmToday() {
  const given = document.documentElement.dataset.today;
  const now = new Date();
  return given ? new Date(`${given}T00:00:00Z`) : new Date(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()));
}

document.addEventListener("change", (event) => settle(event.target), { capture: true });
document.addEventListener("keydown", (event) => { if (event.key === "Enter") settle(event.target, { tell: true }); }, { capture: true });

function settle(box, { tell = false } = {}) {
  if (!box.matches?.("input[data-date]") || !box.value.trim()) return;
  const date = parseDate(box.value, firmToday(), document.documentElement.dataset.dateOrder);
  if (!date || writtenDate(date) === box.value) return;
  box.value = writtenDate(date);
  if (tell) box.dispatchEvent(new Event("change", { bubbles: true }));
}
