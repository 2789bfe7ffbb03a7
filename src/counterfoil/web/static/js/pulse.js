// The pulse asks every few seconds whether copies moved. A tab that nobody sees asks nothing.

document.addEventListener("htmx:beforeRequest", (event) => {
  if (document.hidden && event.detail.elt.matches?.("[data-pulse]")) event.preventDefault();
});
