// Whoever is pointed at or has the focus in a network is shown with their ties; everything else steps back.
(function () {
  "use strict";
  document.querySelectorAll("svg[data-network]").forEach(function (svg) {
    var ties = svg.querySelectorAll("path[data-a]");
    var nodes = svg.querySelectorAll("[data-node]");

    function choose(node) {
      svg.classList.toggle("chosen", !!node);
      var number = node ? node.dataset.node : "";
      var near = {};
      near[number] = true;
      ties.forEach(function (tie) {
        var on = tie.dataset.a === number || tie.dataset.b === number;
        tie.classList.toggle("on", on);
        if (on) near[tie.dataset.a] = near[tie.dataset.b] = true;
      });
      nodes.forEach(function (one) { one.classList.toggle("on", near[one.dataset.node] === true); });
    }
    function chosen(event) {
      var target = event.target.closest("[data-node]");
      choose(target);
    }
    svg.addEventListener("pointerover", chosen);
    svg.addEventListener("pointerleave", function () { choose(null); });
    svg.addEventListener("focusin", chosen);
    svg.addEventListener("focusout", function () { choose(null); });
  });
})();
