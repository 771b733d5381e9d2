// Filters the clause library and copies clauses. Without it the library stands whole.
"use strict";
(() => {
  const form = document.getElementById("filter");
  const clauses = [...document.querySelectorAll(".clause")];
  const said = document.getElementById("found");

  function show() {
    const asked = (name) => form.elements[name].value;
    let count = 0;
    for (const clause of clauses) {
      const fits = (!asked("theme") || clause.dataset.themes.split(" ").includes(asked("theme")))
        && ["service", "kind", "level"].every((name) => !asked(name) || clause.dataset[name] === asked(name))
        && asked("words").toLowerCase().split(/\s+/).every((word) => clause.textContent.toLowerCase().includes(word));
      clause.hidden = !fits;
      count += fits;
    }
    said.textContent = count + " of " + clauses.length + " clauses";
  }

  async function copy(button) {
    const words = button.closest(".copyable").querySelector(".words").textContent;
    try {
      await navigator.clipboard.writeText(words);
      button.textContent = "Copied";
    } catch {
      const range = document.createRange();
      range.selectNodeContents(button.closest(".copyable").querySelector(".words"));
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      button.textContent = document.execCommand("copy") ? "Copied" : "Selected: press Ctrl and C";
    }
  }

  for (const button of document.querySelectorAll("button.copy")) {
    button.hidden = false;
    button.addEventListener("click", () => copy(button));
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
