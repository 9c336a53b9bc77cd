/* The search. Its data is read when a reader first goes to the field. */
(function () {
  "use strict";
  var form = document.querySelector("form.search");
  var field = document.getElementById("find");
  var hits = document.getElementById("hits");
  var status = document.getElementById("found");
  var most = 12;
  var asked = false;
  form.hidden = false;

  function load() {
    if (asked) { return; }
    asked = true;
    var script = document.createElement("script");
    script.src = "search-data.js";
    script.onload = show;
    document.head.appendChild(script);
  }

  function plain(text) {
    return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  }

  /* The lower the better; -1 for no match. A name counts before words, its beginning before its middle. */
  function rank(row, wanted) {
    var name = plain(row[1]).replace(/^@/, "");
    var word = wanted.replace(/^[@<]/, "").replace(/[/>]+$/, "");
    if (wanted.charAt(0) === "@" && row[0] !== "attribute") { return -1; }
    if (wanted.charAt(0) === "<" && row[0] !== "element") { return -1; }
    if (!word) { return 50; }
    if (name === word) { return 0; }
    if (name.indexOf(word) === 0) { return 10 + name.length / 100; }
    if (name.split(/[.:_-]/).some(function (part) { return part.indexOf(word) === 0; })) { return 20; }
    if (name.indexOf(word) > 0) { return 30 + name.length / 100; }
    var text = plain(row[3]);
    var every = word.split(/\s+/).every(function (part) { return text.indexOf(part) >= 0 || name.indexOf(part) >= 0; });
    return every ? 40 : -1;
  }

  function line(row) {
    var item = document.createElement("li");
    var anchor = document.createElement("a");
    var name = document.createElement("b");
    var kind = document.createElement("span");
    var words = document.createElement("span");
    anchor.href = row[2];
    name.textContent = row[1];
    kind.className = "kind";
    kind.textContent = row[0];
    words.className = "words";
    words.textContent = row[3];
    anchor.append(name, " ", kind, " ", words);
    item.appendChild(anchor);
    return item;
  }

  function show() {
    var index = window.SCHEMA_INDEX;
    var wanted = plain(field.value.trim());
    hits.replaceChildren();
    status.textContent = "";
    if (!index || !wanted) { return; }
    var found = [];
    index.forEach(function (row, number) {
      var value = rank(row, wanted);
      if (value >= 0) { found.push([value, number, row]); }
    });
    found.sort(function (one, other) { return one[0] - other[0] || one[1] - other[1]; });
    found.slice(0, most).forEach(function (item) { hits.appendChild(line(item[2])); });
    status.textContent = found.length > most ? "The first " + most + " of " + found.length :
      found.length === 1 ? "1 page" : found.length ? found.length + " pages" : "Nothing found";
  }

  function close() {
    hits.replaceChildren();
    status.textContent = "";
  }

  field.addEventListener("focus", load);
  field.addEventListener("input", show);
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    var first = hits.querySelector("a");
    if (first) { window.location.href = first.href; }
  });
  form.addEventListener("keydown", function (event) {
    var links = Array.from(hits.querySelectorAll("a"));
    var at = links.indexOf(document.activeElement);
    if (event.key === "Escape") {
      close();
      field.value = "";
      field.focus();
    } else if (event.key === "ArrowDown" && links.length) {
      event.preventDefault();
      links[Math.min(at + 1, links.length - 1)].focus();
    } else if (event.key === "ArrowUp" && at >= 0) {
      event.preventDefault();
      (at ? links[at - 1] : field).focus();
    }
  });
  form.addEventListener("focusout", function (event) {
    if (event.relatedTarget && !form.contains(event.relatedTarget)) { close(); }
  });
  document.addEventListener("click", function (event) {
    if (!form.contains(event.target)) { close(); }
  });
  document.addEventListener("keydown", function (event) {
    var target = event.target;
    var typing = target.matches("input, textarea, select") || target.isContentEditable;
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      field.focus();
    }
  });

  /* What is folded is printed too, but for the attributes of classes: their names are there, and the rest has a page. */
  var opened = [];
  window.addEventListener("beforeprint", function () {
    opened = Array.from(document.querySelectorAll("details.more:not([open]), details.group:not([open])"));
    opened.forEach(function (part) { part.open = true; });
  });
  window.addEventListener("afterprint", function () {
    opened.forEach(function (part) { part.open = false; });
  });
}());
