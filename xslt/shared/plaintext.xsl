<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:xd="http://www.oxygenxml.com/ns/doc/xsl" exclude-result-prefixes="#all">

  <xd:doc scope="stylesheet">
    <xd:desc>HTML of a view as plain text, for download and for search. A paragraph separator (U+2029) stands around blocks, a line
      separator (U+2028) around lines; whoever reads it makes one line end or blank line of several.</xd:desc>
  </xd:doc>

  <xsl:mode name="plaintext" on-no-match="shallow-skip" on-multiple-match="fail"/>

  <xsl:template match="text()" mode="plaintext" as="xs:string">
    <xsl:sequence select="translate(., '&#9;&#10;&#13;', '   ')"/>
  </xsl:template>

  <xsl:template match="p | div | section | aside | blockquote | figure | h2 | h3 | h4 | h5 | h6 | ul | ol | dl | table | hr" mode="plaintext" as="xs:string*">
    <xsl:sequence select="'&#x2029;'"/>
    <xsl:apply-templates mode="plaintext"/>
    <xsl:sequence select="'&#x2029;'"/>
  </xsl:template>

  <xsl:template match="li | tr | dt | br | caption" mode="plaintext" as="xs:string*">
    <xsl:sequence select="'&#x2028;'"/>
    <xsl:apply-templates mode="plaintext"/>
    <xsl:sequence select="'&#x2028;'"/>
  </xsl:template>

  <xsl:template match="dd | td | th" mode="plaintext" as="xs:string*">
    <xsl:sequence select="'   '"/>
    <xsl:apply-templates mode="plaintext"/>
  </xsl:template>

  <xsl:template match="dl[@class = 'facts']/div" mode="plaintext" as="xs:string*">
    <xsl:sequence select="'&#x2028;', string(dt), ': ', string-join(dd ! normalize-space(), '; '), '&#x2028;'"/>
  </xsl:template>

  <xsl:template match="a[@role = ('doc-noteref', 'doc-backlink')]" mode="plaintext" as="xs:string">
    <xsl:sequence select="'[' || . || ']'"/>
  </xsl:template>

  <xsl:template match="span[tokenize(@class) = ('line', 'signed', 'dateline', 'speaker', 'addrLine', 'salute', 'docAuthor', 'byline')]" mode="plaintext" as="xs:string*">
    <xsl:sequence select="'&#x2028;'"/>
    <xsl:apply-templates mode="plaintext"/>
    <xsl:sequence select="'&#x2028;'"/>
  </xsl:template>

</xsl:stylesheet>
