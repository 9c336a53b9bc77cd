// The page of a document: views that keep the place, keys, copying, and what is known of editorial interventions.
// Everything here is an addition: without it the page reads, links and prints as well.
(function () {
  "use strict";
  var said = document.getElementById("said");
  var article = document.querySelector("article.document");
  if (!article) return;

  function say(words) {
    if (said) said.textContent = words || "";
  }

  // ------------------------------------------------------------------ the place in the text

  var KEYS = "diplomatica-keys";
  var links = Array.prototype.slice.call(article.querySelectorAll("[data-view]"));
  var bases = links.map(function (link) { return link.getAttribute("href"); });
  var text = document.getElementById("text");
  var panes = article.querySelectorAll("[data-pane]");

  /** The blocks that hold no other block, in order: their lower edges follow one another. */
  function blocksIn(root) {
    var which = '[id^="p."], [id^="h."], [id^="d-p."], [id^="d-h."]';
    var all = root ? Array.prototype.slice.call(root.querySelectorAll(which)) : [];
    return all.filter(function (block) { return block.offsetHeight > 0 && !block.querySelector(which); });
  }

  var blocks = blocksIn(text || panes[0]);

  /** The permalink of the block at the top of the view, without a prefix; nothing at the head of the page. */
  function place() {
    var pane = panes[0];
    var inPane = pane && pane.scrollHeight > pane.clientHeight + 1 && getComputedStyle(pane).overflowY !== "visible";
    var bar = article.querySelector("[data-doc-bar]");
    var top = inPane ? pane.getBoundingClientRect().top : bar ? bar.getBoundingClientRect().bottom : 0;
    if (inPane ? pane.scrollTop < 4 : window.scrollY < 4) return "";
    // The block that the address names, as long as it is near the top: what is above it may still show a little.
    var target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    if (target && blocks.indexOf(target) >= 0) {
      var at = target.getBoundingClientRect().top - top;
      if (at > -20 && at < 120) return target.id.replace(/^d-/, "");
    }
    var low = 0;
    var high = blocks.length;
    while (low < high) {
      var middle = (low + high) >> 1;
      if (blocks[middle].getBoundingClientRect().bottom <= top + 20) low = middle + 1;
      else high = middle;
    }
    return low < blocks.length ? blocks[low].id.replace(/^d-/, "") : "";
  }

  // Where the views need more room than there is, the one that is shown is in sight.
  links.forEach(function (link) {
    var bar = link.closest(".view-switch");
    if (link.hasAttribute("aria-current") && bar && bar.scrollWidth > bar.clientWidth) {
      bar.scrollLeft = link.offsetLeft - bar.offsetLeft - 16;
    }
  });

  function pointLinks() {
    var anchor = place();
    links.forEach(function (link, index) {
      var prefix = link.dataset.view === "diplomatic" ? "d-" : "";
      link.setAttribute("href", anchor ? bases[index] + "#" + prefix + anchor : bases[index]);
    });
  }

  var waiting = false;
  function later() {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(function () { waiting = false; pointLinks(); });
  }
  window.addEventListener("scroll", later, { passive: true });
  window.addEventListener("resize", later);
  Array.prototype.forEach.call(panes, function (pane) { pane.addEventListener("scroll", later, { passive: true }); });
  // A click reads the place once more: the last scroll may not have been told yet.
  links.forEach(function (link) { link.addEventListener("click", pointLinks); });
  window.addEventListener("load", pointLinks);

  // ------------------------------------------------------------------ keys (they can be turned off: WCAG 2.1.4)

  function keysAreOn() {
    try { return localStorage.getItem(KEYS) !== "off"; } catch { return true; }
  }
  var choice = article.querySelector("[data-keys]");
  if (choice) {
    choice.checked = keysAreOn();
    choice.addEventListener("change", function () {
      try { localStorage.setItem(KEYS, choice.checked ? "on" : "off"); } catch { /* they stay on */ }
    });
  }
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented || !keysAreOn()) return;
    if (choice && !choice.checked) return;
    if (event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]")) return;
    var key = event.key.toLowerCase();
    if (!/^[a-z]$/.test(key)) return;
    var control = article.querySelector('[data-key="' + key + '"]');
    if (control && control.getAttribute("aria-current") !== "page") {
      event.preventDefault();
      control.click();
    }
  });

  // ------------------------------------------------------------------ copying

  function copy(words, told) {
    function done() { say(""); setTimeout(function () { say(told); }, 50); }
    if (navigator.clipboard && window.isSecureContext) {
      navigator.clipboard.writeText(words).then(done, function () { byHand(words, done); });
    } else {
      byHand(words, done);
    }
  }
  // Pages from a file have no clipboard of the modern kind.
  function byHand(words, done) {
    var field = document.createElement("textarea");
    field.value = words;
    field.className = "hidden";
    document.body.appendChild(field);
    field.select();
    try { if (document.execCommand("copy")) done(); } finally { field.remove(); }
  }
  article.addEventListener("click", function (event) {
    var button = event.target.closest("[data-copy-from]");
    var link = event.target.closest("a.permalink");
    if (button) {
      copy(document.getElementById(button.dataset.copyFrom).textContent, button.dataset.copied);
      flash(button);
    } else if (link) {
      copy(location.href.split("#")[0] + link.getAttribute("href"), text ? text.dataset.copied : "");
      flash(link);
    }
  });
  function flash(element) {
    element.classList.add("done");
    setTimeout(function () { element.classList.remove("done"); }, 1600);
  }
})();
