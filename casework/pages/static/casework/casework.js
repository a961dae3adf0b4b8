/* What the pages do beyond HTML: colours, the search key, sub-fields that show when they apply.
   Loaded before the body so that chosen colours are there at the first paint. Nothing needs it. */
"use strict";

const remembered = (key) => {
  try { return localStorage.getItem(key); } catch { return null; }
};
const remember = (key, value) => {
  try { localStorage.setItem(key, value); } catch { /* a browser without storage forgets */ }
};

const themes = ["auto", "light", "dark"];
const theme = () => (themes.includes(remembered("theme")) ? remembered("theme") : "auto");
const paint = () => {
  if (theme() === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme();
};
paint();

const searchKey = () => (remembered("search-key") === "off" ? "off" : "on");

function labelToggles() {
  for (const button of document.querySelectorAll("[data-theme-toggle]")) {
    button.textContent = button.dataset[theme()];
    button.hidden = false;
  }
  for (const button of document.querySelectorAll("[data-shortcut-toggle]")) {
    button.textContent = button.dataset[searchKey()];
    button.hidden = false;
  }
}

/* data-when="concerns=part named": shown while the field `concerns` has one of these values. */
function showSubfields(scope) {
  for (const part of scope.querySelectorAll("[data-when]")) {
    const [name, values] = part.dataset.when.split("=");
    const field = part.closest("form").elements[name];
    part.hidden = !values.split(" ").includes(field?.value);
  }
}

document.addEventListener("DOMContentLoaded", () => {
  labelToggles();
  showSubfields(document);
  document.querySelector("[data-focus], [data-focus-first] :checked")?.focus();
});
window.addEventListener("pageshow", () => showSubfields(document));
document.addEventListener("htmx:afterSettle", (event) => showSubfields(event.target));
document.addEventListener("change", (event) => {
  if (event.target.form) showSubfields(event.target.form);
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-theme-toggle]")) {
    remember("theme", themes[(themes.indexOf(theme()) + 1) % themes.length]);
    paint();
    labelToggles();
  } else if (event.target.closest("[data-shortcut-toggle]")) {
    remember("search-key", searchKey() === "on" ? "off" : "on");
    labelToggles();
  }
  for (const menu of document.querySelectorAll("details.user-menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  const menu = document.querySelector("details.user-menu[open]");
  if (event.key === "Escape" && menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const search = document.querySelector("[data-search]");
  if (search && searchKey() === "on") { event.preventDefault(); search.focus(); }
});
