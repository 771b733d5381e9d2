// On every page: copies words, sorts tables, saves a chart as PNG, and opens the folded part that an address or the
// printer asks for. Without it nothing is missing but these.
"use strict";
(() => {
  async function copy(button) {
    const words = button.closest(".copyable").querySelector(".words");
    try {
      await navigator.clipboard.writeText(words.textContent);
      button.textContent = "Copied";
    } catch {
      const range = document.createRange();
      range.selectNodeContents(words);
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      button.textContent = document.execCommand("copy") ? "Copied" : "Selected: press Ctrl and C";
    }
  }

  function lines(pen, text, width) {
    const found = [""];
    for (const word of text.split(" ")) {
      const longer = (found[found.length - 1] + " " + word).trim();
      if (pen.measureText(longer).width > width && found[found.length - 1]) found.push(word);
      else found[found.length - 1] = longer;
    }
    return found;
  }

  // Draws the chart with its words above and its source below, as the SVG file has them, in light colours.
  function picture(figure) {
    const drawn = figure.querySelector(".wide svg");
    const text = new XMLSerializer().serializeToString(drawn).replace(/var\(--[\w-]+, (#\w+)\)/g, "$1");
    const image = new Image();
    image.addEventListener("load", () => {
      const margin = 24;
      const width = Number(drawn.getAttribute("width"));
      const canvas = document.createElement("canvas");
      const pen = canvas.getContext("2d");
      const parts = [[".chart-title", "bold 23px sans-serif", 30, "#0b0c0c"], [".chart-subtitle", "15px sans-serif", 21, "#505a5f"]]
        .map(([name, font, step, colour]) => ({ font, step, colour, text: figure.querySelector(name).textContent }));
      const source = { font: "15px sans-serif", step: 21, colour: "#505a5f", text: figure.dataset.source };
      for (const part of [...parts, source]) {
        pen.font = part.font;
        part.lines = lines(pen, part.text, width - 2 * margin);
      }
      const above = margin + parts.reduce((sum, part) => sum + part.lines.length * part.step, 0);
      canvas.width = width * 1.5;
      canvas.height = (above + Number(drawn.getAttribute("height")) + source.lines.length * source.step + margin) * 1.5;
      pen.scale(1.5, 1.5);
      pen.fillStyle = "#ffffff";
      pen.fillRect(0, 0, canvas.width, canvas.height);
      let y = margin;
      const write = (part) => {
        pen.font = part.font;
        pen.fillStyle = part.colour;
        for (const line of part.lines) pen.fillText(line, margin, (y += part.step) - part.step / 4);
      };
      parts.forEach(write);
      pen.drawImage(image, 0, y);
      y += Number(drawn.getAttribute("height"));
      write(source);
      canvas.toBlob((blob) => {
        const link = document.createElement("a");
        link.href = URL.createObjectURL(blob);
        link.download = figure.dataset.name + ".png";
        link.click();
      });
    });
    image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(text);
  }

  // Sorts a table by a column: by the number in data-sort where a cell has one, else by its words.
  function sort(button) {
    const head = button.closest("th");
    const body = head.closest("table").tBodies[0];
    const place = [...head.parentElement.children].indexOf(head);
    const isUp = head.getAttribute("aria-sort") !== "ascending";
    const key = (row) => {
      const cell = row.children[place];
      return "sort" in cell.dataset ? Number(cell.dataset.sort) : cell.textContent.trim().toLowerCase();
    };
    const compare = (one, other) => (typeof one === "number" ? one - other : one.localeCompare(other));
    const rows = [...body.rows].sort((one, other) => compare(key(one), key(other)) * (isUp ? 1 : -1));
    for (const each of head.parentElement.children) each.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", isUp ? "ascending" : "descending");
    body.append(...rows);
  }

  // Opens what is folded around the place that the address names.
  function unfold() {
    const place = document.getElementById(location.hash.slice(1));
    let part = place?.closest("details");
    if (!part || part.open) return;
    for (; part; part = part.parentElement.closest("details")) part.open = true;
    place.scrollIntoView();
  }

  addEventListener("hashchange", unfold);
  unfold();
  addEventListener("beforeprint", () => {
    for (const part of document.querySelectorAll("details:not([open], .cite, .folded)")) {
      part.open = part.dataset.printed = true;
    }
  });
  addEventListener("afterprint", () => {
    for (const part of document.querySelectorAll("details[data-printed]")) {
      part.open = false;
      delete part.dataset.printed;
    }
  });

  for (const button of document.querySelectorAll("button.copy")) {
    button.hidden = false;
    button.addEventListener("click", () => (button.classList.contains("png") ? picture(button.closest("figure")) : copy(button)));
  }
  for (const head of document.querySelectorAll("table.sortable thead th:not(.plotted)")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => sort(button));
  }
})();
