// A choice that follows from another: choosing a matter fills the client. The server says so in <template data-fill>. What a
// person has typed is never touched; where the hand is already, the text is selected, so that typing replaces it.

document.addEventListener("htmx:load", () => {
  const told = document.querySelector("[data-fill]");
  if (!told) return;
  const picked = document.querySelector(`[data-picked][name="${told.dataset.fill}"]`);
  const box = document.querySelector(`[name="${told.dataset.fill}_text"]`);
  if (!picked || !box || picked.value || box.value) return;
  picked.value = told.dataset.value;
  box.value = told.dataset.text;
  if (box === document.activeElement) box.select();
  picked.dispatchEvent(new Event("change", { bubbles: true }));
});

// A date that follows from another: while the usual due date stands in its box, it stays the usual one when the date changes.
let usual;
document.addEventListener("htmx:load", () => {
  const told = document.querySelector("[data-usual]");
  const box = told && document.querySelector(`[name="${told.dataset.usual}"]`);
  if (!box) return;
  const follows = box.value === usual && usual !== told.dataset.text;
  usual = told.dataset.text;
  if (!follows) return;
  box.value = usual;
  if (box === document.activeElement) box.select();
  box.dispatchEvent(new Event("change", { bubbles: true }));
});
