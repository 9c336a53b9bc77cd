<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:xd="http://www.oxygenxml.com/ns/doc/xsl" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:v="urn:diplomatica:views" xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all">

  <xd:doc scope="stylesheet">
    <xd:desc>
      <xd:p>The behaviours that are the same in both views: each is a template that makes HTML of the context element. Which element
        does what is decided in ../policy/policy.xml alone.</xd:p>
      <xd:p>White space between blocks is part of the law that the text of the diplomatic view is the source: wherever
        diplomatica.tei.diplomatic has a block, a line end stands here.</xd:p>
    </xd:desc>
  </xd:doc>

  <xsl:include href="structures.xsl"/>

  <xd:doc>
    <xd:desc>The elements that hold something which cannot stand in an HTML paragraph: they become div, not p or span.</xd:desc>
  </xd:doc>
  <xsl:variable name="v:large" as="map(xs:string, xs:boolean)">
    <xsl:variable name="flowing" as="element()*" select="
      ($v:reading.flowing[not(parent::div or parent::body or parent::sp)][v:flows(., 'reading')],
       $v:diplomatic.flowing[not(parent::div or parent::body or parent::sp)][v:flows(., 'diplomatic')])"/>
    <xsl:sequence select="map:merge($flowing/(if (ancestor::note[@place = 'bottom']) then (ancestor::* except ancestor::note[@place = 'bottom'][last()]/ancestor::*) else ancestor::*) ! map:entry(generate-id(.), true()))"/>
  </xsl:variable>

  <xsl:function name="v:flows" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:param name="view" as="xs:string"/>
    <xsl:variable name="does" as="xs:string?">
      <xsl:choose>
        <xsl:when test="$view eq 'reading'">
          <xsl:apply-templates select="$element" mode="reading.behaviour"/>
        </xsl:when>
        <xsl:otherwise>
          <xsl:apply-templates select="$element" mode="diplomatic.behaviour"/>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <xsl:sequence select="$does = $v:flowing-behaviours"/>
  </xsl:function>

  <xd:doc>
    <xd:desc>Whether an element holds something that cannot stand in an HTML paragraph.</xd:desc>
    <xd:param name="element">An element of the text.</xd:param>
  </xd:doc>
  <xsl:function name="v:is-large" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="map:contains($v:large, generate-id($element))"/>
  </xsl:function>

  <xd:doc>
    <xd:desc>What an element shows: its number, its bracket or sign in front, its content, the sign after it.</xd:desc>
    <xd:param name="view">reading or diplomatic</xd:param>
    <xd:param name="number">The number in front.</xd:param>
    <xd:param name="before">What is put before the text.</xd:param>
    <xd:param name="after">What is put after the text.</xd:param>
    <xd:param name="show">The nodes that are shown.</xd:param>
    <xd:param name="signs">Whether the bracket of @rend is shown.</xd:param>
  </xd:doc>
  <xsl:template name="shared.content" as="node()*">
    <xsl:param name="view" as="xs:string"/>
    <xsl:param name="number" as="xs:string?"/>
    <xsl:param name="before" as="xs:string?"/>
    <xsl:param name="after" as="xs:string?"/>
    <xsl:param name="show" as="node()*" select="node()"/>
    <xsl:param name="signs" as="xs:boolean" select="$view eq 'diplomatic'"/>
    <xsl:variable name="sign" as="xs:string*" select="if ($signs and @rend) then $v:signs(@rend) else ()"/>
    <xsl:if test="$number">
      <span class="n"><xsl:value-of select="$number"/></span>
      <xsl:text> </xsl:text>
    </xsl:if>
    <xsl:if test="exists($sign) and not(@prev)">
      <span class="sign"><xsl:value-of select="$sign[1]"/></span>
    </xsl:if>
    <xsl:if test="$before">
      <span class="sign"><xsl:value-of select="$before"/></span>
    </xsl:if>
    <xsl:apply-templates select="$show" mode="#current"/>
    <xsl:if test="$after">
      <xsl:if test="starts-with($after, ' ')">
        <xsl:text> </xsl:text>
      </xsl:if>
      <span class="sign"><xsl:value-of select="replace($after, '^ ', '')"/></span>
    </xsl:if>
    <xsl:if test="exists($sign) and not(@next)">
      <span class="sign"><xsl:value-of select="$sign[2]"/></span>
    </xsl:if>
  </xsl:template>

  <xd:doc>
    <xd:desc>The bracket that @rend stands for.</xd:desc>
    <xd:param name="element">Any element.</xd:param>
    <xd:param name="side">1: the opening one, 2: the closing one.</xd:param>
  </xd:doc>
  <xsl:function name="v:sign" as="xs:string?">
    <xsl:param name="element" as="element()"/>
    <xsl:param name="side" as="xs:integer"/>
    <xsl:sequence select="$element/@rend ! $v:signs(.)[$side]"/>
  </xsl:function>

  <xd:doc>
    <xd:desc>inline: in the line.</xd:desc>
    <xd:param name="view">reading or diplomatic</xd:param>
    <xd:param name="as">The HTML element.</xd:param>
    <xd:param name="large">The HTML element where it holds paragraphs or lists.</xd:param>
    <xd:param name="class">Its classes.</xd:param>
    <xd:param name="number">The number in front.</xd:param>
    <xd:param name="before">What is put before the text.</xd:param>
    <xd:param name="after">What is put after the text.</xd:param>
    <xd:param name="show">The nodes that are shown.</xd:param>
    <xd:param name="signs">Whether the bracket of @rend is shown.</xd:param>
  </xd:doc>
  <xsl:template name="shared.inline" as="node()*">
    <xsl:param name="view" as="xs:string"/>
    <xsl:param name="as" as="xs:string" select="'span'"/>
    <xsl:param name="large" as="xs:string" select="'div'"/>
    <xsl:param name="class" as="xs:string" select="local-name()"/>
    <xsl:param name="number" as="xs:string?"/>
    <xsl:param name="before" as="xs:string?"/>
    <xsl:param name="after" as="xs:string?"/>
    <xsl:param name="show" as="node()*" select="node()"/>
    <xsl:param name="signs" as="xs:boolean" select="$view eq 'diplomatic'"/>
    <xsl:element name="{if (v:is-large(.)) then $large else $as}">
      <xsl:call-template name="shared.attributes">
        <xsl:with-param name="view" select="$view"/>
        <xsl:with-param name="class" select="$class"/>
      </xsl:call-template>
      <xsl:choose>
        <xsl:when test="@rend or $number or $before or $after">
          <xsl:call-template name="shared.content">
            <xsl:with-param name="view" select="$view"/>
            <xsl:with-param name="number" select="$number"/>
            <xsl:with-param name="before" select="$before"/>
            <xsl:with-param name="after" select="$after"/>
            <xsl:with-param name="show" select="$show"/>
            <xsl:with-param name="signs" select="$signs"/>
          </xsl:call-template>
        </xsl:when>
        <xsl:otherwise>
          <xsl:apply-templates select="$show" mode="#current"/>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:element>
  </xsl:template>

  <xd:doc>
    <xd:desc>line: apart from its neighbours by white space, in a paragraph too.</xd:desc>
    <xd:param name="view">reading or diplomatic</xd:param>
    <xd:param name="class">Its classes.</xd:param>
    <xd:param name="number">The number in front.</xd:param>
    <xd:param name="before">What is put before the text.</xd:param>
    <xd:param name="after">What is put after the text.</xd:param>
    <xd:param name="show">The nodes that are shown.</xd:param>
    <xd:param name="signs">Whether the bracket of @rend is shown.</xd:param>
  </xd:doc>
  <xsl:template name="shared.line" as="node()*">
    <xsl:param name="view" as="xs:string"/>
    <xsl:param name="class" as="xs:string" select="local-name()"/>
    <xsl:param name="number" as="xs:string?"/>
    <xsl:param name="before" as="xs:string?"/>
    <xsl:param name="after" as="xs:string?"/>
    <xsl:param name="show" as="node()*" select="node()"/>
    <xsl:param name="signs" as="xs:boolean" select="$view eq 'diplomatic'"/>
    <xsl:text>&#10;</xsl:text>
    <xsl:call-template name="shared.inline">
      <xsl:with-param name="view" select="$view"/>
      <xsl:with-param name="class" select="$class"/>
      <xsl:with-param name="number" select="$number"/>
      <xsl:with-param name="before" select="$before"/>
      <xsl:with-param name="after" select="$after"/>
      <xsl:with-param name="show" select="$show"/>
      <xsl:with-param name="signs" select="$signs"/>
    </xsl:call-template>
    <xsl:text>&#10;</xsl:text>
  </xsl:template>

  <xd:doc>
    <xd:desc>block: a block.</xd:desc>
    <xd:param name="view">reading or diplomatic</xd:param>
    <xd:param name="as">The HTML element.</xd:param>
    <xd:param name="class">Its classes.</xd:param>
    <xd:param name="number">The number in front.</xd:param>
  </xd:doc>
  <xsl:template name="shared.block" as="node()*">
    <xsl:param name="view" as="xs:string"/>
    <xsl:param name="as" as="xs:string" select="'div'"/>
    <xsl:param name="class" as="xs:string" select="local-name()"/>
    <xsl:param name="number" as="xs:string?"/>
    <xsl:text>&#10;</xsl:text>
    <xsl:element name="{$as}">
      <xsl:call-template name="shared.attributes">
        <xsl:with-param name="view" select="$view"/>
        <xsl:with-param name="class" select="normalize-space($class)"/>
      </xsl:call-template>
      <xsl:call-template name="hook.start-of-block">
        <xsl:with-param name="view" select="$view"/>
      </xsl:call-template>
      <xsl:call-template name="shared.content">
        <xsl:with-param name="view" select="$view"/>
        <xsl:with-param name="number" select="$number"/>
      </xsl:call-template>
      <xsl:call-template name="hook.end-of-block">
        <xsl:with-param name="view" select="$view"/>
      </xsl:call-template>
    </xsl:element>
    <xsl:text>&#10;</xsl:text>
  </xsl:template>

  <xd:doc>
    <xd:desc>paragraph</xd:desc>
    <xd:param name="view">reading or diplomatic</xd:param>
    <xd:param name="class">Its classes.</xd:param>
    <xd:param name="number">The number in front.</xd:param>
  </xd:doc>
  <xsl:template name="shared.paragraph" as="node()*">
    <xsl:param name="view" as="xs:string"/>
    <xsl:param name="class" as="xs:string" select="'p'"/>
    <xsl:param name="number" as="xs:string?"/>
    <xsl:call-template name="shared.block">
      <xsl:with-param name="view" select="$view"/>
      <xsl:with-param name="as" select="if (v:is-large(.)) then 'div' else 'p'"/>
      <xsl:with-param name="class" select="$class"/>
      <xsl:with-param name="number" select="$number"/>
    </xsl:call-template>
  </xsl:template>

  <xd:doc>
    <xd:desc>heading: h2 for the divisions of the text, h3 for those in them ...; the page's own heading is h1.</xd:desc>
    <xd:param name="view">reading or diplomatic</xd:param>
    <xd:param name="class">Its classes.</xd:param>
  </xd:doc>
  <xsl:template name="shared.heading" as="node()*">
    <xsl:param name="view" as="xs:string"/>
    <xsl:param name="class" as="xs:string" select="'head'"/>
    <xsl:call-template name="shared.block">
      <xsl:with-param name="view" select="$view"/>
      <xsl:with-param name="as" select="if (v:is-large(.)) then 'div' else 'h' || min((6, 1 + count(ancestor::*[head])))"/>
      <xsl:with-param name="class" select="$class"/>
    </xsl:call-template>
  </xsl:template>

  <xd:doc>
    <xd:desc>contents: what is in the element, without a mark of its own.</xd:desc>
    <xd:param name="view">reading or diplomatic</xd:param>
  </xd:doc>
  <xsl:template name="shared.contents" as="node()*">
    <xsl:param name="view" as="xs:string"/>
    <xsl:call-template name="shared.content">
      <xsl:with-param name="view" select="$view"/>
    </xsl:call-template>
  </xsl:template>

  <xd:doc>
    <xd:desc>omit: nothing.</xd:desc>
    <xd:param name="view">reading or diplomatic</xd:param>
  </xd:doc>
  <xsl:template name="shared.omit" as="empty-sequence()">
    <xsl:param name="view" as="xs:string"/>
  </xsl:template>

  <xd:doc>
    <xd:desc>break: the end of a line.</xd:desc>
    <xd:param name="view">reading or diplomatic</xd:param>
    <xd:param name="class">Its classes.</xd:param>
  </xd:doc>
  <xsl:template name="shared.break" as="node()*">
    <xsl:param name="view" as="xs:string"/>
    <xsl:param name="class" as="xs:string?"/>
    <xsl:text>&#10;</xsl:text>
    <br>
      <xsl:if test="$class">
        <xsl:attribute name="class" select="$class"/>
      </xsl:if>
    </br>
  </xsl:template>

</xsl:stylesheet>
