document.querySelectorAll(".chart").forEach(function (chart) {
  var marks = Array.from(chart.querySelectorAll(".mark")), at = -1;

  function go(place) {
    if (at >= 0) marks[at].classList.remove("at");
    at = place;
    if (at < 0) { showTip(""); return; }
    marks[at].classList.add("at");
    var box = marks[at].getBoundingClientRect();
    showTip(marks[at].dataset.say, box.right, box.top);
    say(marks[at].dataset.say);
  }

  function open(mark) {
    if (mark.dataset.ref) openNumber(chart, mark.dataset.ref, mark.dataset.say);
  }

  chart.addEventListener("keydown", function (event) {
    var step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step && marks.length) go((at + step + marks.length + (at < 0 && step < 0 ? 1 : 0)) % marks.length);
    else if (event.key === "Home") go(0);
    else if (event.key === "End") go(marks.length - 1);
    else if (event.key === "Enter" && at >= 0) open(marks[at]);
    else if (event.key === "Escape") { go(-1); chart.blur(); }
    else return;
    event.preventDefault();
  });
  chart.addEventListener("blur", function () { go(-1); });
  chart.addEventListener("mousemove", function (event) {
    var mark = event.target.closest(".mark");
    showTip(mark ? mark.dataset.say : "", event.clientX, event.clientY);
  });
  chart.addEventListener("mouseleave", function () { showTip(""); });
  chart.addEventListener("click", function (event) {
    var mark = event.target.closest(".mark");
    if (mark) open(mark);
  });
});

