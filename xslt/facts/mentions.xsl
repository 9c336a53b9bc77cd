<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:xd="http://www.oxygenxml.com/ns/doc/xsl" xmlns:v="urn:diplomatica:views"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all">

  <xd:doc scope="stylesheet">
    <xd:desc>
      <xd:p>The text in blocks, each with its permalink, and in them the names that lead to somebody: from this the words
        around each mention are cut. Where the views begin a line there is a space, and a gap has its brackets.</xd:p>
      <xd:p>block[@anchor] with text, block and mention[@kind][@key]. A note at the foot is a block of its own.</xd:p>
    </xd:desc>
  </xd:doc>

  <xsl:mode name="v:mentions" on-no-match="shallow-skip" on-multiple-match="fail"/>

  <xsl:template match="*" mode="v:mentions" as="node()*">
    <xsl:variable name="anchor" as="xs:string?" select="v:anchor(.)"/>
    <xsl:choose>
      <xsl:when test="exists($anchor)">
        <block xmlns="" anchor="{$anchor}">
          <xsl:apply-templates mode="v:mentions"/>
        </block>
      </xsl:when>
      <xsl:otherwise>
        <xsl:apply-templates mode="v:mentions"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="persName|orgName|placeName|name|rs|settlement|country|geogName|region|bloc|district" mode="v:mentions" as="node()*">
    <xsl:variable name="identity" as="xs:string*" select="v:identity(.)"/>
    <xsl:choose>
      <xsl:when test="exists($identity)">
        <mention xmlns="" kind="{$identity[1]}" key="{$identity[2]}">
          <xsl:apply-templates mode="v:mentions"/>
        </mention>
      </xsl:when>
      <xsl:otherwise>
        <xsl:apply-templates mode="v:mentions"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="choice" mode="v:mentions" as="node()*">
    <xsl:apply-templates select="(expan, corr, reg, *)[1]" mode="v:mentions"/>
  </xsl:template>

  <xsl:template match="lb[not(@break = 'no')] | pb[not(@break = 'no')] | cb[not(@break = 'no')]" mode="v:mentions" as="text()">
    <xsl:text> </xsl:text>
  </xsl:template>

  <xsl:template match="gap | space" mode="v:mentions" as="text()">
    <xsl:value-of select="'[' || (v:plain(.)[.], '…')[1] || ']'"/>
  </xsl:template>

  <xsl:template match="text()" mode="v:mentions" as="text()">
    <xsl:sequence select="."/>
  </xsl:template>

</xsl:stylesheet>
