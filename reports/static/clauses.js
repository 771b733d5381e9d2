// Filters the clause library. Without it the library stands whole.
"use strict";
(() => {
  const form = document.getElementById("filter");
  const clauses = [...document.querySelectorAll(".clause")];
  const said = document.getElementById("found");
  const texts = new Map(clauses.map((clause) => [clause, clause.textContent.toLowerCase()]));

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
    said.textContent = count + " of " + clauses.length + " clauses";
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
