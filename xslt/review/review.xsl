<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:xd="http://www.oxygenxml.com/ns/doc/xsl" xmlns="http://www.w3.org/1999/xhtml" exclude-result-prefixes="#all" expand-text="yes">

  <xd:doc scope="stylesheet">
    <xd:desc>
      <xd:p>The review of a run as one page: what a person should look at, each place in its words, with the correction
        to paste into NAME.corrections.toml beside the source.</xd:p>
      <xd:p>Input: review[@program] with document[@source][@tei] (problem?, finding*) and count[@name]; a finding has
        @rule, @line, @column, message, context (before, marked, after) and correction.</xd:p>
    </xd:desc>
  </xd:doc>

  <xsl:include href="style.xsl"/>

  <xsl:output method="html" html-version="5" encoding="UTF-8" indent="no" include-content-type="no"/>

  <xsl:mode name="page" on-no-match="fail" on-multiple-match="fail"/>
  <xsl:mode name="contents" on-no-match="fail" on-multiple-match="fail"/>

  <xsl:variable name="documents" as="element(document)*" select="/review/document"/>
  <xsl:variable name="findings" as="xs:integer" select="count($documents/finding)"/>

  <xsl:template match="/" as="document-node()">
    <xsl:document>
      <xsl:apply-templates select="review" mode="page"/>
    </xsl:document>
  </xsl:template>

  <xsl:template match="review" mode="page" as="element()">
    <html lang="en">
      <head>
        <meta charset="UTF-8"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <meta name="color-scheme" content="light dark"/>
        <meta name="generator" content="{@program}"/>
        <title>Review: {$findings} {if ($findings eq 1) then 'place' else 'places'}</title>
        <style>{$style}</style>
      </head>
      <body>
        <header>
          <h1>Review</h1>
          <p>{if ($findings eq 0) then 'Nothing to look at.' else
            'Places where a rule was not sure. To settle one, paste its correction into NAME.corrections.toml beside the source NAME, change it, and encode again.'}</p>
          <xsl:where-populated>
            <dl class="counts">
              <xsl:for-each select="count">
                <div><dt>{@name}</dt><dd>{.}</dd></div>
              </xsl:for-each>
            </dl>
          </xsl:where-populated>
        </header>
        <xsl:if test="count($documents) gt 1">
          <nav aria-labelledby="documents">
            <h2 id="documents">Documents</h2>
            <ol>
              <xsl:apply-templates select="$documents" mode="contents"/>
            </ol>
          </nav>
        </xsl:if>
        <main>
          <xsl:apply-templates select="$documents" mode="page"/>
        </main>
        <footer><p>{@program}</p></footer>
      </body>
    </html>
  </xsl:template>

  <xsl:template match="document" mode="contents" as="element()">
    <li>
      <a href="#d{position()}">{@source}</a>
      <xsl:text> </xsl:text>
      <span class="number">{if (problem) then 'not written' else string(count(finding))}</span>
    </li>
  </xsl:template>

  <xsl:template match="document" mode="page" as="element()">
    <section id="d{position()}">
      <h2>{@source}</h2>
      <xsl:apply-templates select="problem, finding" mode="page"/>
    </section>
  </xsl:template>

  <xsl:template match="problem" mode="page" as="element()">
    <p class="problem"><strong>Not written.</strong> {.}</p>
  </xsl:template>

  <xsl:template match="finding" mode="page" as="element()">
    <article>
      <h3>
        <xsl:if test="@line">
          <span class="place">line {@line}, column {@column}</span>
          <xsl:text> </xsl:text>
        </xsl:if>
        <code class="rule">{@rule}</code>
      </h3>
      <xsl:apply-templates select="context" mode="page"/>
      <p class="message">{message}</p>
      <xsl:apply-templates select="correction" mode="page"/>
    </article>
  </xsl:template>

  <xsl:template match="context" mode="page" as="element()">
    <blockquote dir="auto">{before}<mark>{marked}</mark>{after}</blockquote>
  </xsl:template>

  <xsl:template match="correction" mode="page" as="element()">
    <pre tabindex="0" aria-label="Correction to paste"><code>{.}</code></pre>
  </xsl:template>

</xsl:stylesheet>
