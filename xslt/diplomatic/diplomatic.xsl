<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:xd="http://www.oxygenxml.com/ns/doc/xsl" xmlns:v="urn:diplomatica:views"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all">

  <xd:doc scope="stylesheet">
    <xd:desc>
      <xd:p>The source as it stands. Law: the text of this HTML, white space made single, is the diplomatic source that
        diplomatica.tei.diplomatic writes, character for character. Whatever else a reader needs is in attributes or comes from the
        style sheet.</xd:p>
    </xd:desc>
  </xd:doc>

  <xsl:include href="rules.xsl"/>
  <xsl:include href="footnotes.xsl"/>

  <xsl:template match="text()" mode="diplomatic" as="text()">
    <xsl:sequence select="."/>
  </xsl:template>

  <xsl:template match="comment() | processing-instruction()" mode="diplomatic" as="empty-sequence()"/>

  <xd:doc>
    <xd:desc>choice: the forms one after another, as the source has them.</xd:desc>
    <xd:param name="class">Its classes.</xd:param>
  </xd:doc>
  <xsl:template name="diplomatic.choice" as="node()*">
    <xsl:param name="class" as="xs:string" select="'choice'"/>
    <xsl:element name="{if (v:is-large(.)) then 'div' else 'span'}">
      <xsl:call-template name="shared.attributes">
        <xsl:with-param name="view" select="'diplomatic'"/>
        <xsl:with-param name="class" select="$class"/>
      </xsl:call-template>
      <xsl:for-each select="*">
        <xsl:if test="position() gt 1">
          <xsl:text> </xsl:text>
        </xsl:if>
        <xsl:apply-templates select="." mode="diplomatic"/>
      </xsl:for-each>
    </xsl:element>
  </xsl:template>

  <xd:doc>
    <xd:desc>page: the beginning of a page, with its number as the source prints it.</xd:desc>
    <xd:param name="class">Its classes.</xd:param>
  </xd:doc>
  <xsl:template name="diplomatic.page" as="node()*">
    <xsl:param name="class" as="xs:string" select="'pb'"/>
    <span>
      <xsl:call-template name="shared.attributes">
        <xsl:with-param name="view" select="'diplomatic'"/>
        <xsl:with-param name="class" select="$class"/>
      </xsl:call-template>
      <xsl:call-template name="shared.page-attributes"/>
      <xsl:value-of select="@rend"/>
    </span>
  </xsl:template>

</xsl:stylesheet>
