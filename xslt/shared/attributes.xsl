<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:xd="http://www.oxygenxml.com/ns/doc/xsl" xmlns:v="urn:diplomatica:views"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all">

  <xd:doc scope="stylesheet">
    <xd:desc>
      <xd:p>The attributes that any element of a view has: class, permalink, language, and what is told on demand: data-resp (who
        answers for it, by name), data-cert, data-reason, data-who and data-to (who speaks to whom), data-hand, data-type.</xd:p>
    </xd:desc>
  </xd:doc>

  <xsl:mode name="v:attribute" on-no-match="shallow-skip" on-multiple-match="fail"/>

  <xd:doc>
    <xd:desc>The attributes of the HTML element that stands for the context element.</xd:desc>
    <xd:param name="view">reading or diplomatic</xd:param>
    <xd:param name="class">Its classes.</xd:param>
  </xd:doc>
  <xsl:template name="shared.attributes" as="attribute()*">
    <xsl:param name="view" as="xs:string"/>
    <xsl:param name="class" as="xs:string"/>
    <xsl:attribute name="class" select="$class"/>
    <xsl:for-each select="v:anchor(.)">
      <xsl:attribute name="id" select="v:id(., $view)"/>
    </xsl:for-each>
    <xsl:apply-templates select="@*" mode="v:attribute"/>
    <xsl:if test="@resp or @cert or @reason or self::sic or self::supplied or self::unclear">
      <xsl:variable name="title" as="xs:string" select="v:told(.)"/>
      <xsl:if test="$title">
        <xsl:attribute name="title" select="$title"/>
      </xsl:if>
    </xsl:if>
    <xsl:call-template name="hook.attributes">
      <xsl:with-param name="view" select="$view"/>
    </xsl:call-template>
  </xsl:template>

  <xd:doc>
    <xd:desc>A permalink as it is written in a view: the diplomatic view puts "d-" in front.</xd:desc>
    <xd:param name="anchor">The permalink.</xd:param>
    <xd:param name="view">reading or diplomatic</xd:param>
  </xd:doc>
  <xsl:function name="v:id" as="xs:string">
    <xsl:param name="anchor" as="xs:string"/>
    <xsl:param name="view" as="xs:string"/>
    <xsl:sequence select="if ($view eq 'diplomatic') then 'd-' || $anchor else $anchor"/>
  </xsl:function>

  <xsl:template match="@xml:lang" mode="v:attribute" as="attribute()*">
    <xsl:if test="matches(., '^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$')">
      <xsl:attribute name="lang" select="."/>
      <xsl:if test="lower-case(tokenize(., '-')[1]) = ('ar', 'he', 'fa', 'ur', 'yi', 'syr', 'ota', 'ps', 'ku')">
        <xsl:attribute name="dir" select="'rtl'"/>
      </xsl:if>
    </xsl:if>
  </xsl:template>

  <xsl:template match="@cert | @reason | @type | @unit" mode="v:attribute" as="attribute()">
    <xsl:attribute name="data-{local-name()}" select="."/>
  </xsl:template>

  <xsl:template match="@resp" mode="v:attribute" as="attribute()">
    <xsl:attribute name="data-resp" select="v:names(.)"/>
  </xsl:template>

  <xsl:template match="@hand" mode="v:attribute" as="attribute()">
    <xsl:attribute name="data-hand" select="v:names(.)"/>
  </xsl:template>

  <xsl:template match="said/@who | sp/@who | u/@who | stage/@who" mode="v:attribute" as="attribute()">
    <xsl:attribute name="data-who" select="v:names(.)"/>
  </xsl:template>

  <xsl:template match="said/@toWhom | sp/@toWhom | u/@toWhom" mode="v:attribute" as="attribute()">
    <xsl:attribute name="data-to" select="v:names(.)"/>
  </xsl:template>

  <xd:doc>
    <xd:desc>The names of those to whom a pointer leads; of one that leads nowhere, its words.</xd:desc>
    <xd:param name="pointer">@resp, @who ...</xd:param>
  </xd:doc>
  <xsl:function name="v:names" as="xs:string">
    <xsl:param name="pointer" as="attribute()"/>
    <xsl:sequence select="string-join(tokenize($pointer) ! (if (starts-with(., '#')) then ($v:labels(substring(., 2)), substring(., 2))[1] else replace(., '^.*#', '')), ', ')"/>
  </xsl:function>

  <xd:doc>
    <xd:desc>What a title tells about an intervention: "supplied, for the grammar; Agnes Whitlock; not certain".</xd:desc>
    <xd:param name="element">supplied, gloss, gap, unclear, note ...</xd:param>
  </xd:doc>
  <xsl:function name="v:told" as="xs:string">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="what" as="xs:string*" select="
      v:words('intervention.' || local-name($element)), $element/@reason[. ne 'signature'] ! (v:words('reason.' || .), v:words('gap.' || .), string())[1]"/>
    <xsl:sequence select="string-join((
      string-join($what, ', ')[.],
      $element/@resp ! v:names(.)[.],
      $element[not(self::unclear)]/@cert[. ne 'high'] ! (v:words('cert.' || .), string())[1]), '; ')"/>
  </xsl:function>

  <xd:doc>
    <xd:desc>The type of an element, if the views know it by name.</xd:desc>
    <xd:param name="element">Any element with @type.</xd:param>
  </xd:doc>
  <xsl:function name="v:type" as="xs:string?">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="$element/@type[. = ('classification', 'precedence', 'handling', 'copyNumber', 'routing', 'typist', 'distribution',
      'attachment', 'entry', 'participants', 'docNumber', 'source', 'author', 'handwritten', 'office', 'editor', 'translator', 'document')]/string()"/>
  </xsl:function>

</xsl:stylesheet>
