// The few pieces of state that live in the page: menus, the side bar on a narrow screen, toasts.

document.addEventListener("alpine:init", () => {
  const { Alpine } = window;

  Alpine.data("menu", () => ({
    open: false,
    toggle() { this.open = !this.open; },
    close() {
      if (this.open && this.$root.contains(document.activeElement)) this.$root.querySelector("button")?.focus();
      this.open = false;
    },
    left(event) { if (event.relatedTarget && !this.$root.contains(event.relatedTarget)) this.open = false; },
  }));

  Alpine.data("sidebar", () => ({
    open: false,
    get css() { return this.open ? "side-open" : ""; },
    toggle() {
      this.open = !this.open;
      if (this.open) this.$nextTick(() => document.querySelector("#side a")?.focus());
    },
    close() { this.open = false; },
  }));

  Alpine.data("toast", () => ({
    open: true,
    init() { if (!this.$root.dataset.stays) setTimeout(() => this.close(), 7000); },
    close() { this.open = false; },
  }));
});
