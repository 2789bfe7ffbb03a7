// A dialog that the server has opened (data-modal) becomes a modal one, so that the keyboard stays in it; Esc presses its
// data-modal-close link. Without scripts it is an ordinary open dialog.

const makeModal = (root) => {
  for (const dialog of root.querySelectorAll?.("dialog[data-modal][open]") ?? []) {
    dialog.close();
    dialog.showModal();
    dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      dialog.querySelector("[data-modal-close]")?.click();
    });
  }
};

makeModal(document);
document.addEventListener("htmx:load", (event) => makeModal(event.detail.elt));
