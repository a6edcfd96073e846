"use strict";
(() => {
  const body = document.querySelector("#findings tbody");
  if (!body) return;
  const rows = [...body.rows], byId = (id) => document.getElementById(id);
  const form = document.querySelector(".filters");
  const search = byId("search"), severity = byId("severity"), rule = byId("rule"), fix = byId("fix"), count = byId("count");
  const cables = [...document.querySelectorAll("details.cable")], narrowed = byId("narrowed");
  const listed = new Set(rows.map((row) => row.dataset.cable));
  const filter = () => {
    const words = search.value.toLowerCase(), met = new Set();
    let n = 0;
    for (const row of rows) {
      const show = (!severity.value || row.className === severity.value) &&
        (!rule.value || row.cells[1].textContent === rule.value) &&
        (!fix.value || (row.cells[5].textContent || "none") === fix.value) &&
        (!words || row.textContent.toLowerCase().includes(words));
      row.hidden = !show;
      if (show) {
        n++;
        met.add(row.dataset.cable);
      }
    }
    count.textContent = n + " of " + rows.length;
    // The cables below are those of the findings above.
    const all = n === rows.length;
    let k = 0;
    for (const cable of cables) {
      cable.hidden = !all && listed.has(cable.id) && !met.has(cable.id);
      if (!cable.hidden) k++;
    }
    narrowed.hidden = k === cables.length;
    narrowed.textContent = k + " of " + cables.length + " cables, those of the findings that are shown above";
  };
  for (const field of [search, severity, rule, fix]) field.addEventListener("input", filter);
  form.addEventListener("submit", (e) => e.preventDefault());
  form.addEventListener("reset", () => setTimeout(filter));
  for (const pick of document.querySelectorAll(".pick")) {
    pick.addEventListener("click", () => {
      form.reset();
      rule.value = pick.dataset.rule;
      filter();
      byId("findings").scrollIntoView();
      rule.focus({preventScroll: true});
    });
  }
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
  // Who looks at a mark sees its finding in the list beside it.
  for (const cable of cables) {
    const light = (e, on) => {
      const mark = e.target.closest && e.target.closest("mark");
      if (!mark) return;
      for (const n of mark.dataset.findings.split(" ")) {
        const item = byId(cable.id + "-" + n);
        if (item) item.classList.toggle("on", on);
      }
    };
    for (const kind of ["mouseover", "focusin"]) cable.addEventListener(kind, (e) => light(e, true));
    for (const kind of ["mouseout", "focusout"]) cable.addEventListener(kind, (e) => light(e, false));
  }
  // A link to a finding opens its cable; one to its place in the text goes to the mark.
  const open = () => {
    const target = location.hash && byId(location.hash.slice(1));
    const cable = target && target.closest("details");
    if (!cable) return;
    cable.hidden = false;
    cable.open = true;
    target.scrollIntoView({block: "center"});
    const mark = target.closest("mark");
    if (mark) mark.focus({preventScroll: true});
  };
  addEventListener("hashchange", open);
  open();
  filter();
})();
