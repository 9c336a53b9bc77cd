<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:xd="http://www.oxygenxml.com/ns/doc/xsl" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:v="urn:diplomatica:views" xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all">

  <xd:doc scope="stylesheet">
    <xd:desc>
      <xd:p>Footnotes in the reading view. The notes of the source keep their numbers; identifications and the notes of translators
        and editors have letters. Each sign leads to its note, and the number of the note leads back.</xd:p>
    </xd:desc>
  </xd:doc>

  <xd:doc>
    <xd:desc>All that is shown as a footnote, in the order of the text.</xd:desc>
  </xd:doc>
  <xsl:variable name="v:endnotes" as="element()*">
    <xsl:for-each select="$v:reading.footnotes">
      <xsl:variable name="does" as="xs:string?">
        <xsl:apply-templates select="." mode="reading.behaviour"/>
      </xsl:variable>
      <xsl:if test="$does eq 'footnote'">
        <xsl:sequence select="."/>
      </xsl:if>
    </xsl:for-each>
  </xsl:variable>

  <xd:doc>
    <xd:desc>Whether a footnote is one of the source, with a number of its own.</xd:desc>
    <xd:param name="note">A footnote.</xd:param>
  </xd:doc>
  <xsl:function name="v:is-numbered" as="xs:boolean">
    <xsl:param name="note" as="element()"/>
    <xsl:sequence select="exists($note/self::note[@place = 'bottom'][@n ne ''])"/>
  </xsl:function>

  <xd:doc>
    <xd:desc>From a footnote (its generate-id()) to its number or letter.</xd:desc>
  </xd:doc>
  <xsl:variable name="v:note-signs" as="map(xs:string, xs:string)">
    <xsl:map>
      <xsl:for-each select="$v:endnotes[v:is-numbered(.)]">
        <xsl:map-entry key="generate-id()" select="string(@n)"/>
      </xsl:for-each>
      <xsl:for-each select="$v:endnotes[not(v:is-numbered(.))]">
        <xsl:map-entry key="generate-id()" select="format-integer(position(), 'a')"/>
      </xsl:for-each>
    </xsl:map>
  </xsl:variable>

  <xd:doc>
    <xd:desc>Whether a node is shown as a footnote.</xd:desc>
    <xd:param name="node">A node of the text.</xd:param>
  </xd:doc>
  <xsl:function name="v:is-footnote" as="xs:boolean">
    <xsl:param name="node" as="node()"/>
    <xsl:sequence select="map:contains($v:note-signs, generate-id($node))"/>
  </xsl:function>

  <xd:doc>
    <xd:desc>footnote: the sign in the text.</xd:desc>
    <xd:param name="class">Its classes.</xd:param>
  </xd:doc>
  <xsl:template name="reading.footnote" as="node()*">
    <xsl:param name="class" as="xs:string" select="'note'"/>
    <xsl:variable name="id" as="xs:string" select="substring-after(v:anchor(.), '.')"/>
    <a class="call {$class}" role="doc-noteref" href="#n.{$id}" id="r.{$id}"><xsl:value-of select="$v:note-signs(generate-id())"/></a>
  </xsl:template>

  <xd:doc>
    <xd:desc>The notes at the end of a text, those of the source and those of the edition apart.</xd:desc>
  </xd:doc>
  <xsl:template name="reading.endnotes" as="node()*">
    <xsl:variable name="text" as="element()" select="."/>
    <xsl:for-each-group select="$v:endnotes[ancestor::text[last()] is $text]" group-by="v:is-numbered(.)">
      <xsl:sort select="current-grouping-key()" order="descending"/>
      <xsl:variable name="kind" as="xs:string" select="if (current-grouping-key()) then 'notes' else 'identifications'"/>
      <xsl:text>&#10;</xsl:text>
      <section class="endnotes {$kind}" role="doc-endnotes" aria-label="{v:words('notes.' || $kind)}">
        <h2 class="endnotes-head"><xsl:value-of select="v:words('notes.' || $kind)"/></h2>
        <ol>
          <xsl:apply-templates select="current-group()" mode="reading.endnote"/>
        </ol>
      </section>
      <xsl:text>&#10;</xsl:text>
    </xsl:for-each-group>
  </xsl:template>

  <xsl:mode name="reading.endnote" on-no-match="fail" on-multiple-match="fail"/>

  <xsl:template match="*" mode="reading.endnote" as="node()*">
    <xsl:variable name="sign" as="xs:string" select="$v:note-signs(generate-id())"/>
    <xsl:variable name="subject" as="element()?" select="
      .[not(self::note)]/preceding-sibling::*[1][self::persName|self::placeName|self::orgName|self::name|self::term|self::abbr|self::rs]"/>
    <xsl:text>&#10;</xsl:text>
    <li>
      <xsl:call-template name="shared.attributes">
        <xsl:with-param name="view" select="'reading'"/>
        <xsl:with-param name="class" select="if (self::note) then normalize-space('note ' || v:type(.)) else local-name()"/>
      </xsl:call-template>
      <a class="back n" role="doc-backlink" href="#r.{substring-after(v:anchor(.), '.')}" aria-label="{v:words('note.back', map{'number': $sign})}">
        <xsl:value-of select="$sign"/>
      </a>
      <xsl:text> </xsl:text>
      <xsl:if test="$subject">
        <span class="subject"><xsl:value-of select="v:plain($subject)"/>:</span>
        <xsl:text> </xsl:text>
      </xsl:if>
      <xsl:apply-templates mode="reading"/>
    </li>
    <xsl:text>&#10;</xsl:text>
  </xsl:template>

</xsl:stylesheet>
