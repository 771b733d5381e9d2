// Asks the database in the browser: loads engine and database from this site when first asked, and shows the answer as
// table, CSV and chart. Text is only ever set as text.
"use strict";
(() => {
  const SHOWN = 500;
  const BARS = 40;
  const SVG = "http://www.w3.org/2000/svg";
  const form = document.getElementById("ask");
  const sql = document.getElementById("sql");
  const state = document.getElementById("state");
  const answer = document.getElementById("answer");
  const csv = document.getElementById("csv");
  const asChart = document.getElementById("as-chart");
  const here = (path) => new URL(path, location.href).href;
  let opening = null;
  let last = null;

  function load(path) {
    return new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = path;
      script.addEventListener("load", done);
      script.addEventListener("error", () => failed(new Error("The engine could not be loaded.")));
      document.head.append(script);
    });
  }

  // The engine comes as a module of Node's kind: it finds what it asks for here.
  async function engine() {
    await load(form.dataset.lib + "arrow.js");
    const module = { exports: {} };
    window.module = module;
    window.exports = module.exports;
    window.require = () => window.Arrow;
    await load(form.dataset.lib + "duckdb.js");
    const found = window.module.exports;
    delete window.module;
    delete window.exports;
    delete window.require;
    return found;
  }

  // A server that answers parts of a file is asked for parts; of another the whole file is fetched.
  async function register(database, duckdb) {
    const url = here(form.dataset.database);
    const head = await fetch(url, { method: "HEAD" });
    if (head.ok && head.headers.get("Accept-Ranges") === "bytes") {
      await database.registerFileURL("web.duckdb", url, duckdb.DuckDBDataProtocol.HTTP, false);
      return;
    }
    const whole = await fetch(url);
    if (!whole.ok) throw new Error("The database could not be loaded.");
    await database.registerFileBuffer("web.duckdb", new Uint8Array(await whole.arrayBuffer()));
  }

  async function open() {
    if (location.protocol === "file:") {
      throw new Error("Browsers open no database in a page that was opened from a folder. Put the site on a web server, or start one in its folder.");
    }
    const duckdb = await engine();
    const database = new duckdb.AsyncDuckDB(new duckdb.VoidLogger(), new Worker(here(form.dataset.lib + "worker.js")));
    await database.instantiate(here(form.dataset.lib + "duckdb.wasm"));
    await database.open({ filesystem: { reliableHeadRequests: true, allowFullHTTPReads: true, forceFullHTTPReads: false }, query: { castBigIntToDouble: true, castDecimalToDouble: true, castTimestampToDate: true } });
    await register(database, duckdb);
    const connection = await database.connect();
    await connection.query("SET autoload_known_extensions = false");
    await connection.query("SET autoinstall_known_extensions = false");
    await connection.query("ATTACH 'web.duckdb' AS web (READ_ONLY)");
    await connection.query("USE web");
    return connection;
  }

  function shown(value, type) {
    if (value === null || value === undefined) return "";
    if (/^Date|^Timestamp/.test(type)) return new Date(Number(value)).toISOString().slice(0, /^Date/.test(type) ? 10 : 16).replace("T", " ");
    if (typeof value === "object") return [...value].map((each) => shown(each, "")).join(";");
    if (typeof value === "number" && !Number.isInteger(value)) return String(Math.round(value * 10000) / 10000);
    return String(value);
  }

  function read(table) {
    const fields = table.schema.fields.map((field) => ({ name: field.name, type: String(field.type) }));
    const columns = fields.map((field, place) => ({ field, vector: table.getChildAt(place) }));
    const rows = [];
    for (let number = 0; number < table.numRows; number += 1) {
      rows.push(columns.map(({ field, vector }) => shown(vector.get(number), field.type)));
    }
    return { fields, rows };
  }

  function element(name, text, attributes = {}) {
    const made = document.createElement(name);
    if (text !== null) made.textContent = text;
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  }

  function isNumber(place) {
    return /^(Float|Int|Uint|Decimal)/.test(last.fields[place].type);
  }

  function showTable() {
    const scroll = element("div", null, { class: "scroll", role: "region", tabindex: "0", "aria-labelledby": "answer-caption" });
    const table = element("table", null);
    table.append(element("caption", "Answer: " + last.rows.length + (last.rows.length === 1 ? " row" : " rows") + (last.rows.length > SHOWN ? ", the first " + SHOWN + " shown" : ""), { id: "answer-caption" }));
    const head = table.createTHead().insertRow();
    last.fields.forEach((field, place) => head.append(element("th", field.name, { scope: "col", class: isNumber(place) ? "num" : "" })));
    const body = table.createTBody();
    for (const row of last.rows.slice(0, SHOWN)) {
      const line = body.insertRow();
      row.forEach((value, place) => line.append(element("td", value, { class: isNumber(place) ? "num" : "" })));
    }
    scroll.append(table);
    answer.replaceChildren(scroll);
  }

  function svg(name, attributes, text = null) {
    const made = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    if (text !== null) made.textContent = text;
    return made;
  }

  // Bars of the first column of numbers, named by the first that holds none.
  function showChart() {
    const value = last.fields.findIndex((_, place) => isNumber(place));
    const name = last.fields.findIndex((_, place) => !isNumber(place));
    const rows = last.rows.slice(0, BARS).filter((row) => row[value] !== "");
    const most = Math.max(...rows.map((row) => Math.abs(Number(row[value]))), 1e-9);
    const width = Math.min(900, answer.clientWidth || 900);
    const left = Math.round(width * 0.42);
    const drawn = svg("svg", { width, height: rows.length * 26 + 8, role: "img", "aria-label": "Bars of " + last.fields[value].name });
    rows.forEach((row, number) => {
      const y = number * 26 + 4;
      const words = name === -1 ? String(number + 1) : row[name];
      drawn.append(svg("text", { x: left - 8, y: y + 15, "text-anchor": "end", class: "bar-name" }, words.length > 40 ? words.slice(0, 39) + "…" : words));
      drawn.append(svg("rect", { x: left, y, width: Math.max(1, (Math.abs(Number(row[value])) / most) * (width - left - 90)), height: 20, class: "bar-fill" }));
      drawn.append(svg("text", { x: left + Math.max(1, (Math.abs(Number(row[value])) / most) * (width - left - 90)) + 6, y: y + 15, class: "bar-name" }, row[value]));
    });
    const figure = element("figure", null, { class: "chart" });
    figure.append(element("figcaption", last.fields[value].name + (last.rows.length > BARS ? ", the first " + BARS + " rows" : ""), { class: "chart-title" }), drawn);
    answer.replaceChildren(figure);
  }

  function field(text) {
    const safe = /^[=+\-@\t\r]/.test(text) && Number.isNaN(Number(text)) ? "'" + text : text;
    return /[",\n]/.test(safe) ? '"' + safe.replace(/"/g, '""') + '"' : safe;
  }

  function save() {
    const lines = [last.fields.map((each) => each.name), ...last.rows].map((row) => row.map(field).join(","));
    const link = element("a", null, { download: "answer.csv", href: URL.createObjectURL(new Blob([lines.join("\n") + "\n"], { type: "text/csv" })) });
    link.click();
  }

  async function ask() {
    state.textContent = opening ? "Asking…" : "Loading the engine and the database…";
    const began = performance.now();
    try {
      opening = opening || open();
      const connection = await opening;
      last = read(await connection.query(sql.value));
      showTable();
      csv.hidden = false;
      asChart.hidden = last.rows.length === 0 || !last.fields.some((_, place) => isNumber(place));
      asChart.textContent = "Show as chart";
      state.textContent = last.rows.length + (last.rows.length === 1 ? " row in " : " rows in ") + Math.round(performance.now() - began) / 1000 + " s";
    } catch (error) {
      if (!last) opening = null;
      answer.replaceChildren();
      csv.hidden = true;
      asChart.hidden = true;
      state.textContent = String(error.message || error);
    }
  }

  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask();
  });
  for (const button of document.querySelectorAll(".question")) {
    button.addEventListener("click", () => {
      sql.value = button.dataset.sql;
      ask();
    });
  }
  csv.addEventListener("click", save);
  asChart.addEventListener("click", () => {
    const isTable = answer.querySelector("table") !== null;
    (isTable ? showChart : showTable)();
    asChart.textContent = isTable ? "Show as table" : "Show as chart";
  });
})();
