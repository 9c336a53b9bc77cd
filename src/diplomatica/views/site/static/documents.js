// The filters of the list of documents. What is chosen stands in the address; the data come from facets.js, which is a
// script that sets a global, so that this also works where the page was opened from a file.
(function () {
  "use strict";
  var page = document.querySelector("[data-documents]");
  if (!page) return;
  var PORTION = 200;
  var root = page.dataset.root;
  var words = JSON.parse(page.dataset.words);
  var form = page.querySelector("[data-facets]");
  var results = page.querySelector("[data-results]");
  var status = page.querySelector("[data-status]");
  var chosenList = page.querySelector("[data-chosen]");
  var yearTemplate = page.querySelector("template[data-year]");
  var rowTemplate = page.querySelector("template[data-row]");
  var plain = { list: Array.from(results.childNodes), status: status.textContent };
  var language = document.documentElement.lang || "en";
  var plural = new Intl.PluralRules(language);
  var data = null;
  var waiting = null;

  if (window.matchMedia("(max-width: 55.99rem)").matches) {
    form.querySelectorAll("details").forEach(function (box) { box.open = false; });
  }
  form.dataset.ready = "";

  function counted(count) {
    var forms = words.documents;
    var text = typeof forms === "string" ? forms : forms[plural.select(count)] || forms.other;
    return text.replace("{count}", count > 9999 ? count.toLocaleString(language) : String(count));
  }
  function folded(text) {
    return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  }

  // ---- the data, fetched when they are first needed

  function load(then, failed) {
    if (data) { then(); return; }
    if (waiting) { waiting.push(then); return; }
    waiting = [then];
    status.textContent = words.wait;
    var script = document.createElement("script");
    script.src = root + "assets/facets.js";
    script.onload = function () {
      prepare(window.diplomaticaFacets);
      waiting.forEach(function (one) { one(); });
      waiting = null;
    };
    script.onerror = function () {
      waiting = null;
      status.textContent = words.failed;
      if (failed) failed();
    };
    document.head.append(script);
  }
  function prepare(raw) {
    data = { documents: raw.documents, facets: raw.facets, number: {} };
    raw.facets.forEach(function (facet) {
      var number = (data.number[facet.name] = new Map());
      facet.values.forEach(function (value, place) { number.set(value[0], place); });
      var list = document.getElementById("f-" + facet.name + "-list");
      if (!list) return;
      facet.values.forEach(function (value) {
        var option = document.createElement("option");
        option.value = value[1];
        list.append(option);
      });
    });
    data.text = raw.documents.map(function (row) { return folded(row[3] + " " + row[4]); });
  }

  // ---- what is chosen: the address says it, the form shows it

  function read() {
    var address = new URLSearchParams(location.search);
    var state = { q: (address.get("q") || "").trim(), from: year(address.get("from")), to: year(address.get("to")), facets: {} };
    form.querySelectorAll("[data-facet]").forEach(function (box) {
      var values = address.getAll(box.dataset.facet).filter(Boolean);
      if (values.length) state.facets[box.dataset.facet] = Array.from(new Set(values));
    });
    return state;
  }
  function year(text) {
    return text && /^-?\d{1,6}$/.test(text.trim()) ? parseInt(text, 10) : null;
  }
  function isEmpty(state) {
    return !state.q && state.from === null && state.to === null && !Object.keys(state.facets).length;
  }
  function address(state) {
    var found = new URLSearchParams();
    if (state.q) found.set("q", state.q);
    if (state.from !== null) found.set("from", state.from);
    if (state.to !== null) found.set("to", state.to);
    Object.keys(state.facets).sort().forEach(function (name) {
      state.facets[name].forEach(function (value) { found.append(name, value); });
    });
    var text = found.toString();
    return location.pathname + (text ? "?" + text : "");
  }
  function show(state) {
    if (form.elements.q.value.trim() !== state.q) form.elements.q.value = state.q;
    ["from", "to"].forEach(function (name) {
      var field = form.elements[name];
      if (field && year(field.value) !== state[name]) field.value = state[name] === null ? "" : state[name];
    });
    form.querySelectorAll("input[type=checkbox]").forEach(function (box) {
      box.checked = (state.facets[box.name] || []).indexOf(box.value) >= 0;
    });
  }
  function fromForm() {
    var state = read();
    state.q = form.elements.q.value.trim();
    ["from", "to"].forEach(function (name) { if (form.elements[name]) state[name] = year(form.elements[name].value); });
    form.querySelectorAll("[data-facet]").forEach(function (box) {
      var name = box.dataset.facet;
      var boxes = Array.from(box.querySelectorAll("input[type=checkbox]"));
      var known = boxes.map(function (one) { return one.value; });
      var values = (state.facets[name] || []).filter(function (value) { return known.indexOf(value) < 0; });
      boxes.forEach(function (one) { if (one.checked) values.push(one.value); });
      if (values.length) state.facets[name] = values; else delete state.facets[name];
    });
    return state;
  }

  // ---- filtering

  function test(state) {
    var terms = folded(state.q).split(/\s+/).filter(Boolean);
    var wanted = data.facets.map(function (facet) {
      var values = state.facets[facet.name];
      return values ? new Set(values.map(function (value) { return data.number[facet.name].get(value); })) : null;
    });
    // For each document: how many facets refuse it, and which one if it is a single one. So the numbers beside the
    // values of a facet tell what there would be if more of its values were chosen.
    return data.documents.map(function (row, place) {
      var when = row[5];
      if (state.from !== null && (when === null || when < state.from)) return -2;
      if (state.to !== null && (when === null || when > state.to)) return -2;
      var text = data.text[place];
      if (!terms.every(function (term) { return text.indexOf(term) >= 0; })) return -2;
      var refused = -1;
      for (var facet = 0; facet < wanted.length; facet++) {
        if (wanted[facet] && !row[6 + facet].some(function (value) { return wanted[facet].has(value); })) {
          if (refused >= 0) return -2;
          refused = facet;
        }
      }
      return refused;
    });
  }
  function tell(outcome) {
    data.facets.forEach(function (facet, place) {
      var counts = new Map();
      outcome.forEach(function (refused, number) {
        if (refused !== -1 && refused !== place) return;
        data.documents[number][6 + place].forEach(function (value) { counts.set(value, (counts.get(value) || 0) + 1); });
      });
      form.querySelectorAll('input[type=checkbox][name="' + facet.name + '"]').forEach(function (box) {
        var count = counts.get(data.number[facet.name].get(box.value)) || 0;
        var line = box.closest("li");
        line.querySelector("[data-count]").textContent = count.toLocaleString(language);
        line.classList.toggle("empty", !count && !box.checked);
      });
    });
  }

  // ---- showing

  function row(entry) {
    var line = rowTemplate.content.firstElementChild.cloneNode(true);
    var link = line.querySelector("a");
    link.href = root + "documents/" + encodeURIComponent(entry[0]) + "/index.html";
    link.textContent = entry[3];
    // What stands last, if it is no list of a facet, is the language of the title.
    if (typeof entry[entry.length - 1] === "string") link.lang = entry[entry.length - 1];
    var when = line.querySelector(".when");
    if (entry[1]) {
      var time = document.createElement("time");
      time.dateTime = entry[1];
      time.textContent = entry[2];
      when.append(time);
    } else when.textContent = entry[2];
    if (entry[4]) line.querySelector(".meta").textContent = entry[4]; else line.querySelector(".meta").remove();
    return line;
  }
  function append(found, start) {
    var end = Math.min(start + PORTION, found.length);
    var last = results.querySelector("section:last-of-type");
    for (var place = start; place < end; place++) {
      var entry = data.documents[found[place]];
      var label = entry[5] === null ? words.undated : String(entry[5]);
      if (!last || last.querySelector("h2").textContent !== label) {
        last = yearTemplate.content.firstElementChild.cloneNode(true);
        last.querySelector("h2").textContent = label;
        results.append(last);
      }
      last.querySelector("ol").append(row(entry));
    }
    if (end < found.length) {
      var more = document.createElement("p");
      more.className = "buttons";
      var button = document.createElement("button");
      button.type = "button";
      button.textContent = words.more;
      button.addEventListener("click", function () {
        more.remove();
        var before = results.querySelectorAll("a").length;
        append(found, end);
        results.querySelectorAll("a")[before].focus();
      });
      more.append(button);
      results.append(more);
    }
  }
  function chips(state) {
    chosenList.replaceChildren();
    function chip(label, without) {
      var item = document.createElement("li");
      var button = document.createElement("button");
      button.type = "button";
      button.textContent = label;
      button.setAttribute("aria-label", words.remove.replace("{name}", label));
      button.addEventListener("click", function () {
        var changed = read();
        without(changed);
        go(changed);
        (chosenList.querySelector("button") || form.elements.q).focus();
      });
      item.append(button);
      chosenList.append(item);
    }
    if (state.q) chip("“" + state.q + "”", function (changed) { changed.q = ""; });
    if (state.from !== null || state.to !== null) {
      var span = (state.from === null ? "" : state.from) + "–" + (state.to === null ? "" : state.to);
      chip(span, function (changed) { changed.from = changed.to = null; });
    }
    Object.keys(state.facets).forEach(function (name) {
      state.facets[name].forEach(function (value) {
        var place = data.number[name].get(value);
        var facet = data.facets.find(function (one) { return one.name === name; });
        chip(place === undefined ? value : facet.values[place][1], function (changed) {
          changed.facets[name] = changed.facets[name].filter(function (one) { return one !== value; });
          if (!changed.facets[name].length) delete changed.facets[name];
        });
      });
    });
  }
  function apply(state) {
    show(state);
    if (isEmpty(state)) {
      results.replaceChildren.apply(results, plain.list);
      status.textContent = plain.status;
      chosenList.replaceChildren();
      if (data) tell(test(state));
      return;
    }
    load(function () {
      var outcome = test(state);
      var found = [];
      outcome.forEach(function (refused, place) { if (refused === -1) found.push(place); });
      results.replaceChildren();
      append(found, 0);
      if (!found.length) {
        var none = document.createElement("p");
        none.className = "notice";
        none.textContent = words.none;
        results.append(none);
      }
      status.textContent = counted(found.length);
      chips(state);
      tell(outcome);
    });
  }
  function go(state, replace) {
    var target = address(state);
    if (target !== location.pathname + location.search) history[replace ? "replaceState" : "pushState"](null, "", target);
    apply(state);
  }

  // ---- events

  var typing = 0;
  form.addEventListener("input", function (event) {
    if (event.target.dataset.other || event.target.type === "checkbox") return;
    clearTimeout(typing);
    typing = setTimeout(function () { go(fromForm()); }, 250);
  });
  form.addEventListener("change", function (event) {
    var name = event.target.dataset.other;
    if (event.target.type === "checkbox") go(fromForm());
    if (!name) return;
    load(function () {
      var facet = data.facets.find(function (one) { return one.name === name; });
      var wanted = folded(event.target.value.trim());
      var value = facet.values.find(function (one) { return folded(one[1]) === wanted; });
      if (!value) return;
      event.target.value = "";
      var state = fromForm();
      state.facets[name] = Array.from(new Set((state.facets[name] || []).concat(value[0])));
      go(state);
    });
  });
  form.addEventListener("focusin", function (event) {
    if (event.target.dataset.other && !data) {
      var before = status.textContent;
      load(function () { status.textContent = before; });
    }
  });
  form.addEventListener("reset", function (event) {
    event.preventDefault();
    go({ q: "", from: null, to: null, facets: {} });
  });
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    clearTimeout(typing);
    go(fromForm());
  });
  window.addEventListener("popstate", function () { apply(read()); });
  apply(read());
})();
