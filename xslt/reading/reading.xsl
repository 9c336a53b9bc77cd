<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:xd="http://www.oxygenxml.com/ns/doc/xsl" xmlns:v="urn:diplomatica:views"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all">

  <xd:doc scope="stylesheet">
    <xd:desc>
      <xd:p>The text for readers: what editors supplied stands in the text, abbreviations are expanded, names lead to their pages,
        notes and identifications are footnotes that work in both directions, gaps are told in words.</xd:p>
    </xd:desc>
  </xd:doc>

  <xsl:include href="rules.xsl"/>
  <xsl:include href="footnotes.xsl"/>
  <xsl:include href="links.xsl"/>
  <xsl:include href="header.xsl"/>
  <xsl:include href="gaps.xsl"/>

  <xsl:template match="text()" mode="reading" as="text()">
    <xsl:sequence select="."/>
  </xsl:template>

  <xd:doc>
    <xd:desc>The sign of a note stands close to the word before it.</xd:desc>
  </xd:doc>
  <xsl:template match="text()[following-sibling::node()[1][self::note|self::gloss|self::persName|self::placeName|self::orgName]]" mode="reading" as="text()?">
    <xsl:choose>
      <xsl:when test="v:is-footnote(following-sibling::node()[1])">
        <xsl:value-of select="replace(., '\s+$', '')"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:sequence select="."/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="comment() | processing-instruction()" mode="reading" as="empty-sequence()"/>

  <xd:doc>
    <xd:desc>preferred: of several forms the one to read; the others are told by the title.</xd:desc>
    <xd:param name="class">Its classes.</xd:param>
    <xd:param name="show">The form to read.</xd:param>
  </xd:doc>
  <xsl:template name="reading.preferred" as="node()*">
    <xsl:param name="class" as="xs:string" select="'choice'"/>
    <xsl:param name="show" as="node()*"/>
    <xsl:variable name="others" as="xs:string*" select="(* except $show) ! v:plain(.)[.]"/>
    <xsl:element name="{if (v:is-large(.)) then 'div' else 'span'}">
      <xsl:call-template name="shared.attributes">
        <xsl:with-param name="view" select="'reading'"/>
        <xsl:with-param name="class" select="$class"/>
      </xsl:call-template>
      <xsl:variable name="told" as="xs:string*" select="
        $others[1] ! v:words(if ($class eq 'choice') then 'choice.also' else 'choice.source', map{'text': string-join($others, ' / ')}),
        $show[1]/self::* ! v:told(.)[.]"/>
      <xsl:if test="exists($told)">
        <xsl:attribute name="title" select="string-join($told, '; ')"/>
      </xsl:if>
      <xsl:apply-templates select="($show, *)/(self::*)[@resp or @cert][1]/(@resp, @cert)" mode="v:attribute"/>
      <xsl:for-each select="$show[self::*]">
        <xsl:apply-templates mode="reading"/>
      </xsl:for-each>
    </xsl:element>
  </xsl:template>

  <xd:doc>
    <xd:desc>page: the beginning of a page, quietly.</xd:desc>
    <xd:param name="class">Its classes.</xd:param>
  </xd:doc>
  <xsl:template name="reading.page" as="node()*">
    <xsl:param name="class" as="xs:string" select="'pb'"/>
    <span>
      <xsl:call-template name="shared.attributes">
        <xsl:with-param name="view" select="'reading'"/>
        <xsl:with-param name="class" select="$class"/>
      </xsl:call-template>
      <xsl:call-template name="shared.page-attributes"/>
    </span>
  </xsl:template>

  <xd:doc>
    <xd:desc>rule: a line across the page.</xd:desc>
    <xd:param name="class">Its classes.</xd:param>
  </xd:doc>
  <xsl:template name="reading.rule" as="node()*">
    <xsl:param name="class" as="xs:string" select="'rule'"/>
    <hr class="{$class}"/>
    <xsl:text>&#10;</xsl:text>
  </xsl:template>

</xsl:stylesheet>
