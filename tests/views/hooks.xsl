<?xml version="1.0" encoding="UTF-8"?>
<!-- An edition's own stylesheet: a line under each document, a mark on doubtful passages, offices in bold. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all">

  <xsl:template name="hook.end-of-document" as="node()*">
    <xsl:param name="view" as="xs:string"/>
    <xsl:if test="$view eq 'reading'">
      <p class="colophon">From <cite><xsl:value-of select="//titleStmt/title[1]"/></cite></p>
    </xsl:if>
  </xsl:template>

  <xsl:template name="hook.attributes" as="attribute()*">
    <xsl:param name="view" as="xs:string"/>
    <xsl:if test="@cert = 'low'">
      <xsl:attribute name="data-ours" select="$view"/>
    </xsl:if>
  </xsl:template>

  <xsl:template match="roleName" mode="reading" as="node()*">
    <b class="office">
      <xsl:apply-templates mode="#current"/>
    </b>
  </xsl:template>

</xsl:stylesheet>
