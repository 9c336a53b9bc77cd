// What is known of an editorial intervention (what it is, who answers for it, how sure it is), on demand: by pointer or
// touch at any time, by keyboard when the interventions are shown. WCAG 2.2, 1.4.13: the box can be dismissed with
// Escape, the pointer can move onto it, and it stays until it is left.
(function () {
  "use strict";
  var SHOWN = "[title][data-resp], [title][data-cert], [title][data-reason]";
  var roots = document.querySelectorAll(".doc-text");
  var button = document.querySelector("[data-inspect]");
  var all = [];
  roots.forEach(function (root) {
    root.querySelectorAll(SHOWN).forEach(function (element) {
      element.dataset.told = element.title;
      element.removeAttribute("title");
      all.push(element);
    });
  });
  if (!all.length) {
    if (button) button.disabled = true;
    return;
  }

  var box = document.createElement("div");
  box.className = "told";
  box.id = "told";
  box.setAttribute("role", "tooltip");
  if ("popover" in box) box.popover = "manual";
  else box.hidden = true;
  document.body.appendChild(box);
  var current = null;
  var timer = 0;
  var inspecting = false;

  function open(element) {
    clearTimeout(timer);
    if (current === element) return;
    if (current) current.classList.remove("is-told");
    current = element;
    element.classList.add("is-told");
    box.textContent = "";
    element.dataset.told.split("; ").forEach(function (part) {
      var line = document.createElement("span");
      line.textContent = part;
      box.appendChild(line);
    });
    if (box.showPopover) {
      if (!box.matches(":popover-open")) box.showPopover();
    } else {
      box.hidden = false;
    }
    position(element);
  }

  function position(element) {
    var rect = element.getClientRects()[0] || element.getBoundingClientRect();
    var width = box.offsetWidth;
    var height = box.offsetHeight;
    var left = Math.min(Math.max(8, rect.left), document.documentElement.clientWidth - width - 8);
    var below = element.getBoundingClientRect().bottom + 6;
    var top = below + height > window.innerHeight - 8 ? rect.top - height - 6 : below;
    box.style.left = Math.max(8, left) + "px";
    box.style.top = Math.max(8, top) + "px";
  }

  function close() {
    clearTimeout(timer);
    if (!current) return;
    current.classList.remove("is-told");
    current = null;
    if (box.hidePopover) {
      if (box.matches(":popover-open")) box.hidePopover();
    } else {
      box.hidden = true;
    }
  }

  function soon(action, delay) {
    clearTimeout(timer);
    timer = setTimeout(action, delay);
  }
  function about(target) {
    return target.closest ? target.closest("[data-told]") : null;
  }

  document.addEventListener("pointerover", function (event) {
    if (event.pointerType !== "mouse") return;
    var element = about(event.target);
    if (element) soon(function () { open(element); }, current ? 80 : 250);
    else if (box.contains(event.target)) clearTimeout(timer);
    else if (current && !current.matches(":focus")) soon(close, 250);
  });
  document.addEventListener("click", function (event) {
    var element = about(event.target);
    var link = event.target.closest ? event.target.closest("a") : null;
    // Inside a link, the link wins, unless the reader has asked for the interventions.
    if (element && (!link || (inspecting && link !== event.target))) {
      if (link) event.preventDefault();
      open(element);
    } else if (!box.contains(event.target)) {
      close();
    }
  });
  document.addEventListener("focusin", function (event) {
    if (event.target.dataset && event.target.dataset.told) open(event.target);
    else if (!box.contains(event.target)) close();
  });
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && current) {
      event.preventDefault();
      close();
    }
  });
  window.addEventListener("scroll", function () { if (current) position(current); }, { passive: true, capture: true });

  if (button) {
    button.addEventListener("click", function () {
      var on = button.getAttribute("aria-pressed") !== "true";
      inspecting = on;
      button.setAttribute("aria-pressed", String(on));
      roots.forEach(function (root) { root.classList.toggle("inspected", on); });
      all.forEach(function (element) {
        // What has no meaning of its own becomes a group with a name; a link or an item keeps what it is.
        var isPlain = /^(SPAN|DIV)$/.test(element.tagName) && (!element.hasAttribute("role") || element.dataset.grouped);
        if (on && element.tagName !== "A") element.tabIndex = 0;
        if (!on) element.removeAttribute("tabindex");
        if (!isPlain) {
          if (on) element.setAttribute("aria-description", element.dataset.told);
          else element.removeAttribute("aria-description");
        } else if (on) {
          element.dataset.grouped = "yes";
          element.setAttribute("role", "group");
          element.setAttribute("aria-label", element.dataset.told);
        } else {
          delete element.dataset.grouped;
          element.removeAttribute("role");
          element.removeAttribute("aria-label");
        }
      });
      if (!on) close();
    });
  }
})();
