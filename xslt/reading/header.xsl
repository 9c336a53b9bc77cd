<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:xd="http://www.oxygenxml.com/ns/doc/xsl" xmlns:v="urn:diplomatica:views"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all">

  <xd:doc scope="stylesheet">
    <xd:desc>The head of a document: what has a known kind (classification, precedence, routing, number, address ...) is a list of pairs, with
      the name of the kind in the language of the interface; the rest are lines.</xd:desc>
  </xd:doc>

  <xd:doc>
    <xd:desc>header: the opener.</xd:desc>
    <xd:param name="class">Its classes.</xd:param>
  </xd:doc>
  <xsl:template name="reading.header" as="node()*">
    <xsl:param name="class" as="xs:string" select="'opener'"/>
    <xsl:text>&#10;</xsl:text>
    <div>
      <xsl:call-template name="shared.attributes">
        <xsl:with-param name="view" select="'reading'"/>
        <xsl:with-param name="class" select="$class"/>
      </xsl:call-template>
      <xsl:call-template name="hook.start-of-block">
        <xsl:with-param name="view" select="'reading'"/>
      </xsl:call-template>
      <xsl:for-each-group select="node()" group-adjacent="exists((self::*, self::text()[not(normalize-space())]/following-sibling::*[1])[1] ! v:fact-label(.))">
        <xsl:choose>
          <xsl:when test="current-grouping-key() and current-group()/self::*">
            <dl class="facts">
              <xsl:for-each-group select="current-group()/self::*" group-adjacent="v:fact-label(.)">
                <xsl:text>&#10;</xsl:text>
                <div>
                  <dt><xsl:value-of select="current-grouping-key()"/></dt>
                  <xsl:for-each select="current-group()">
                    <dd>
                      <xsl:apply-templates select="." mode="reading"/>
                    </dd>
                  </xsl:for-each>
                </div>
              </xsl:for-each-group>
            </dl>
          </xsl:when>
          <xsl:when test="not(current-group()[self::* or normalize-space()])"/>
          <xsl:otherwise>
            <div class="lines">
              <xsl:apply-templates select="current-group()" mode="reading"/>
            </div>
          </xsl:otherwise>
        </xsl:choose>
      </xsl:for-each-group>
      <xsl:call-template name="hook.end-of-block">
        <xsl:with-param name="view" select="'reading'"/>
      </xsl:call-template>
    </div>
    <xsl:text>&#10;</xsl:text>
  </xsl:template>

  <xd:doc>
    <xd:desc>The name of what a part of the opener says; nothing for a part of no known kind.</xd:desc>
    <xd:param name="part">A child of the opener.</xd:param>
  </xd:doc>
  <xsl:function name="v:fact-label" as="xs:string?">
    <xsl:param name="part" as="element()"/>
    <xsl:sequence select="if ($part/self::address) then v:words('opener.address')
      else $part[self::seg or self::idno]/@type ! v:words('opener.' || .)"/>
  </xsl:function>

</xsl:stylesheet>
