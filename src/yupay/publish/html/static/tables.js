var collator = new Intl.Collator(document.documentElement.lang, { numeric: true });

function numberIn(text) {
  var plain = text.split(data.group).join("").split(data.decimal).join(".").replace(/\u2212/g, "-");
  var found = plain.match(/-?\d*\.?\d+/);
  return found ? parseFloat(found[0]) : null;
}

function sortKey(row, column, numeric) {
  var cell = row.cells[column], text = cell ? cell.textContent.trim() : "";
  return numeric ? numberIn(text) : text;
}

function sortBody(body, column, numeric, down) {
  var rows = Array.from(body.rows).filter(function (row) { return !row.matches(".group, .bars"); });
  var keyed = rows.map(function (row, place) { return [sortKey(row, column, numeric), place, row]; });
  keyed.sort(function (a, b) {
    if (a[0] === null || b[0] === null) return (a[0] === null) - (b[0] === null) || a[1] - b[1];
    var order = numeric ? a[0] - b[0] : collator.compare(a[0], b[0]);
    return (down ? -order : order) || a[1] - b[1];
  });
  keyed.forEach(function (entry) {
    var behind = barsOf(entry[2]);
    body.appendChild(entry[2]);
    if (behind) body.appendChild(behind);
  });
}

function barsOf(row) {
  var next = row.nextElementSibling;
  return next && next.classList.contains("bars") ? next : null;
}

document.querySelectorAll("tr.opens").forEach(function (row) {
  var behind = barsOf(row), opener = row.querySelector(".opener");

  function open(wanted) {
    behind.hidden = !wanted;
    opener.setAttribute("aria-expanded", String(wanted));
  }

  open(false);
  opener.title = W.open_bars;
  row.addEventListener("click", function (event) {
    if (!event.target.closest("button.n")) open(behind.hidden);
  });
});

document.querySelectorAll("figure[data-sortable]").forEach(function (figure) {
  var table = figure.querySelector("table"), heads = Array.from(table.tHead.rows[table.tHead.rows.length - 1].cells);
  var order = Array.from(table.tBodies).map(function (body) { return [body, Array.from(body.rows)]; });
  var reset = make("button", "reset", W.reset);
  reset.type = "button";
  reset.hidden = true;
  figure.querySelector(".scroll").after(reset);

  function clear() { heads.forEach(function (head) { head.removeAttribute("aria-sort"); }); }

  heads.forEach(function (head, column) {
    var button = head.querySelector(".sort"), name = button.textContent;
    button.title = fill(W.sort_by, { column: name });
    button.addEventListener("click", function () {
      var down = head.getAttribute("aria-sort") === "ascending", numeric = head.classList.contains("right");
      clear();
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      Array.from(table.tBodies).forEach(function (body) { sortBody(body, column, numeric, down); });
      reset.hidden = false;
      say(fill(down ? W.sorted_down : W.sorted_up, { column: name }));
    });
  });
  reset.addEventListener("click", function () {
    clear();
    order.forEach(function (entry) { entry[1].forEach(function (row) { entry[0].appendChild(row); }); });
    reset.hidden = true;
    heads[0].querySelector(".sort").focus();
    say(W.sorted_not);
  });
});


function numbersOf(row) { return Array.from(row.querySelectorAll("button.n")); }

function besideOrAbove(table, from, name) {
  var cell = from.closest("th, td"), row = cell.parentNode, rows = Array.from(table.querySelectorAll("tbody tr"));
  if (name === "ArrowRight" || name === "ArrowLeft") {
    var along = numbersOf(row);
    return along[along.indexOf(from) + (name === "ArrowRight" ? 1 : -1)];
  }
  var step = name === "ArrowDown" ? 1 : -1;
  for (var i = rows.indexOf(row) + step; i >= 0 && i < rows.length; i += step) {
    var met = rows[i].cells[cell.cellIndex], found = met && met.querySelector("button.n");
    if (found) return found;
  }
  return undefined;
}

document.querySelectorAll("figure.table table").forEach(function (table) {
  var all = numbersOf(table);
  if (all.length < 13) return;
  all.forEach(function (number, i) { number.tabIndex = i ? -1 : 0; });
  table.addEventListener("focusin", function (event) {
    if (!event.target.matches("button.n")) return;
    numbersOf(table).forEach(function (number) { number.tabIndex = number === event.target ? 0 : -1; });
  });
  table.addEventListener("keydown", function (event) {
    if (!event.target.matches("button.n") || event.key.indexOf("Arrow") !== 0) return;
    var next = besideOrAbove(table, event.target, event.key);
    if (next) next.focus();
    event.preventDefault();
  });
});

