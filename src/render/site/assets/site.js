// Sorting and filtering of tables. Pages are whole without it: it only adds buttons to headings that
// are there, and hides or moves rows that are there.
"use strict";
(() => {
  const vi = document.documentElement.lang === "vi";
  const words = vi
    ? { sort: "Sắp xếp theo", filter: "Lọc theo tên" }
    : { sort: "Sort by", filter: "Filter by name" };

  // The number of a cell as this page writes it; null where there is a word.
  const number = (cell) => {
    // A fraction of few cases stands in no order.
    if (/\d\/\d/.test(cell.textContent)) return null;
    // Of a ratio with its interval, the ratio.
    const shown = cell.matches("td:not([class])") ? cell : cell.querySelector(".f");
    if (!shown) return null;
    let text = shown.textContent.replace(/[^\d.,\u2212+-]/g, "").replace("\u2212", "-");
    text = vi ? text.replace(/\./g, "").replace(",", ".") : text.replace(/,/g, "");
    const value = Number.parseFloat(text);
    return Number.isNaN(value) ? null : value;
  };
  const collator = new Intl.Collator(vi ? "vi" : "en", { numeric: true });

  const sort = (table, place, heading) => {
    const down = heading.getAttribute("aria-sort") === "ascending";
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", down ? "descending" : "ascending");
    const body = table.tBodies[0];
    const rows = [...body.rows].filter((row) => !row.classList.contains("strong"));
    const totals = [...body.rows].filter((row) => row.classList.contains("strong"));
    const figures = heading.classList.contains("n");
    const keys = new Map(rows.map((row) => {
      const cell = row.cells[place];
      return [row, figures ? number(cell) : cell.textContent.trim()];
    }));
    rows.sort((a, b) => {
      const [x, y] = [keys.get(a), keys.get(b)];
      // What has no figure stays at the end, whichever way is up.
      if (x === null || y === null) return (x === null) - (y === null);
      const order = figures ? x - y : collator.compare(x, y);
      return down ? -order : order;
    });
    body.append(...rows, ...totals);
  };

  for (const table of document.querySelectorAll("table.sortable")) {
    [...table.tHead.rows[0].cells].forEach((heading, place) => {
      const button = document.createElement("button");
      button.type = "button";
      button.title = `${words.sort}: ${heading.textContent}`;
      button.append(...heading.childNodes);
      button.addEventListener("click", () => sort(table, place, heading));
      heading.append(button);
    });
    if (table.tBodies[0].rows.length < 8) continue;
    const tools = document.createElement("div");
    tools.className = "tools";
    const label = document.createElement("label");
    label.textContent = words.filter;
    const input = document.createElement("input");
    input.type = "search";
    input.id = `${table.id}-filter`;
    label.htmlFor = input.id;
    input.addEventListener("input", () => {
      const plain = (text) => text.normalize("NFC").toLowerCase();
      const wanted = plain(input.value.trim());
      for (const row of table.tBodies[0].rows) {
        row.hidden = !plain(row.cells[0].textContent).includes(wanted);
      }
    });
    tools.append(label, input);
    table.closest(".scroll").before(tools);
  }
})();
