<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:xd="http://www.oxygenxml.com/ns/doc/xsl" xmlns:t="urn:diplomatica:typst"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map" exclude-result-prefixes="#all">

  <xd:doc scope="stylesheet">
    <xd:desc>Where the diplomatic view names persons, for the index of a book: it has no links, as the reading view has.</xd:desc>
  </xd:doc>

  <xd:doc>
    <xd:desc>The persons that each block names, where the view has no links to them: JSON, [[anchor, form of the name, key], …].
      What is true of the whole document has no anchor ("").</xd:desc>
  </xd:doc>
  <xsl:param name="persons" as="xs:string" select="'[]'"/>

  <xd:doc>
    <xd:desc>By anchor: a map of the letters of a form to the key of the person.</xd:desc>
  </xd:doc>
  <xsl:variable name="t:named" as="map(xs:string, map(xs:string, xs:string+))">
    <xsl:map>
      <xsl:for-each-group select="parse-json($persons)?*" group-by="string(?1)">
        <xsl:map-entry key="current-grouping-key()" select="
          map:merge(current-group() ! map:entry(t:letters(?2), string(?3)), map{'duplicates': 'combine'})"/>
      </xsl:for-each-group>
    </xsl:map>
  </xsl:variable>

  <xd:doc>
    <xd:desc>What counts of a name: its letters, not the brackets that the diplomatic view has in it.</xd:desc>
    <xd:param name="text">A form of a name.</xd:param>
  </xd:doc>
  <xsl:function name="t:letters" as="xs:string">
    <xsl:param name="text" as="xs:string"/>
    <xsl:sequence select="lower-case(replace($text, '[^\p{L}\p{N}]', ''))"/>
  </xsl:function>

  <xd:doc>
    <xd:desc>The key of the person whose name an element is, by what its block, or else the document, is known to name; the
      keys, where the name is that of two.</xd:desc>
    <xd:param name="element">An element of HTML.</xd:param>
  </xd:doc>
  <xsl:function name="t:person" as="xs:string*">
    <xsl:param name="element" as="element()"/>
    <xsl:if test="tokenize($element/@class) = ('persName', 'name', 'rs')">
      <xsl:variable name="here" as="map(xs:string, xs:string+)?" select="
        $element/ancestor-or-self::*[@id][map:contains($t:named, @id)][1]/@id ! $t:named(string(.))"/>
      <xsl:variable name="without-office" as="xs:string" select="
        string-join($element/descendant::text()[not(ancestor::span[tokenize(@class) = 'roleName'])])"/>
      <xsl:variable name="found" as="xs:string*" select="$here ! .(t:letters($element))"/>
      <xsl:sequence select="if (exists($found)) then $found else
        ($t:named('') ! (.(t:letters($element)), .(t:letters($without-office))))[1]"/>
    </xsl:if>
  </xsl:function>

  <xd:doc>
    <xd:desc>What marks the places of persons for the index: a name at its place, the others of a block where it begins.</xd:desc>
    <xd:param name="element">An element of HTML.</xd:param>
  </xd:doc>
  <xsl:function name="t:mentions" as="xs:string*">
    <xsl:param name="element" as="element()"/>
    <xsl:if test="map:size($t:named) gt 0">
      <xsl:variable name="own" as="map(xs:string, xs:string+)?" select="$element/@id ! $t:named(string(.))"/>
      <xsl:variable name="all" as="xs:string*" select="$own ! map:keys(.) ! $own(.)"/>
      <xsl:variable name="placed" as="xs:string*" select="
        if (exists($all)) then $element/descendant-or-self::*[@class] ! t:person(.) else ()"/>
      <xsl:for-each select="sort(distinct-values((t:person($element), $all[not(. = $placed)])))">
        <xsl:sequence select="'#mentioned(' || t:literal(.) || ');'"/>
      </xsl:for-each>
    </xsl:if>
  </xsl:function>

</xsl:stylesheet>
