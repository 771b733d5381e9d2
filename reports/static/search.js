// Finds an authority by any of its names, a postcode, kind or region. Without it the lists stand whole.
// Names and postcodes are scripts of their own, loaded when they are first asked for.
"use strict";
(() => {
  const MOST = 40;
  const MOST_NEAR = 5;
  const JOINING = new Set(["and", "of", "the", "for"]);
  const form = document.getElementById("search");
  const query = document.getElementById("q");
  const kind = document.getElementById("kind");
  const region = document.getElementById("region");
  const found = document.getElementById("found");
  const results = document.getElementById("results");
  const whole = document.getElementById("whole");
  const areas = new Map();
  for (const each of document.querySelectorAll("#postcodes dd")) {
    for (const area of each.textContent.trim().split(/\s+/)) areas.set(area, each.dataset.region);
  }
  let bodies = null;
  let loading = null;

  function plain(text) {
    return text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/&/g, " and ").replace(/['’`]/g, "").replace(/[^a-z0-9]+/g, " ").trim();
  }

  function load(name) {
    return new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = name;
      script.addEventListener("load", done);
      script.addEventListener("error", failed);
      document.head.append(script);
    });
  }

  function names() {
    loading = loading || Promise.all([load("names.js"), load("postcodes.js")]).then(() => {
      bodies = window.svmNames.map(([name, folder, kindCode, regionName, words, note, hasNotices]) => ({
        name, folder, kind: kindCode, region: regionName, note, hasNotices: hasNotices === 1,
        plain: plain(name), words: " " + plain(name) + " " + words,
      }));
    });
    return loading;
  }

  // LS1 4AP, LS14AP and LS1 are the district LS1; LS is an area. Nothing else is a postcode.
  function postcodeOf(text) {
    const match = /^([A-Z]{1,2})(?:([0-9][0-9A-Z]?)(?:\s*[0-9][A-Z]{2})?)?$/.exec(text.trim().toUpperCase());
    return match && { area: match[1], district: match[2] ? match[1] + match[2] : null };
  }

  function councilsOf(postcode) {
    const own = postcode.district && window.svmPostcodes[postcode.district];
    const folders = own ? own.split(" ") : [];
    return folders.map((folder) => bodies.find((body) => body.folder === folder)).filter(Boolean);
  }

  // Beside a longer word a letter begins a word (S Tyneside); letters alone, as of M&S, have to be words themselves.
  function fitting(asked) {
    const isLetters = asked.length > 1 && asked.every((word) => word.length === 1 || JOINING.has(word));
    const end = isLetters ? " " : "";
    return bodies.filter((body) => asked.every((word) => (body.words + " ").includes(" " + word + end)));
  }

  // How many letters have to be put in, left out, changed or swapped to make one word the other; more than `most` is all one.
  function distance(one, other, most) {
    let before = [], last = [...Array(other.length + 1).keys()];
    for (let i = 1; i <= one.length; i++) {
      const row = [i];
      for (let j = 1; j <= other.length; j++) {
        const change = last[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1);
        row[j] = Math.min(change, last[j] + 1, row[j - 1] + 1);
        if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
      }
      if (Math.min(...row) > most) return most + 1;
      [before, last] = [last, row];
    }
    return last[other.length];
  }

  // Bodies with a word spelled nearly as the longest one asked, the nearest first: those that fit the other words too before all,
  // then those so called today before those once called so.
  function nearly(words) {
    const asked = words.split(" ");
    const longest = asked.reduce((one, other) => (other.length > one.length ? other : one), "");
    if (longest.length < 4) return [];
    const most = longest.length < 7 ? 1 : 2;
    const rest = asked.filter((word) => word !== longest);
    const near = [];
    const farFrom = (text) => Math.min(most + 1, ...text.split(" ").filter((word) => Math.abs(word.length - longest.length) <= most).map((word) => distance(longest, word, most)));
    for (const body of bodies) {
      const far = farFrom(body.words);
      if (far > most) continue;
      const misses = rest.filter((word) => !body.words.includes(" " + word)).length;
      near.push({ body, far, misses, isOther: farFrom(body.plain) > far });
    }
    near.sort((one, other) => one.misses - other.misses || one.isOther - other.isOther || one.far - other.far || other.body.hasNotices - one.body.hasNotices || one.body.plain.length - other.body.plain.length);
    return near.map((each) => each.body);
  }

  function byName(words) {
    const asked = words.split(" ").filter(Boolean);
    const fits = fitting(asked);
    const folder = words.replace(/ /g, "-");
    const rank = (body) => (body.plain === words || body.folder === folder ? 0 : body.plain.startsWith(words) ? 1 : asked.every((word) => (" " + body.plain).includes(" " + word)) ? 2 : 3);
    return fits.sort((one, other) => rank(one) - rank(other) || other.hasNotices - one.hasNotices || one.plain.length - other.plain.length);
  }

  function matches() {
    const words = plain(query.value);
    const postcode = postcodeOf(query.value);
    let where = "";
    let fits = words ? byName(words) : bodies.filter((body) => body.hasNotices);
    if (postcode && areas.has(postcode.area)) {
      const councils = councilsOf(postcode);
      const place = areas.get(postcode.district || postcode.area) || areas.get(postcode.area) || null;
      if (councils.length) {
        fits = councils;
        where = " at " + postcode.district;
      } else if (place) {
        fits = bodies.filter((body) => body.region === place && (body.hasNotices || /council|borough/i.test(body.name)));
        where = " in " + place + ", the region of that postcode";
      }
    }
    const isChosen = (body) => (!kind.value || body.kind === kind.value) && (!region.value || body.region === region.value);
    fits = fits.filter(isChosen);
    return { fits, where, near: fits.length || !words ? [] : nearly(words).filter(isChosen).slice(0, MOST_NEAR) };
  }

  function item(body) {
    const line = document.createElement("li");
    const link = document.createElement("a");
    const name = document.createElement("bdi");
    const note = document.createElement("span");
    link.href = body.folder + "/index.html";
    name.textContent = body.name;
    note.className = "quiet";
    note.textContent = body.note;
    link.append(name);
    line.append(link, " ", note);
    return line;
  }

  async function show() {
    const isAsked = Boolean(query.value.trim() || kind.value || region.value);
    whole.hidden = isAsked;
    results.replaceChildren();
    found.textContent = "";
    if (!isAsked) return;
    const asked = [query.value, kind.value, region.value].join("|");
    try {
      await names();
    } catch {
      found.textContent = "The names could not be loaded. The lists below are whole.";
      whole.hidden = false;
      return;
    }
    if (asked !== [query.value, kind.value, region.value].join("|")) return;
    const { fits, where, near } = matches();
    results.replaceChildren(...(fits.length ? fits : near).slice(0, MOST).map(item));
    if (near.length) found.textContent = "No authority of that name. Did you mean:";
    else found.textContent = fits.length === 0 ? "No authority found. Try fewer letters, or look through the list from A to Z."
      : fits.length + (fits.length === 1 ? " authority" : " authorities") + where + (fits.length > MOST ? "; the first " + MOST + " are shown" : "");
  }

  form.hidden = false;
  query.value = new URLSearchParams(location.search).get("q") || "";
  for (const field of [query, kind, region]) field.addEventListener("input", show);
  query.addEventListener("focus", () => names().catch(() => {}), { once: true });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    await show();
    const first = results.querySelector("a");
    if (first) first.focus();
  });
  query.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { query.value = ""; show(); }
  });
  if (query.value) show();
})();
