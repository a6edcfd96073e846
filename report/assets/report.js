"use strict";
(() => {
  const body = document.querySelector("#findings tbody");
  if (!body) return;
  const rows = [...body.rows], byId = (id) => document.getElementById(id);
  const search = byId("search"), severity = byId("severity"), rule = byId("rule"), count = byId("count");
  const filter = () => {
    const words = search.value.toLowerCase();
    let n = 0;
    for (const row of rows) {
      const show = (!severity.value || row.className === severity.value) &&
        (!rule.value || row.cells[1].textContent === rule.value) &&
        (!words || row.textContent.toLowerCase().includes(words));
      row.hidden = !show;
      if (show) n++;
    }
    count.textContent = n + " of " + rows.length;
  };
  for (const field of [search, severity, rule]) field.addEventListener("input", filter);
  document.querySelector(".filters").addEventListener("submit", (e) => e.preventDefault());
  const value = (row, column) => {
    const cell = row.cells[column];
    return cell.dataset.sort === undefined ? cell.textContent : Number(cell.dataset.sort);
  };
  for (const button of document.querySelectorAll("th button")) {
    button.addEventListener("click", () => {
      const head = button.parentElement, column = Number(button.dataset.column);
      const down = head.getAttribute("aria-sort") === "ascending";
      for (const th of head.parentElement.cells) th.setAttribute("aria-sort", "none");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const sign = down ? -1 : 1;
      rows.sort((a, b) => {
        const x = value(a, column), y = value(b, column);
        return sign * (x < y ? -1 : x > y ? 1 : 0);
      });
      body.append(...rows);
    });
  }
  // A link to a finding opens its cable.
  const open = () => {
    const target = location.hash && byId(location.hash.slice(1));
    const cable = target && target.closest("details");
    if (!cable) return;
    cable.open = true;
    target.scrollIntoView();
  };
  addEventListener("hashchange", open);
  open();
  filter();
})();
