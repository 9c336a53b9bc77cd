// The colours that the reader chose and the fonts that the page begins with, both before it is painted; and the button
// that changes the colours. It runs in the head, without `defer`, so that nothing flashes and nothing moves.
(function () {
  "use strict";
  var root = document.documentElement;
  var dark = window.matchMedia("(prefers-color-scheme: dark)");
  var KEY = "diplomatica-theme";

  function stored() {
    try { return localStorage.getItem(KEY); } catch { return null; }
  }
  function isDark() {
    var theme = root.dataset.theme;
    return theme ? theme === "dark" : dark.matches;
  }

  root.classList.replace("no-js", "js");
  var theme = stored();
  if (theme === "dark" || theme === "light") root.dataset.theme = theme;

  // These faces stand in the style sheets: they need no network, only a moment.
  var faces = [];
  if (document.fonts) document.fonts.forEach(function (face) { if (face.display === "block") faces.push(face.load()); });
  function show() { root.classList.remove("wait"); }
  // Letters that stand in no style sheet (Hangul in an index, Han) are asked for as soon as the page is laid out: what
  // comes at once is waited for, so that no line moves under the eyes.
  function showWithLetters() {
    requestAnimationFrame(function () {
      if (root.offsetHeight >= 0) document.fonts.ready.then(show);
    });
  }
  if (faces.length) {
    root.classList.add("wait");
    Promise.all(faces).then(showWithLetters, show);
    setTimeout(show, 500);
  }

  document.addEventListener("DOMContentLoaded", function () {
    var button = document.querySelector("[data-theme-button]");
    if (!button) return;
    function tell() {
      var words = isDark() ? button.dataset.light : button.dataset.dark;
      button.setAttribute("aria-label", words);
      button.title = words;
    }
    tell();
    dark.addEventListener("change", tell);
    button.addEventListener("click", function () {
      root.dataset.theme = isDark() ? "light" : "dark";
      try { localStorage.setItem(KEY, root.dataset.theme); } catch { /* a page from a file may have no storage */ }
      tell();
    });
  });
})();
