// Two columns that scroll together: the block at the top of one stands at the top of the other.
// Blocks belong together where their anchors are the same but for the prefix of the pane; between them, and where two
// documents have no anchors in common, the place is in proportion.
(function () {
  "use strict";
  var box = document.querySelector("[data-panes]");
  if (!box) return;
  box.classList.add("scrolling");
  var panes = Array.prototype.slice.call(box.querySelectorAll("[data-pane]"));
  var button = document.querySelector("[data-sync]");
  var together = true;
  var leader = null;
  var points = [];

  function top(pane, element) {
    return element.getBoundingClientRect().top - pane.getBoundingClientRect().top + pane.scrollTop;
  }

  /** Pairs of heights at which the two panes show the same, in order, from the start to the end. */
  function measure() {
    var other = {};
    var second = panes[1].dataset.pane;
    panes[1].querySelectorAll("[id]").forEach(function (element) {
      if (element.id.indexOf(second) === 0) other[element.id.slice(second.length)] = element;
    });
    var found = [[0, 0]];
    panes[0].querySelectorAll('[id^="p."], [id^="h."]').forEach(function (element) {
      var match = other[element.id];
      if (!match) return;
      var pair = [top(panes[0], element), top(panes[1], match)];
      var last = found[found.length - 1];
      if (pair[0] > last[0] && pair[1] > last[1]) found.push(pair);
    });
    var end = [panes[0].scrollHeight, panes[1].scrollHeight];
    points = found.filter(function (pair) { return pair[0] < end[0] && pair[1] < end[1]; }).concat([end]);
  }

  function matching(height, from) {
    var to = 1 - from;
    var low = 0;
    var high = points.length - 1;
    while (low < high - 1) {
      var middle = (low + high) >> 1;
      if (points[middle][from] <= height) low = middle;
      else high = middle;
    }
    var a = points[low];
    var b = points[high];
    var share = b[from] > a[from] ? (height - a[from]) / (b[from] - a[from]) : 0;
    return a[to] + share * (b[to] - a[to]);
  }

  function follow(index) {
    if (!together || leader !== panes[index]) return;
    var pane = panes[index];
    var other = panes[1 - index];
    var room = pane.scrollHeight - pane.clientHeight;
    other.scrollTop = pane.scrollTop <= 0 ? 0
      : pane.scrollTop >= room - 1 ? other.scrollHeight
        : matching(pane.scrollTop, index);
  }

  panes.forEach(function (pane, index) {
    ["pointerenter", "pointerdown", "touchstart", "wheel", "focusin", "keydown"].forEach(function (name) {
      pane.addEventListener(name, function () { leader = pane; }, { passive: true });
    });
    pane.addEventListener("scroll", function () {
      if (!leader) leader = pane;
      follow(index);
    }, { passive: true });
  });

  if (button) {
    button.addEventListener("click", function () {
      together = !together;
      button.setAttribute("aria-pressed", String(together));
      if (together) follow(leader === panes[1] ? 1 : 0);
    });
  }

  /** Bring the block that the address names to the top of its pane; the other follows. */
  function toTarget() {
    var target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    var index = panes[1].contains(target) ? 1 : 0;
    leader = panes[index];
    leader.scrollTop = top(leader, target) - 8;
    follow(index);
    window.scrollTo(0, window.scrollY + box.getBoundingClientRect().top - offset());
  }
  function offset() {
    var bar = document.querySelector("[data-doc-bar]");
    return bar ? bar.getBoundingClientRect().height + parseFloat(getComputedStyle(bar).top || "0") : 0;
  }

  function start() { measure(); toTarget(); }
  if (document.readyState === "complete") start();
  else window.addEventListener("load", start);
  window.addEventListener("hashchange", toTarget);
  window.addEventListener("resize", function () { measure(); });
  if (document.fonts && document.fonts.ready) document.fonts.ready.then(measure);
})();
