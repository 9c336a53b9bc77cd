<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:xd="http://www.oxygenxml.com/ns/doc/xsl" xmlns:v="urn:diplomatica:views"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all">

  <xd:doc scope="stylesheet">
    <xd:desc>Ends of pages, for people and for screen readers.</xd:desc>
  </xd:doc>

  <xd:doc>
    <xd:desc>The attributes of a page's beginning; the style sheet shows data-n.</xd:desc>
  </xd:doc>
  <xsl:template name="shared.page-attributes" as="attribute()*">
    <xsl:attribute name="role" select="'separator'"/>
    <xsl:attribute name="aria-label" select="if (@n ne '') then v:words('page.numbered', map{'number': string(@n)}) else v:words('page.new')"/>
    <xsl:if test="@n ne ''">
      <xsl:attribute name="data-n" select="@n"/>
    </xsl:if>
  </xsl:template>

</xsl:stylesheet>
