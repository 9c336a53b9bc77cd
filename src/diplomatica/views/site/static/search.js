// The search: Pagefind's index of the full text over http; titles, names and dates alone where a page was opened from a
// file, for browsers let no script read the index from there. Query and filters stand in the address.
(function () {
  "use strict";
  var page = document.querySelector("[data-search]");
  if (!page) return;
  var PORTION = 20;
  var FILTERS = ["genre", "archive", "person", "language", "from", "to"];
  var root = page.dataset.root;
  var words = JSON.parse(page.dataset.words);
  var form = page.querySelector("form[role=search]");
  var field = form.elements.q;
  var filters = page.querySelector("[data-filters]");
  var status = page.querySelector("[data-status]");
  var results = page.querySelector("[data-results]");
  var more = page.querySelector("[data-more]");
  var help = page.querySelector("[data-help]");
  var language = document.documentElement.lang || "en";
  var plural = new Intl.PluralRules(language);
  var engine = null;
  var run = 0;
  var rest = [];

  function counted(key, count) {
    var forms = words[key];
    var text = typeof forms === "string" ? forms : forms[plural.select(count)] || forms.other;
    return text.replace("{count}", count > 9999 ? count.toLocaleString(language) : String(count));
  }
  function folded(text) {
    return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  }
  function make(tag, className, text) {
    var element = document.createElement(tag);
    if (className) element.className = className;
    if (text !== undefined) element.textContent = text;
    return element;
  }

  // ---- what is looked for stands in the address

  function read() {
    var address = new URLSearchParams(location.search);
    var state = { q: (address.get("q") || "").trim(), filters: {} };
    FILTERS.forEach(function (name) {
      var value = address.get(name);
      var isYear = name === "from" || name === "to";
      if (value && (isYear ? /^-?\d{1,6}$/.test(value) : !data || facet(name).number.has(value))) state.filters[name] = value;
    });
    return state;
  }
  function go(state) {
    var address = new URLSearchParams();
    if (state.q) address.set("q", state.q);
    FILTERS.forEach(function (name) { if (state.filters[name]) address.set(name, state.filters[name]); });
    var target = location.pathname + (address.toString() ? "?" + address : "");
    if (target !== location.pathname + location.search) history.pushState(null, "", target);
    look(state);
  }

  // ---- Pagefind: an index for each language and each shard of the documents, joined

  async function full() {
    var base = new URL(root + "pagefind/", location.href).href;
    var entry = await (await fetch(base + "pagefind-entry.json")).json();
    var pagefind = await import(base + "pagefind.js");
    // Of these, Pagefind opens by itself that of the page's language, or, without one, the largest.
    var tags = Object.keys(entry.languages);
    var own = [language.toLowerCase(), language.toLowerCase().split("-")[0]].find(function (tag) {
      return tag in entry.languages;
    });
    own = own || tags.slice().sort(function (a, b) {
      return entry.languages[b].page_count - entry.languages[a].page_count;
    })[0];
    await pagefind.options({ excerptLength: 24 });
    await pagefind.init();
    for (var tag of tags) if (tag !== own) await pagefind.mergeIndex(base, { language: tag });
    var told = await (await fetch(base + "documents.json")).json();
    var documents = told.documents;
    for (var shard = 2; shard <= told.shards; shard++) {
      var other = base + shard + "/";
      var languages = (await (await fetch(other + "pagefind-entry.json")).json()).languages;
      for (tag in languages) await pagefind.mergeIndex(other, { language: tag });
    }
    return async function (state) {
      var found = (await pagefind.search(state.q)).results.filter(function (one) { return documents[one.id] !== undefined; });
      var fitting = found.filter(function (one) { return isWanted(documents[one.id], state); });
      return fitting.map(function (one) {
        return async function () { return line(await one.data()); };
      });
    };
  }
  function line(data) {
    var target = root + address(data.meta.path || "");
    var item = entry(target, data.meta.title, [data.meta.when, data.meta.about].filter(Boolean).join(" · "), data.meta.language);
    var places = passages(data).slice(0, 3);
    if (places.length) {
      var list = make("ul", "places");
      places.forEach(function (place) {
        var one = make("li");
        var link = make("a");
        link.href = target + (place.anchor ? "#" + encodeURIComponent(place.anchor) : "");
        link.append.apply(link, place.words);
        one.append(link);
        list.append(one);
      });
      item.append(list);
    }
    return item;
  }
  // The passages with the words looked for, the best first: each in the block that it stands in, by its permalink.
  function passages(data) {
    var text = data.content || "";
    var cut = text.indexOf("\u200b") >= 0;
    var all = cut ? text.split("\u200b") : text.split(/\s+/);
    var blocks = (data.anchors || []).filter(function (one) { return /^[a-z]+\.[a-z0-9]+/.test(one.id); });
    var byBlock = new Map();
    (data.weighted_locations || []).forEach(function (found) {
      var block = null;
      blocks.forEach(function (one) { if (one.location <= found.location && (!block || one.location >= block.location)) block = one; });
      if (!block) return;
      var group = byBlock.get(block.id) || { anchor: block.id, start: block.location, at: [], score: 0 };
      group.at.push(found.location);
      group.score += found.balanced_score || found.weight || 1;
      byBlock.set(block.id, group);
    });
    var ends = blocks.map(function (one) { return one.location; }).sort(function (a, b) { return a - b; });
    return Array.from(byBlock.values()).sort(function (a, b) { return b.score - a.score || a.start - b.start; }).map(function (group) {
      var end = ends.find(function (place) { return place > group.start; }) || all.length;
      var first = Math.max(group.start, group.at[0] - (cut ? 20 : 9));
      var last = Math.min(end, group.at[0] + (cut ? 40 : 18));
      var nodes = first > group.start ? ["… "] : [];
      for (var place = first; place < last; place++) {
        var word = all[place] || "";
        nodes.push(group.at.indexOf(place) >= 0 ? make("mark", "", word) : word);
        if (!cut) nodes.push(" ");
      }
      if (last < end) nodes.push("…");
      return { anchor: group.anchor, words: nodes };
    });
  }

  // ---- what stands in scripts that set a global each, and so is there without Pagefind too

  var fetched = {};
  function script(file, name) {
    fetched[file] = fetched[file] || new Promise(function (then, fail) {
      var element = document.createElement("script");
      element.src = root + "assets/" + file;
      element.onload = function () { then(window[name]); };
      element.onerror = fail;
      document.head.append(element);
    });
    return fetched[file];
  }
  // The facts of all documents, by which results are filtered: a document is known by its place in them.
  var data = null;
  async function facts() {
    if (data) return;
    var raw = await script("facets.js", "diplomaticaFacets");
    raw.facets.forEach(function (facet, place) {
      facet.column = 6 + place;
      facet.number = new Map(facet.values.map(function (value, number) { return [value[0], number]; }));
    });
    data = raw;
  }
  function facet(name) {
    return data.facets.find(function (one) { return one.name === name; });
  }
  function isWanted(place, state) {
    if (!data || !Object.keys(state.filters).length) return true;
    if (place === null) return false;
    var row = data.documents[place];
    return Object.keys(state.filters).every(function (name) {
      var value = state.filters[name];
      if (name === "from") return row[5] !== null && row[5] >= parseInt(value, 10);
      if (name === "to") return row[5] !== null && row[5] <= parseInt(value, 10);
      var one = facet(name);
      return row[one.column].indexOf(one.number.get(value)) >= 0;
    });
  }
  function fits(text, terms) {
    var plain = " " + folded(text);
    return terms.every(function (term) { return plain.indexOf(term) >= 0; });
  }
  async function inTitles(state) {
    var terms = folded(state.q).replace(/"/g, " ").split(/\s+/).filter(Boolean);
    await facts();
    return data.documents.map(function (row, place) { return place; }).filter(function (place) {
      var row = data.documents[place];
      return isWanted(place, state) && fits(row.slice(1, 5).join(" "), terms);
    }).map(function (place) {
      var row = data.documents[place];
      return async function () {
        return entry(root + "documents/" + encodeURIComponent(row[0]) + "/index.html", row[3], row[2] + (row[4] ? " · " + row[4] : ""), row[row.length - 1]);
      };
    });
  }
  async function inNames(state) {
    var terms = folded(state.q).replace(/"/g, " ").split(/\s+/).filter(Boolean);
    if (!terms.length || terms.join("").length < 2) return [];
    var known = await script("names.js", "diplomaticaNames");
    return known.names.filter(function (row) { return fits(row[1] + " " + row[2].join(" "), terms); })
      .sort(function (a, b) { return b[3] - a[3]; }).slice(0, 8);
  }
  function address(path) {
    return path.split("/").map(encodeURIComponent).join("/");
  }
  function entry(target, title, meta, language) {
    var item = make("li");
    var head = make("p", "title");
    var link = make("a", "", title);
    link.href = target;
    if (typeof language === "string") link.lang = language;
    head.append(link);
    item.append(head);
    if (meta) item.append(make("p", "meta", meta));
    return item;
  }

  // ---- looking

  async function look(state) {
    var mine = ++run;
    if (field.value.trim() !== state.q) field.value = state.q;
    var wanted = state.q || Object.keys(state.filters).length;
    help.hidden = !!wanted;
    more.hidden = true;
    if (!wanted) {
      results.replaceChildren();
      status.textContent = "";
      fill(state);
      return;
    }
    status.textContent = words.wait;
    try {
      if (Object.keys(state.filters).length) await facts();
      var found = engine && state.q ? await engine(state) : await inTitles(state);
      var names = await inNames(state).catch(function () { return []; });
      if (mine !== run) return;
      results.replaceChildren();
      rest = found;
      if (names.length) results.append(namesLine(names));
      await append(mine);
      if (mine !== run) return;
      status.textContent = found.length ? counted("found", found.length) : names.length ? counted("found_names", names.length) : words.nothing;
      fill(state);
    } catch {
      if (mine === run) status.textContent = words.failed;
    }
  }
  function namesLine(names) {
    var item = make("li", "search-names");
    item.append(make("p", "meta", words.names));
    var line = make("p");
    names.forEach(function (row, place) {
      var link = make("a", "", row[1]);
      var parts = row[0].split("#");
      link.href = root + address(parts[0]) + (parts[1] ? "#" + encodeURIComponent(parts[1]) : "");
      line.append(link, " ", make("span", "count", String(row[3])), place < names.length - 1 ? ", " : "");
    });
    item.append(line);
    return item;
  }
  async function append(mine) {
    var portion = rest.slice(0, PORTION);
    rest = rest.slice(PORTION);
    var lines = await Promise.all(portion.map(function (one) { return one(); }));
    if (mine !== run) return null;
    lines.forEach(function (item) { results.append(item); });
    more.hidden = !rest.length;
    return lines[0];
  }
  more.addEventListener("click", async function () {
    var first = await append(run);
    if (first) first.querySelector("a").focus();
  });

  // ---- filters

  async function fill(state) {
    await facts();
    if (!filters.childElementCount) build();
    FILTERS.forEach(function (name) {
      var control = filters.elements[name];
      if (!control) return;
      var value = state.filters[name] || "";
      control.value = control.dataset.list && value ? facet(name).values[facet(name).number.get(value)][1] : value;
    });
  }
  function build() {
    FILTERS.forEach(function (name) {
      var isYear = name === "from" || name === "to";
      var values = isYear ? [] : facet(name).values;
      if (!isYear && values.length < 2) return;
      var label = make("label", isYear ? "narrow" : "", words[name]);
      var control;
      if (isYear) {
        control = make("input");
        control.type = "number";
        control.inputMode = "numeric";
      } else if (values.length > 40) {
        control = make("input");
        control.autocomplete = "off";
        control.dataset.list = "true";
        control.placeholder = words.any;
        var list = make("datalist");
        list.id = "list-" + name;
        control.setAttribute("list", list.id);
        values.forEach(function (value) { list.append(new Option(value[1], value[1])); });
        label.append(list);
      } else {
        control = make("select");
        control.append(new Option(words.any, ""));
        values.forEach(function (value) { control.append(new Option(value[1], value[0])); });
      }
      control.name = name;
      label.append(control);
      filters.append(label);
    });
    filters.hidden = !filters.childElementCount;
  }
  filters.addEventListener("change", function (event) {
    var control = event.target;
    var state = read();
    state.q = field.value.trim();
    var value = control.value.trim();
    if (control.dataset.list) {
      var wanted = folded(value);
      var known = facet(control.name).values.find(function (one) { return folded(one[1]) === wanted; });
      value = known ? known[0] : "";
    }
    if (value) state.filters[control.name] = value; else delete state.filters[control.name];
    go(state);
  });
  filters.addEventListener("submit", function (event) { event.preventDefault(); });

  // ---- events

  var typing = 0;
  function typed() {
    clearTimeout(typing);
    var state = read();
    state.q = field.value.trim();
    go(state);
  }
  form.addEventListener("submit", function (event) { event.preventDefault(); typed(); });
  field.addEventListener("input", function () { clearTimeout(typing); typing = setTimeout(typed, 350); });
  window.addEventListener("popstate", function () { look(read()); });

  (async function () {
    field.value = read().q;
    if (location.protocol !== "file:") {
      try { engine = await full(); } catch { engine = null; }
    }
    if (!engine) page.querySelector("[data-local]").hidden = false;
    await facts().catch(function () {});
    if (!read().q && !Object.keys(read().filters).length) field.focus({ preventScroll: true });
    if (data) fill(read());  // before anything stands below them
    page.dataset.ready = engine ? "full" : "titles";
    look(read());
  })();
})();
