// Two columns that scroll together: the block at the top of one stands at the top of the other.
// Blocks belong together where their anchors are the same but for the prefix of the pane: two views of one text. A
// translation has other words than its original, and so other anchors: there headings belong together if the two have
// equally many, and between them blocks if these are equally many, or else those that bear the same number. Between
// what belongs together the place is in proportion.
(function () {
  "use strict";
  var box = document.querySelector("[data-panes]");
  if (!box) return;
  var panes = Array.prototype.slice.call(box.querySelectorAll("[data-pane]"));
  var button = document.querySelector("[data-sync]");
  var together = true;
  var leader = null;
  var points = [];

  function top(pane, element) {
    return element.getBoundingClientRect().top - pane.getBoundingClientRect().top + pane.scrollTop;
  }

  /** The headings and blocks of a pane, without its notes. */
  function blocks(pane) {
    var start = pane.dataset.pane;
    var all = pane.querySelectorAll('[id^="' + start + 'p."], [id^="' + start + 'h."]');
    return Array.prototype.filter.call(all, function (element) { return !element.closest(".endnotes"); });
  }

  function anchor(pane, element) { return element.id.slice(pane.dataset.pane.length); }

  function byAnchor(first, second) {
    var other = {};
    second.forEach(function (element) { other[anchor(panes[1], element)] = element; });
    return first.map(function (element) { return [element, other[anchor(panes[0], element)]]; })
      .filter(function (pair) { return pair[1]; });
  }

  /** Blocks in stretches, each of which begins with a heading (the first may have none). */
  function stretches(pane, all) {
    var found = [[]];
    all.forEach(function (element) {
      if (anchor(pane, element).charAt(0) === "h") found.push([element]);
      else found[found.length - 1].push(element);
    });
    return found;
  }

  function ofKind(stretch, name) {
    return stretch.filter(function (element) { return !name || element.localName === name; });
  }

  /** What the number says that stands before a block ("1.", "3)"); nothing where there is none. */
  function numberOf(element) {
    var number = element.querySelector(":scope > .n");
    return number ? number.textContent.replace(/\s/g, "") : "";
  }

  function byNumber(first, second) {
    var other = {};
    second.forEach(function (element) {
      var number = numberOf(element);
      if (number) other[number] = number in other ? null : element;
    });
    var seen = {};
    first.forEach(function (element) { seen[numberOf(element)] = (seen[numberOf(element)] || 0) + 1; });
    return first.map(function (element) { return [element, seen[numberOf(element)] === 1 && other[numberOf(element)]]; })
      .filter(function (pair) { return pair[1]; });
  }

  function inOrder(first, second) {
    return first.map(function (element, place) { return [element, second[place]]; });
  }

  /** All blocks one by one where they are equally many, or else the paragraphs, the items, what bears a number. */
  function byPlace(first, second) {
    if (first.length === second.length) return inOrder(first, second);
    var found = byNumber(first, second);
    ["p", "li"].forEach(function (name) {
      var one = ofKind(first, name);
      var two = ofKind(second, name);
      if (one.length === two.length) found = found.concat(inOrder(one, two));
    });
    return found;
  }

  function belongTogether() {
    var first = blocks(panes[0]);
    var second = blocks(panes[1]);
    var same = byAnchor(first, second);
    if (same.length * 2 > Math.min(first.length, second.length)) return same;
    var one = stretches(panes[0], first);
    var two = stretches(panes[1], second);
    if (one.length !== two.length) return byPlace(first, second);
    return one.reduce(function (found, stretch, place) { return found.concat(byPlace(stretch, two[place])); }, []);
  }

  /** Pairs of heights at which the two panes show the same, in order, from the start to the end. */
  function measure() {
    var found = [[0, 0]];
    belongTogether().map(function (pair) {
      return [top(panes[0], pair[0]), top(panes[1], pair[1])];
    }).sort(function (a, b) { return a[0] - b[0] || a[1] - b[1]; }).forEach(function (pair) {
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
