<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:xd="http://www.oxygenxml.com/ns/doc/xsl" xmlns:t="urn:diplomatica:typst" exclude-result-prefixes="#all">

  <xd:doc scope="stylesheet">
    <xd:desc>Tables and their cells.</xd:desc>
  </xd:doc>

  <xd:doc>
    <xd:desc>A table.</xd:desc>
  </xd:doc>
  <xsl:template name="table" as="xs:string*">
    <xsl:variable name="rows" as="element()*" select="tr | */tr"/>
    <xsl:variable name="width" as="xs:integer" select="xs:integer(max((1, $rows ! sum(*/number((@colspan, 1)[1])))))"/>
    <xsl:variable name="is-headed" as="xs:boolean" select="exists($rows[1]/th) and not($rows[1]/td)"/>
    <xsl:for-each select="caption">
      <xsl:sequence select="'#block-of((&quot;head&quot;,), none)['"/>
      <xsl:apply-templates select="node()" mode="typst"/>
      <xsl:sequence select="'#parbreak();];&#10;'"/>
    </xsl:for-each>
    <xsl:sequence select="'#cells(' || t:classes(.) || ', ' || $width || ', ' || $is-headed || ', ' || count($rows[1]/*)"/>
    <xsl:apply-templates select="$rows/(td | th)" mode="typst"/>
    <xsl:sequence select="');&#10;'"/>
  </xsl:template>

  <xd:doc>
    <xd:desc>A cell of a table.</xd:desc>
  </xd:doc>
  <xsl:template name="cell" as="xs:string*">
    <xsl:sequence select="(if (self::th) then ', head-cell(' else ', cell(') || (@colspan, 1)[1] || ', ' || (@rowspan, 1)[1] || ')['"/>
    <xsl:call-template name="content"/>
    <xsl:sequence select="']'"/>
  </xsl:template>

</xsl:stylesheet>
