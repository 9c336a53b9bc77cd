<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:xd="http://www.oxygenxml.com/ns/doc/xsl" exclude-result-prefixes="#all">

  <xd:doc>
    <xd:desc>The style of the review: narrow screens, light and dark, paper. The page loads nothing from elsewhere.</xd:desc>
  </xd:doc>
  <xsl:variable name="style" as="xs:string">
:root { --text: #1d1d1f; --soft: #57575c; --page: #fdfdfb; --box: #f1f0ea; --line: #d5d3ca; --mark: #ffe08a; --link: #0b5394; --bad: #a3200d; }
@media (prefers-color-scheme: dark) {
  :root { --text: #ecebe6; --soft: #b3b1a9; --page: #17181a; --box: #24262a; --line: #44464c; --mark: #7a5b00; --link: #8fc1f2; --bad: #ff9d8a; }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0 auto; max-width: 46rem; padding: 1rem; color: var(--text); background: var(--page); font: 1rem/1.5 Georgia, "Noto Serif", serif; overflow-wrap: anywhere; }
h1, h2, h3 { line-height: 1.25; font-family: system-ui, sans-serif; }
h1 { font-size: 1.6rem; margin: .5rem 0; }
h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; }
h3 { font-size: .9rem; margin: 0; font-weight: 600; color: var(--soft); }
a { color: var(--link); }
.counts { display: grid; grid-template-columns: repeat(auto-fill, minmax(9rem, 1fr)); gap: .25rem 1rem; margin: 1rem 0; font: .85rem/1.4 system-ui, sans-serif; }
.counts div { display: flex; justify-content: space-between; gap: .5rem; border-bottom: 1px solid var(--line); }
.counts dt { color: var(--soft); }
.counts dd { margin: 0; font-variant-numeric: tabular-nums; text-align: right; }
nav ol { padding-left: 1.75rem; }
.number { color: var(--soft); font-size: .85rem; }
article { border-top: 1px solid var(--line); padding: .9rem 0; }
blockquote { margin: .5rem 0; }
mark { background: var(--mark); color: inherit; padding: 0 .1em; border-radius: .15em; }
.message { margin: .4rem 0; font-family: system-ui, sans-serif; font-size: .92rem; }
.problem { color: var(--bad); }
code, pre { font-family: ui-monospace, "DejaVu Sans Mono", monospace; font-size: .85rem; }
pre { background: var(--box); border: 1px solid var(--line); border-radius: .3rem; padding: .6rem .75rem; margin: .5rem 0 0; overflow-x: auto; overflow-wrap: normal; }
pre:focus-visible, a:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
footer { margin-top: 3rem; color: var(--soft); font: .8rem system-ui, sans-serif; }
@media print {
  :root { --text: #000; --soft: #444; --page: #fff; --box: #fff; --line: #999; --mark: #fff; --link: #000; --bad: #000; }
  html { font-size: 10pt; }
  body { max-width: none; padding: 0; }
  mark { text-decoration: underline; text-decoration-thickness: 2px; }
  article { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
  pre { white-space: pre-wrap; }
}
</xsl:variable>

</xsl:stylesheet>
