var other = document.getElementById("other-language"), links = Array.from(document.querySelectorAll(".contents a"));
var anchors = links.map(function (a) { return document.getElementById(a.getAttribute("href").slice(1)); });

function here() {
  var place = 0;
  anchors.forEach(function (node, i) { if (node && node.getBoundingClientRect().top < 120) place = i; });
  return place;
}

function follow() {
  var place = here();
  links.forEach(function (a, i) {
    if (i === place) a.setAttribute("aria-current", "location");
    else a.removeAttribute("aria-current");
  });
  if (other) other.href = other.getAttribute("href").split("#")[0] + links[place].getAttribute("href");
}

var waiting = false;
document.addEventListener("scroll", function () {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(function () { waiting = false; follow(); });
}, { passive: true });
follow();
