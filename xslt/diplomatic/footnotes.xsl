<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:xd="http://www.oxygenxml.com/ns/doc/xsl" xmlns:v="urn:diplomatica:views"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all">

  <xd:doc scope="stylesheet">
    <xd:desc>Footnotes in the diplomatic view: the sign where the note is called, the note where the source has it, which is at a
      milestone[@unit='footnotes'], else at the end of the text. A note in a note comes after those of the text.</xd:desc>
  </xd:doc>

  <xd:doc>
    <xd:desc>The footnotes, in the order in which they are called.</xd:desc>
  </xd:doc>
  <xsl:variable name="v:footnotes" as="element(note)*" select="$v:diplomatic.footnotes[@place = 'bottom' and @n ne '']"/>

  <xd:doc>
    <xd:desc>The places where the source has footnotes.</xd:desc>
  </xd:doc>
  <xsl:variable name="v:footnote-places" as="element(milestone)*" select="
    if ($v:footnotes) then //text//milestone[@unit = 'footnotes'][not(ancestor::note intersect $v:footnotes)] else ()"/>

  <xd:doc>
    <xd:desc>footnote: the sign of a footnote, as the source prints it.</xd:desc>
    <xd:param name="class">Its classes.</xd:param>
  </xd:doc>
  <xsl:template name="diplomatic.footnote" as="node()*">
    <xsl:param name="class" as="xs:string" select="'note'"/>
    <xsl:variable name="id" as="xs:string" select="substring-after(v:anchor(.), '.')"/>
    <a class="call" role="doc-noteref" href="#d-n.{$id}" id="d-r.{$id}"><xsl:value-of select="v:call(.)"/></a>
  </xsl:template>

  <xd:doc>
    <xd:desc>The sign that calls a footnote, with its bracket.</xd:desc>
    <xd:param name="note">The footnote.</xd:param>
  </xd:doc>
  <xsl:function name="v:call" as="xs:string">
    <xsl:param name="note" as="element(note)"/>
    <xsl:variable name="sign" as="xs:string*" select="$v:signs(($note/@rend, 'brackets')[1])"/>
    <xsl:sequence select="$sign[1] || $note/@n || $sign[2]"/>
  </xsl:function>

  <xd:doc>
    <xd:desc>footnotes: those called since the last place of footnotes.</xd:desc>
  </xd:doc>
  <xsl:template name="diplomatic.footnotes" as="node()*">
    <xsl:variable name="here" as="element()" select="."/>
    <xsl:text>&#10;</xsl:text>
    <xsl:if test="some $place in $v:footnote-places satisfies $place is $here">
      <xsl:variable name="text" as="element()?" select="ancestor::text[last()]"/>
      <xsl:variable name="previous" as="element()?" select="$v:footnote-places[. &lt;&lt; $here][ancestor::text[last()] is $text][last()]"/>
      <xsl:call-template name="diplomatic.print-footnotes">
        <xsl:with-param name="notes" select="
          $v:footnotes[. &lt;&lt; $here][ancestor::text[last()] is $text][empty($previous) or . &gt;&gt; $previous]"/>
      </xsl:call-template>
    </xsl:if>
    <xsl:text>&#10;</xsl:text>
  </xsl:template>

  <xd:doc>
    <xd:desc>The footnotes of a text that stand nowhere yet.</xd:desc>
  </xd:doc>
  <xsl:template name="diplomatic.remaining-footnotes" as="node()*">
    <xsl:variable name="text" as="element()" select="."/>
    <xsl:variable name="previous" as="element()?" select="$v:footnote-places[ancestor::text[last()] is $text][last()]"/>
    <xsl:call-template name="diplomatic.print-footnotes">
      <xsl:with-param name="notes" select="$v:footnotes[ancestor::text[last()] is $text][empty($previous) or . &gt;&gt; $previous]"/>
    </xsl:call-template>
  </xsl:template>

  <xd:doc>
    <xd:desc>Footnotes, one a block.</xd:desc>
    <xd:param name="notes">The footnotes.</xd:param>
  </xd:doc>
  <xsl:template name="diplomatic.print-footnotes" as="node()*">
    <xsl:param name="notes" as="element(note)*"/>
    <xsl:if test="$notes">
      <xsl:text>&#10;</xsl:text>
      <div class="footnotes">
        <xsl:for-each-group select="$notes" group-by="count(ancestor::note[@place = 'bottom' and @n ne ''])">
          <xsl:sort select="current-grouping-key()"/>
          <xsl:apply-templates select="current-group()" mode="diplomatic.footnote"/>
        </xsl:for-each-group>
      </div>
      <xsl:text>&#10;</xsl:text>
    </xsl:if>
  </xsl:template>

  <xsl:mode name="diplomatic.footnote" on-no-match="fail" on-multiple-match="fail"/>

  <xsl:template match="note" mode="diplomatic.footnote" as="node()*">
    <xsl:variable name="labelled" as="xs:boolean" select="exists(*[1]/self::label) and not(normalize-space(*[1]/preceding-sibling::text()))"/>
    <xsl:text>&#10;</xsl:text>
    <div>
      <xsl:call-template name="shared.attributes">
        <xsl:with-param name="view" select="'diplomatic'"/>
        <xsl:with-param name="class" select="'note'"/>
      </xsl:call-template>
      <a class="back n" role="doc-backlink" href="#d-r.{substring-after(v:anchor(.), '.')}" aria-label="{v:words('note.back', map{'number': string(@n)})}">
        <xsl:if test="not($labelled)">
          <xsl:value-of select="v:call(.)"/>
        </xsl:if>
      </a>
      <xsl:if test="not($labelled)">
        <xsl:text> </xsl:text>
      </xsl:if>
      <xsl:apply-templates mode="diplomatic"/>
    </div>
    <xsl:text>&#10;</xsl:text>
  </xsl:template>

</xsl:stylesheet>
