document.querySelectorAll(".map").forEach(function (map) {
  var body = data.maps[map.dataset.map], frames = map.querySelector(".frames"), at = -1, layer = 0, apart = false;
  var turns = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  function shapes(place) { return frames.querySelectorAll('[data-place="' + place + '"]'); }

  function shown(place) { return body.at[place].length === 2 && (apart || !body.places[place][1]); }

  function facts(place) {
    var held = body.layers[layer], told = held.facts[place];
    return told.map(function (fact, i) { return [held.heads[i], fact[0], fact[1]]; });
  }

  function className(place) {
    var held = body.layers[layer];
    return held.classes[held.values[place]][0];
  }

  function headline(place) {
    var held = body.layers[layer], k = held.values[place], counted = held.classes.filter(function (c) { return !c[2]; });
    var values = { place: body.places[place][0], layer: held.label, "class": className(place), k: k + 1, all: counted.length };
    return fill(held.classes[k][2] ? W.said_none : W.said, values);
  }

  function spoken(place) {
    var pair = body.layers[layer].answered, held = facts(place);
    var told = held.filter(function (_, i) { return !pair.length || (i !== pair[0] && i !== pair[0] + 1); })
      .filter(function (fact) { return fact[1] !== className(place) && fact[1] !== "\u2014"; })
      .map(function (fact) { return fact[0] + ": " + fact[1]; });
    if (pair.length) told.push(fill(W.answered_of, { answered: held[pair[0]][1], existing: held[pair[0] + 1][1], offices: pair[1] }));
    if (body.layers[layer].part[place] !== "none") told.push(W.incomplete);
    return [headline(place)].concat(told).join(", ");
  }

  function go(place) {
    if (at >= 0) shapes(at).forEach(function (shape) { shape.classList.remove("at"); });
    at = place;
    if (at < 0) { showTip(""); return; }
    shapes(at).forEach(function (shape) { shape.classList.add("at"); shape.parentNode.appendChild(shape); });
    var box = shapes(at)[0].getBoundingClientRect();
    showTip(spoken(at), box.right, box.top);
    say(spoken(at));
  }

  function along(place, turn, candidates) {
    var best = -1, mark = 0.2, here = body.at[place];
    candidates.forEach(function (other) {
      if (other === place || !shown(other)) return;
      var dx = body.at[other][0] - here[0], dy = body.at[other][1] - here[1], far = Math.hypot(dx, dy) || 1;
      var cosine = (dx * turn[0] + dy * turn[1]) / far;
      var score = candidates === body.near[place] ? cosine : cosine > 0.6 ? 1 / far + 0.2 : 0;
      if (score > mark) { mark = score; best = other; }
    });
    return best;
  }

  function step(turn) {
    var all = body.places.map(function (_, i) { return i; }), first = all.filter(shown)[0];
    if (at < 0) { go(first); return; }
    var next = along(at, turn, body.near[at]);
    if (next < 0) next = along(at, turn, all);
    if (next >= 0) go(next);
  }

  function open(place) {
    var list = make("dl"), held = body.layers[layer];
    var told = facts(place), named = told.some(function (fact) { return fact[1] === className(place); });
    if (!named) line(list, W["class"], className(place));
    told.forEach(function (fact) {
      var value = fact[2] ? make("button", "n", fact[1]) : document.createTextNode(fact[1]);
      if (fact[2]) { value.type = "button"; value.dataset.ref = fact[2]; }
      line(list, fact[0], value);
    });
    var partly = held.part[place] === "none" ? [] : [make("p", "warning", W.incomplete)];
    show(frames, body.places[place][0], held.label, partly.concat(list));
  }

  function paint() {
    var held = body.layers[layer];
    body.places.forEach(function (place, i) {
      shapes(i).forEach(function (shape) {
        var pale = place[1] && !apart;
        shape.querySelector(".fill").setAttribute("fill", pale ? "#eceff2" : held.classes[held.values[i]][1]);
        shape.querySelector(".part").setAttribute("fill", pale ? "none" : held.part[i]);
      });
    });
    map.querySelectorAll("[data-layer]").forEach(function (node) { node.hidden = Number(node.dataset.layer) !== layer; });
    if (at >= 0) say(spoken(at));
  }

  frames.addEventListener("keydown", function (event) {
    if (turns[event.key]) step(turns[event.key]);
    else if (event.key === "Enter" && at >= 0) open(at);
    else if (event.key === "Escape") {
      go(-1);
      (map.querySelector(".controls input:checked") || frames).focus();
    } else return;
    event.preventDefault();
  });
  frames.addEventListener("blur", function () { showTip(""); });
  frames.addEventListener("mousemove", function (event) {
    var shape = event.target.closest("[data-place]"), place = shape ? Number(shape.dataset.place) : -1;
    showTip(place >= 0 && shown(place) ? spoken(place) : "", event.clientX, event.clientY);
  });
  frames.addEventListener("mouseleave", function () { showTip(""); });
  frames.addEventListener("click", function (event) {
    var shape = event.target.closest("[data-place]"), place = shape ? Number(shape.dataset.place) : -1;
    if (place >= 0 && shown(place)) { go(place); showTip(""); open(place); }
  });
  map.addEventListener("change", function (event) {
    var input = event.target;
    if (input.dataset.apart !== undefined) apart = input.checked;
    else if (input.name.indexOf("layer-") === 0) layer = Number(input.value);
    else {
      map.querySelector(".drawn").hidden = input.value !== "map";
      map.querySelector(".as-table").hidden = input.value === "map";
    }
    paint();
  });
});

