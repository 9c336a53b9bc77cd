<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:xd="http://www.oxygenxml.com/ns/doc/xsl" xmlns:map="http://www.w3.org/2005/xpath-functions/map" xmlns:v="urn:diplomatica:views"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all">

  <xd:doc scope="stylesheet">
    <xd:desc>
      <xd:p>One TEI document becomes four strings: the reading view and the diplomatic view (HTML to stand in an article), the
        facts (XML), the plain text.</xd:p>
    </xd:desc>
  </xd:doc>

  <xd:doc>
    <xd:desc>The way from a page to the root of the edition, ending with "/".</xd:desc>
  </xd:doc>
  <xsl:param name="root" as="xs:string" select="'../../'"/>

  <xd:doc>
    <xd:desc>The language of the interface (BCP 47), in which names are shown where there is a choice.</xd:desc>
  </xd:doc>
  <xsl:param name="language" as="xs:string" select="'en'"/>
  <xsl:variable name="v:language" as="xs:string" select="$language"/>

  <xsl:include href="../shared/keys.xsl"/>
  <xsl:include href="../shared/pointers.xsl"/>
  <xsl:include href="../shared/anchors.xsl"/>
  <xsl:include href="../shared/messages.xsl"/>
  <xsl:include href="../shared/attributes.xsl"/>
  <xsl:include href="../shared/behaviours.xsl"/>
  <xsl:include href="../shared/pages.xsl"/>
  <xsl:include href="../shared/plaintext.xsl"/>
  <xsl:include href="../hooks.xsl"/>
  <xsl:include href="../facts/facts.xsl"/>
  <xsl:include href="../reading/reading.xsl"/>
  <xsl:include href="../diplomatic/diplomatic.xsl"/>

  <xd:doc>
    <xd:desc>HTML that is well-formed XML too. Control characters stand for themselves, since HTML takes a reference to one for another
      character.</xd:desc>
  </xd:doc>
  <xsl:variable name="v:html" as="map(*)" select="map{
    'method': 'xhtml', 'html-version': 5.0, 'indent': false(), 'omit-xml-declaration': true(), 'escape-uri-attributes': false(),
    'use-character-maps': map:merge((127 to 159) ! codepoints-to-string(.) ! map:entry(., .))}"/>

  <xsl:mode on-no-match="fail" on-multiple-match="fail"/>

  <xsl:template match="/" as="xs:string*">
    <xsl:variable name="texts" as="element()*" select="(//text, /TEI/(sourceDoc, standOff))[not(ancestor::text)]"/>
    <xsl:variable name="reading" as="node()*">
      <xsl:call-template name="hook.start-of-document">
        <xsl:with-param name="view" select="'reading'"/>
      </xsl:call-template>
      <xsl:apply-templates select="$texts" mode="reading"/>
      <xsl:call-template name="hook.end-of-document">
        <xsl:with-param name="view" select="'reading'"/>
      </xsl:call-template>
    </xsl:variable>
    <xsl:variable name="diplomatic" as="node()*">
      <xsl:call-template name="hook.start-of-document">
        <xsl:with-param name="view" select="'diplomatic'"/>
      </xsl:call-template>
      <xsl:apply-templates select="$texts[self::text]" mode="diplomatic"/>
      <xsl:call-template name="hook.end-of-document">
        <xsl:with-param name="view" select="'diplomatic'"/>
      </xsl:call-template>
    </xsl:variable>
    <xsl:variable name="text" as="xs:string*">
      <xsl:apply-templates select="$reading" mode="plaintext"/>
    </xsl:variable>
    <xsl:sequence select="serialize($reading, $v:html), serialize($diplomatic, $v:html),
      serialize(v:facts(*), map{'method': 'xml', 'indent': false(), 'omit-xml-declaration': true()}), string-join($text)"/>
  </xsl:template>

</xsl:stylesheet>
