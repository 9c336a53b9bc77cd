<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:xd="http://www.oxygenxml.com/ns/doc/xsl" xmlns:v="urn:diplomatica:views"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all">

  <xd:doc scope="stylesheet">
    <xd:desc>What is missing, in words: "[two lines redacted]". The wording of the source is kept where it tells more than that.</xd:desc>
  </xd:doc>

  <xd:doc>
    <xd:desc>gap: a place where something is missing.</xd:desc>
    <xd:param name="class">Its classes.</xd:param>
  </xd:doc>
  <xsl:template name="reading.gap" as="node()*">
    <xsl:param name="class" as="xs:string" select="'gap'"/>
    <xsl:variable name="phrase" as="xs:string?" select="v:gap-phrase(.)"/>
    <xsl:element name="{if (v:is-large(.)) then 'div' else 'span'}">
      <xsl:call-template name="shared.attributes">
        <xsl:with-param name="view" select="'reading'"/>
        <xsl:with-param name="class" select="$class"/>
      </xsl:call-template>
      <xsl:if test="exists($phrase) and normalize-space()">
        <xsl:attribute name="title" select="string-join((v:told(.)[.], v:words('choice.source', map{'text': v:plain(.)})), '; ')"/>
      </xsl:if>
      <span class="sign">[</span>
      <xsl:choose>
        <xsl:when test="exists($phrase)">
          <xsl:value-of select="$phrase"/>
        </xsl:when>
        <xsl:otherwise>
          <xsl:apply-templates select="if (self::gap) then * else node()" mode="reading"/>
        </xsl:otherwise>
      </xsl:choose>
      <span class="sign">]</span>
    </xsl:element>
  </xsl:template>

  <xd:doc>
    <xd:desc>The words for a gap; nothing where the source's own wording is better.</xd:desc>
    <xd:param name="gap">gap, space or ellipsis.</xd:param>
  </xd:doc>
  <xsl:function name="v:gap-phrase" as="xs:string?">
    <xsl:param name="gap" as="element()"/>
    <xsl:variable name="wording" as="xs:string" select="v:plain($gap)"/>
    <xsl:variable name="reason" as="xs:string" select="if ($gap/self::gap) then ($gap/@reason ! tokenize(.)[1], 'missing')[1] else local-name($gap)"/>
    <xsl:variable name="quantity" as="xs:integer?" select="$gap/@quantity[. castable as xs:nonNegativeInteger] ! xs:integer(.)"/>
    <xsl:variable name="amount" as="xs:string?" select="if ($gap/@unit and exists($quantity)) then v:counted('unit.' || $gap/@unit, $quantity) else ()"/>
    <xsl:variable name="done" as="xs:string?" select="v:words('gap.' || $reason)"/>
    <xsl:variable name="says-more" as="xs:boolean" select="
      matches($wording, '[\p{L}\p{N}]') and lower-case($wording) ne $reason and (empty($amount) or empty($done) or string-length($wording) gt 40)"/>
    <xsl:sequence select="
      if ($says-more) then ()
      else if (exists($amount) and exists($done)) then v:words('gap.amount', map{'amount': $amount, 'done': $done})
      else (v:words('gap.alone.' || $reason), $done, v:words('gap.alone.missing'), $wording)[1]"/>
  </xsl:function>

</xsl:stylesheet>
