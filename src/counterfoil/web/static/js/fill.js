// A choice that follows from another: choosing a matter fills the client. The server says so in <template data-fill>; what a
// person has typed or is typing is never touched.

document.addEventListener("htmx:load", () => {
  const told = document.querySelector("[data-fill]");
  if (!told) return;
  const picked = document.querySelector(`[data-picked][name="${told.dataset.fill}"]`);
  const box = document.querySelector(`[name="${told.dataset.fill}_text"]`);
  if (!picked || !box || picked.value || box.value || box === document.activeElement) return;
  picked.value = told.dataset.value;
  box.value = told.dataset.text;
  picked.dispatchEvent(new Event("change", { bubbles: true }));
});
