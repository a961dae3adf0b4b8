/* The live reading of a date in the back office: the token that a request needs, and rows of an
   inline that are added after the page was loaded. Everything works without it. */

"use strict";

document.addEventListener("htmx:configRequest", (event) => {
  const token = document.querySelector("input[name=csrfmiddlewaretoken]");
  if (token) {
    event.detail.headers["X-CSRFToken"] = token.value;
  }
});

document.addEventListener("formset:added", (event) => {
  for (const input of event.target.querySelectorAll("[hx-post]")) {
    for (const name of ["hx-target", "hx-vals", "hx-params"]) {
      const ours = input.name.slice(event.detail.formsetName.length + 1).split("-")[0];
      const row = `${event.detail.formsetName}-${ours}-`;
      input.setAttribute(
        name,
        input.getAttribute(name).replaceAll(`${event.detail.formsetName}-__prefix__-`, row)
      );
    }
    const reading = event.target.querySelector("[id$='-reading']");
    if (reading) {
      reading.id = `${input.id}-reading`;
    }
    htmx.process(input);
  }
});
