// What every page loads. Each module listens on the document, so parts that htmx swaps in need no setting up.
import "./menus.js";
import "./keys.js";
import "./combobox.js";
import "./amounts.js";
import "./dates.js";
import "./lines.js";
import "./rows.js";
import "./filter.js";
import "./fill.js";
import "./pulse.js";
import "./dialogs.js";

document.addEventListener("click", (event) => {
  if (event.target.closest?.("[data-print]")) window.print();
});

// After a refused save the summary of errors takes the focus, so that it is read first.
const focusErrors = (root) => root.querySelector?.("[data-focus]")?.focus();
focusErrors(document);
document.addEventListener("htmx:load", (event) => focusErrors(event.detail.elt));
