// Light or dark, before the page is drawn, so that it does not flash. Kept per browser; without a choice the system decides.
(() => {
  const KEY = "counterfoil-theme";
  const root = document.documentElement;

  const stored = () => { try { return localStorage.getItem(KEY); } catch { return null; } };
  const isDark = () => root.dataset.theme
    ? root.dataset.theme === "dark"
    : window.matchMedia("(prefers-color-scheme: dark)").matches;

  const choice = stored();
  if (choice === "light" || choice === "dark") root.dataset.theme = choice;

  document.addEventListener("click", (event) => {
    if (!event.target.closest?.("[data-theme-switch]")) return;
    root.dataset.theme = isDark() ? "light" : "dark";
    try { localStorage.setItem(KEY, root.dataset.theme); } catch { /* a private window keeps it for this page only */ }
    show();
  });

  function show() {
    for (const button of document.querySelectorAll("[data-theme-switch]")) {
      const use = button.querySelector("use");
      use.setAttribute("href", use.getAttribute("href").replace(/#.*/, isDark() ? "#sun" : "#moon"));
      button.setAttribute("aria-label", isDark() ? "Use the light theme" : "Use the dark theme");
    }
  }
  document.addEventListener("DOMContentLoaded", show);
})();
