var data = JSON.parse(document.getElementById("data").textContent);
var W = data.words;
var panel = document.getElementById("panel");
var panelBody = document.getElementById("panel-body");
var live = document.getElementById("live");
var tip = document.getElementById("tip");
var opener = null;

function make(name, className, text) {
  var node = document.createElement(name);
  if (className) node.className = className;
  if (text !== undefined && text !== null) node.textContent = text;
  return node;
}

function fill(words, values) {
  return words.replace(/\{(\w+)\}/g, function (all, key) { return key in values ? values[key] : all; });
}

function say(words) { live.textContent = words; }

function line(list, term, values) {
  values = [].concat(values).filter(Boolean);
  if (!values.length) return;
  var box = make("div");
  box.appendChild(make("dt", "", term));
  values.forEach(function (value) {
    var told = make("dd");
    told.appendChild(value.nodeType ? value : document.createTextNode(value));
    box.appendChild(told);
  });
  list.appendChild(box);
}

function link(target, text) {
  var node = make("a", "", text);
  node.href = target;
  return node;
}

function sourceLines(list, ids) {
  ids.forEach(function (id) {
    var source = data.sources[id];
    if (!source) return;
    line(list, W.cited, [source.title + ". " + source.producer, source.period, link("#source-" + id, W.open_source)]);
    line(list, W.counting_unit, source.counting_unit);
    line(list, W.limitations, source.limitations);
    var file = make("span", "", source.file || "");
    if (source.sha256) file.appendChild(make("span", "digest", "sha256 " + source.sha256));
    line(list, W.file, file);
  });
}

function figureLines(list, id) {
  var figure = data.figures[id];
  if (!figure) return;
  line(list, W.cited_in, [figure.registry, figure.label, figure.geography, figure.period]);
  line(list, W.rows, figure.row);
  line(list, W.reference, [figure.citation, figure.url && /^https?:/.test(figure.url) ? link(figure.url, figure.url) : figure.url]);
  line(list, W.warnings, figure.note);
}

function estimateLines(list, id, card) {
  line(list, W.place, card.place);
  line(list, W.value, card.value);
  line(list, W.unit, card.unit);
  line(list, W.base, [card.base, card.n ? "n = " + card.n : ""]);
  line(list, W.interval, card.interval);
  line(list, W.contrast, card.test);
  var method = data.methods[card.method];
  line(list, W.method, method ? [method, link("#method-" + card.method, W.open_method)] : card.method);
  line(list, W.assumptions, (card.assumptions || []).map(function (a) { return a[0] + ": " + a[1] + ". " + a[2]; }));
  line(list, W.design, card.design);
  (card.figures || []).forEach(function (figure) { figureLines(list, figure); });
  sourceLines(list, card.sources || []);
  line(list, W.rows, card.rows);
  line(list, W.seed, card.seed);
  line(list, W.estimate, id);
}

function citations(ids, figures) {
  var printed = (figures || []).map(function (id) { return (data.figures[id] || {}).citation; }).filter(Boolean);
  return printed.length ? printed : ids.map(function (id) { return (data.sources[id] || {}).citation; }).filter(Boolean);
}

function copyText(number, id, card, sources, figures) {
  var parts = [card ? card.quantity + (card.place ? " (" + card.place + ")" : "") + ": " + number : number];
  if (card) parts.push([card.unit, card.base, card.n ? "n = " + card.n : "", card.interval].filter(Boolean).join("; "));
  parts = parts.concat(citations(sources, figures));
  parts.push(data.study + (card ? ", " + id : "") + ".");
  return parts.filter(Boolean).join("\n");
}

function copyButton(text) {
  var button = make("button", "copy", W.copy_with_citation);
  button.type = "button";
  button.addEventListener("click", function () {
    var done = function () { button.textContent = W.copied; say(W.copied); };
    if (navigator.clipboard && window.isSecureContext) navigator.clipboard.writeText(text).then(done, function () { oldCopy(text, done); });
    else oldCopy(text, done);
  });
  return button;
}

function oldCopy(text, done) {
  var box = make("textarea", "unseen");
  box.value = text;
  panel.appendChild(box);
  box.select();
  if (document.execCommand("copy")) done();
  box.remove();
}

function show(from, head, quantity, rest) {
  if (opener && opener.setAttribute) opener.removeAttribute("aria-expanded");
  opener = from;
  panelBody.textContent = "";
  if (head) panelBody.appendChild(make("p", "panel-number", head));
  if (quantity) panelBody.appendChild(make("p", "panel-quantity", quantity));
  rest.forEach(function (node) { panelBody.appendChild(node); });
  panel.hidden = false;
  panel.scrollTop = 0;
  if (from && from.classList.contains("n")) from.setAttribute("aria-expanded", "true");
  document.getElementById("panel-close").focus({ preventScroll: true });
}

function openNumber(from, reference, number) {
  var list = make("dl"), card = data.estimates[reference], rest = [], sources = [], figures = [];
  if (card) {
    (card.warnings || []).forEach(function (words) { rest.push(make("p", "warning", words)); });
    estimateLines(list, reference, card);
    sources = card.sources || [];
    figures = card.figures;
  } else if (reference.indexOf("figure:") === 0) {
    figures = [reference.slice(7)];
    figureLines(list, figures[0]);
    sources = [(data.figures[figures[0]] || {}).source];
    sourceLines(list, sources);
  } else {
    sources = reference.replace(/^source:/, "").split("|");
    sourceLines(list, sources);
  }
  rest.push(list, copyButton(copyText(number, reference, card, sources, figures)));
  show(from, number, card ? card.quantity : "", rest);
}

function asSaid(number) {
  var words = number.textContent;
  return number.dataset.form === "p" ? "p " + (/^[<>]/.test(words) ? "" : "= ") + words : words;
}

function openTerm(from, place) {
  var term = data.terms[place];
  show(from, "", "", [make("p", "panel-number", term[0]), make("p", "panel-quantity", term[1])]);
}

function closePanel() {
  if (panel.hidden) return false;
  panel.hidden = true;
  if (opener) {
    opener.removeAttribute("aria-expanded");
    opener.focus({ preventScroll: true });
  }
  opener = null;
  return true;
}

document.getElementById("panel-close").addEventListener("click", closePanel);
document.addEventListener("keydown", function (event) {
  if (event.key === "Escape" && closePanel()) event.stopImmediatePropagation();
}, true);
document.addEventListener("click", function (event) {
  var number = event.target.closest("button.n"), term = event.target.closest("a.term");
  if (number) openNumber(number, number.dataset.ref, asSaid(number));
  else if (term) { event.preventDefault(); openTerm(term, Number(term.dataset.term)); }
  else if (event.target.closest('#panel a[href^="#"]')) { panel.hidden = true; opener = null; }
});

function showTip(words, x, y) {
  tip.textContent = words;
  tip.hidden = !words;
  if (!words) return;
  var box = tip.getBoundingClientRect();
  tip.style.left = Math.max(6, Math.min(x + 14, window.innerWidth - box.width - 6)) + "px";
  tip.style.top = (y + box.height + 24 > window.innerHeight ? y - box.height - 12 : y + 16) + "px";
}

