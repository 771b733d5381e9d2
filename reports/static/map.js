// Lets a reader pick kinds and regions on the map. Without it every hexagon stands out alike.
"use strict";
(() => {
  const form = document.getElementById("map-filter");
  const kind = document.getElementById("map-kind");
  const region = document.getElementById("map-region");
  const found = document.getElementById("map-found");
  const cells = [...document.querySelectorAll("polygon.cell")];

  function show() {
    let count = 0;
    for (const cell of cells) {
      const fits = (!kind.value || cell.dataset.kind === kind.value) && (!region.value || cell.dataset.region === region.value);
      cell.classList.toggle("off", !fits);
      count += fits && cell.closest(".wide") ? 1 : 0;
    }
    found.textContent = kind.value || region.value ? count + (count === 1 ? " authority stands" : " authorities stand") + " out" : "";
  }

  form.hidden = false;
  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());
})();
