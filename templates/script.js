(function () {
  "use strict";
  // Sorting and filtering of tables marked data-sort. Everything can be read without it.
  for (const table of document.querySelectorAll("table[data-sort]")) {
    const body = table.tBodies[0];
    const rows = Array.from(body.rows);
    const value = (row, at) => row.cells[at].dataset.v ?? "";
    const heads = Array.from(table.tHead.rows[0].cells);
    heads.forEach((head, at) => {
      const button = document.createElement("button");
      button.type = "button";
      button.title = "Sort by this column";
      while (head.firstChild) button.append(head.firstChild);
      head.append(button);
      head.setAttribute("aria-sort", "none");
      button.addEventListener("click", () => {
        const now = head.getAttribute("aria-sort");
        const up = now === "none" ? head.dataset.first !== "down" : now === "descending";
        heads.forEach((other) => other.setAttribute("aria-sort", "none"));
        head.setAttribute("aria-sort", up ? "ascending" : "descending");
        const keys = new Map(rows.map((row) => [row, value(row, at)]));
        const text = head.dataset.as === "text";
        rows.sort((a, b) => {
          const [x, y] = [keys.get(a), keys.get(b)];
          // What has no value stands last, whichever way.
          if (x === "" || y === "") return (x === "") - (y === "");
          const order = text ? x.localeCompare(y) : x - y;
          return up ? order : -order;
        });
        body.append(...rows);
      });
    });
    const controls = document.getElementById(table.id + "-controls");
    if (!controls) continue;
    controls.hidden = false;
    const name = controls.querySelector("input");
    const kind = controls.querySelector("select");
    const told = controls.querySelector("output");
    const filter = () => {
      const wanted = name.value.trim().toLocaleLowerCase();
      let shown = 0;
      for (const row of rows) {
        const fits = value(row, 0).toLocaleLowerCase().includes(wanted) && (" " + row.dataset.is + " ").includes(kind.value);
        row.hidden = !fits;
        shown += fits ? 1 : 0;
      }
      told.textContent = shown + " of " + rows.length + " shown";
    };
    name.addEventListener("input", filter);
    kind.addEventListener("change", filter);
    filter();
  }
})();
