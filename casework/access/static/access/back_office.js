/* What the back office adds to Django's: the live reading of a date, in rows that are added later
   too; names for the boxes in which one finds a row by typing, and the token against forgery for
   what is typed there. Everything else works without it. */

"use strict";

const token = () => document.querySelector("input[name=csrfmiddlewaretoken]")?.value;

document.addEventListener("htmx:configRequest", (event) => {
  if (token()) {
    event.detail.headers["X-CSRFToken"] = token();
  }
});

// Suggestions are asked for by POST, so that nothing typed stands in an address.
window.django?.jQuery?.ajaxPrefilter((options, original, request) => {
  if (options.type === "POST" && !options.crossDomain && token()) {
    request.setRequestHeader("X-CSRFToken", token());
  }
});

/* ---- A box that select2 has made of a <select> is called what the <select> is called -------- */

const nameOf = (select) => {
  const cell = select.closest("td[class^=field-]");
  const column = cell?.className.split(" ")[0].replace("field-", "column-");
  const heading = column && cell.closest("table").querySelector(`th.${column}`);
  const words = select.labels[0]?.textContent ?? heading?.textContent ?? "";
  return select.getAttribute("aria-label") ?? words.trim();
};

const nameBoxes = (root) => {
  for (const select of root.querySelectorAll("select.admin-autocomplete")) {
    const box = select.nextElementSibling;
    const name = nameOf(select);
    if (!box || !name || !box.classList.contains("select2")) {
      continue;
    }
    const combobox = box.querySelector("[role=combobox]");
    const chosen = box.querySelector(".select2-selection__rendered");
    const typed = box.querySelector(".select2-search__field");
    combobox.removeAttribute("aria-labelledby");
    combobox.setAttribute("aria-label", name);
    chosen.removeAttribute("role");
    chosen.removeAttribute("aria-readonly");
    if (typed) {
      typed.setAttribute("aria-label", name);
    }
  }
};

/* ---- A row that is added reads its dates as the rows before it do ---------------------------- */

const readDates = (row, prefix) => {
  for (const input of row.querySelectorAll("[hx-post]")) {
    const place = input.name.slice(prefix.length + 1).split("-")[0];
    for (const name of ["hx-target", "hx-vals", "hx-params"]) {
      const told = input.getAttribute(name);
      if (told) {
        input.setAttribute(name, told.replaceAll(`${prefix}-__prefix__-`, `${prefix}-${place}-`));
      }
    }
    htmx.process(input);
  }
  for (const reading of row.querySelectorAll("[id*='-__prefix__-']")) {
    reading.id = reading.id.replace("__prefix__", row.id.slice(prefix.length + 1));
  }
};

// In the same queue as what makes the boxes, and after it.
window.django?.jQuery?.(() => nameBoxes(document));
document.addEventListener("formset:added", (event) => {
  nameBoxes(event.target);
  readDates(event.target, event.detail.formsetName);
});
