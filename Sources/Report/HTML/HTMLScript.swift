// What the page can do with a script: filter, sort, and move by keyboard. Without one, all of it is readable.

enum HTMLScript {
  static let text: StaticString = """
    "use strict";
    (() => {
      const all = (selector, root = document) => [...root.querySelectorAll(selector)];
      const form = document.querySelector(".filters");
      const findings = all(".finding");
      const shown = () => findings.filter((finding) => !finding.hidden);
      if (form) {
        const count = form.querySelector("output");
        const apply = () => {
          const severities = new Set(all("input[name=severity]:checked", form).map((box) => box.value));
          const { category, route, tier, words } = form.elements;
          const wanted = words.value.trim().toLowerCase();
          for (const finding of findings) {
            const data = finding.dataset;
            finding.hidden = !(
              severities.has(data.severity) &&
              (!category.value || data.category === category.value) &&
              (!tier.value || data.tier === tier.value) &&
              (!route.value || ` ${data.routes} `.includes(` ${route.value} `)) &&
              (!wanted || finding.textContent.toLowerCase().includes(wanted))
            );
          }
          count.textContent = `${shown().length} of ${findings.length} shown`;
        };
        form.hidden = false;
        all(".hint").forEach((hint) => (hint.hidden = false));
        form.addEventListener("input", apply);
        form.addEventListener("submit", (event) => event.preventDefault());
        form.addEventListener("reset", () => setTimeout(apply));
        apply();
      }
      // `2 + 3N` with a thousand rows; a dash weighs nothing.
      const weight = (text) =>
        text.split("+").reduce((sum, term) => {
          const letters = (term.match(/[A-Z]/g) || []).length;
          const degree = letters + (term.includes("\\u00b2") ? 1 : 0) + (term.includes("\\u00b3") ? 2 : 0) + (term.includes("^") ? 3 : 0);
          const count = parseInt(term, 10);
          return sum + (Number.isNaN(count) ? (letters ? 1 : 0) : count) * 1000 ** degree;
        }, 0);
      for (const table of all("table.sortable")) {
        all("thead th", table).forEach((head, column) => {
          const button = document.createElement("button");
          button.type = "button";
          button.append(...head.childNodes);
          head.append(button);
          button.addEventListener("click", () => {
            const isNumber = head.dataset.kind === "number";
            const before = head.getAttribute("aria-sort");
            const order = before ? (before === "descending" ? "ascending" : "descending") : head.dataset.first || "ascending";
            all("thead th", table).forEach((other) => other.removeAttribute("aria-sort"));
            head.setAttribute("aria-sort", order);
            const sign = order === "descending" ? -1 : 1;
            const key = (row) => {
              const cell = row.cells[column];
              return isNumber ? weight(cell.textContent) : cell.textContent;
            };
            const rows = all("tbody tr", table).sort((a, b) => {
              const [left, right] = [key(a), key(b)];
              return sign * (isNumber ? left - right : left.localeCompare(right));
            });
            table.tBodies[0].append(...rows);
          });
        });
      }
      const open = () => {
        const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
        if (target && target.classList.contains("finding")) {
          target.hidden = false;
          target.open = true;
          target.scrollIntoView();
        }
      };
      addEventListener("hashchange", open);
      open();
      addEventListener("keydown", (event) => {
        if (event.ctrlKey || event.metaKey || event.altKey) return;
        if (event.target.closest("input, select, textarea")) return;
        const list = shown();
        const now = list.indexOf(document.activeElement.closest(".finding"));
        const focus = (place) => {
          const finding = list[Math.max(0, Math.min(list.length - 1, place))];
          if (finding) finding.querySelector("summary").focus();
        };
        if (event.key === "j") focus(now + 1);
        else if (event.key === "k") focus(now - 1);
        else if (event.key === "e") list.forEach((finding) => (finding.open = true));
        else if (event.key === "c") list.forEach((finding) => (finding.open = false));
        else if (event.key === "/" && form) form.elements.words.focus();
        else return;
        event.preventDefault();
      });
      let closed = [];
      addEventListener("beforeprint", () => {
        closed = all("details:not([open])");
        closed.forEach((part) => (part.open = true));
      });
      addEventListener("afterprint", () => closed.forEach((part) => (part.open = false)));
    })();
    """
}
