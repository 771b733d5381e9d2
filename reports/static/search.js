// Filters the list of authorities by name, postcode, kind and region. Without it the list stands whole.
"use strict";
(() => {
  const form = document.getElementById("search");
  const query = document.getElementById("q");
  const kind = document.getElementById("kind");
  const region = document.getElementById("region");
  const found = document.getElementById("found");
  const kinds = document.querySelector("nav.contents");
  const groups = [...document.querySelectorAll("#list .group")];
  const items = [...document.querySelectorAll("#list li")].map((element) => ({
    element, words: plain(element.querySelector("a").textContent),
    kind: element.dataset.kind, region: element.dataset.region,
  }));
  const areas = new Map();
  for (const each of document.querySelectorAll("#postcodes dd")) {
    for (const area of each.textContent.trim().split(/\s+/)) areas.set(area, each.dataset.region);
  }

  function plain(text) {
    return text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/&/g, " and ").replace(/[^a-z0-9]+/g, " ").trim();
  }

  // LS1, LS1 4AP and LS are in the region of LS, unless the district has one of its own, as BR8 has.
  function regionOf(text) {
    const match = /^([A-Z]{1,2})([0-9][0-9A-Z]?)?( ?[0-9][A-Z]{2})?$/.exec(text.trim().toUpperCase());
    if (!match) return null;
    return areas.get(match[1] + (match[2] || "")) || areas.get(match[1]) || null;
  }

  function matches(item, words) {
    const padded = " " + item.words;
    return words.every((word) => padded.includes(" " + word));
  }

  function show() {
    const words = plain(query.value).split(" ").filter(Boolean);
    const named = items.filter((item) => matches(item, words));
    const place = words.length ? regionOf(query.value) : null;
    const byPlace = place !== null && (/[0-9]/.test(query.value) || named.length === 0);
    let count = 0;
    for (const item of items) {
      const fits = (byPlace ? item.region === place : matches(item, words))
        && (!kind.value || item.kind === kind.value) && (!region.value || item.region === region.value);
      item.element.hidden = !fits;
      count += fits;
    }
    for (const group of groups) group.hidden = !group.querySelector("li:not([hidden])");
    kinds.hidden = count < items.length;  // its links may lead to what is hidden, and on a telephone it pushes down what is found
    const where = byPlace ? " in " + place + ", the region of that postcode" : "";
    found.textContent = count === items.length ? "" : count === 0 ? "No authority found" + where + ". Try fewer letters." : count + (count === 1 ? " authority" : " authorities") + where;
  }

  form.hidden = false;
  document.body.classList.add("searching");
  query.value = new URLSearchParams(location.search).get("q") || "";
  for (const field of [query, kind, region]) field.addEventListener("input", show);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const shown = items.filter((item) => !item.element.hidden);
    if (shown.length) shown[0].element.querySelector("a").focus();
  });
  query.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { query.value = ""; show(); }
  });
  if (query.value) show();
})();
