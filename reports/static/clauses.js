// Filters the clause library, and opens what is folded where it holds what was asked. Without it the library stands whole.
"use strict";
(() => {
  const form = document.getElementById("filter");
  const clauses = [...document.querySelectorAll(".clause")];
  const said = document.getElementById("found");
  const texts = new Map(clauses.map((clause) => [clause, clause.textContent.toLowerCase()]));

  const names = ["words", "nation", "theme", "service", "kind", "level", "year"];

  // With a question, all that fits is in sight; without one, what was opened for it is folded again.
  function fold(isAsked) {
    document.getElementById("kinds").hidden = isAsked;
    for (const group of document.querySelectorAll(".benefit")) {
      group.hidden = !group.querySelector(".clause:not([hidden])");
      const part = group.querySelector("details");
      if (!part) continue;
      const holds = part.querySelector(".clause:not([hidden])") !== null;
      part.hidden = !holds;
      part.classList.toggle("filtered", isAsked);
      if (isAsked && holds && !part.open) part.open = part.dataset.found = true;
      else if (!isAsked && part.dataset.found) {
        part.open = false;
        delete part.dataset.found;
      }
    }
  }

  function show() {
    const asked = (name) => form.elements[name].value;
    let count = 0;
    for (const clause of clauses) {
      const fits = (!asked("theme") || clause.dataset.themes.split(" ").includes(asked("theme")))
        && ["nation", "service", "kind", "level", "year"].every((name) => !asked(name) || clause.dataset[name] === asked(name))
        && asked("words").toLowerCase().split(/\s+/).every((word) => texts.get(clause).includes(word));
      clause.hidden = !fits;
      count += fits;
    }
    const isAsked = names.some((name) => asked(name).trim());
    fold(isAsked);
    if (isAsked) said.textContent = count ? count + " of the " + clauses.length + " clauses of this page" : "None of the " + clauses.length + " clauses of this page";
    else said.textContent = "All " + clauses.length + " clauses of this page, the strongest of each kind first";
  }

  if (form) {
    form.hidden = false;
    form.addEventListener("input", show);
    form.addEventListener("submit", (event) => event.preventDefault());
    const theme = new URLSearchParams(location.search).get("theme");
    if (theme && [...form.elements.theme.options].some((option) => option.value === theme)) form.elements.theme.value = theme;
    show();
  }
})();
