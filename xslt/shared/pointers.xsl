<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:xd="http://www.oxygenxml.com/ns/doc/xsl" xmlns:v="urn:diplomatica:views"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all">

  <xd:doc scope="stylesheet">
    <xd:desc>What pointers lead to, and the plain text and names of things.</xd:desc>
  </xd:doc>

  <xd:doc>
    <xd:desc>The elements that a pointer attribute leads to in the same document.</xd:desc>
    <xd:param name="pointer">The attribute: "#a #b".</xd:param>
  </xd:doc>
  <xsl:function name="v:targets" as="element()*">
    <xsl:param name="pointer" as="attribute()?"/>
    <xsl:sequence select="$pointer ! (for $one in tokenize(.)[starts-with(., '#')] return key('id', substring($one, 2), root($pointer))[1])"/>
  </xsl:function>

  <xd:doc>
    <xd:desc>The keys to which a pointer attribute leads: the identifiers after "#", of this file or another.</xd:desc>
    <xd:param name="pointer">The attribute: "#a people.xml#b".</xd:param>
  </xd:doc>
  <xsl:function name="v:keys" as="xs:string*">
    <xsl:param name="pointer" as="attribute()?"/>
    <xsl:sequence select="tokenize($pointer)[contains(., '#')] ! substring-after(., '#')[. ne '']"/>
  </xsl:function>

  <xd:doc>
    <xd:desc>Plain text: white space made single.</xd:desc>
    <xd:param name="item">Nodes, whose texts are set apart by nothing.</xd:param>
  </xd:doc>
  <xsl:function name="v:plain" as="xs:string">
    <xsl:param name="item" as="item()*"/>
    <xsl:sequence select="normalize-space(string-join($item))"/>
  </xsl:function>

  <xd:doc>
    <xd:desc>A name without the offices in it; the office if there is nothing else.</xd:desc>
    <xd:param name="name">persName, orgName, placeName ...</xd:param>
  </xd:doc>
  <xsl:function name="v:name" as="xs:string">
    <xsl:param name="name" as="element()?"/>
    <xsl:variable name="bare" as="xs:string" select="
      if ($name/roleName) then replace(v:plain($name//text()[not(ancestor::roleName)]), '^[\s,;:–—-]+|[\s,;:]+$', '') else v:plain($name)"/>
    <xsl:sequence select="if (matches($bare, '[\p{L}\p{N}]')) then $bare else v:plain($name)"/>
  </xsl:function>

  <xd:doc>
    <xd:desc>The forms of the name of a person, organisation or place, the one to show first: that in the wanted
      language where there is one, else the first that is no alternative.</xd:desc>
    <xd:param name="entity">person, personGrp, org, place, respStmt ...</xd:param>
  </xd:doc>
  <xsl:function name="v:forms" as="element()*">
    <xsl:param name="entity" as="element()"/>
    <xsl:variable name="names" as="element()*" select="$entity/(persName|orgName|placeName|name|geogName|settlement|country)"/>
    <xsl:variable name="first" as="element()?" select="
      ($names[@xml:lang][lang($v:language)], $names[not(@type = 'alternative')], $names)[1]"/>
    <xsl:sequence select="$first, $names except $first"/>
  </xsl:function>

  <xd:doc>
    <xd:desc>The name by which an element that a pointer leads to is shown.</xd:desc>
    <xd:param name="element">person, org, place, or a name in the header.</xd:param>
  </xd:doc>
  <xsl:function name="v:label" as="xs:string">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="if ($element/(person|org|place|self::person|self::personGrp|self::org|self::place))
      then v:name(v:forms($element)[1]) else v:name($element)"/>
  </xsl:function>

  <xd:doc>
    <xd:desc>From an identifier to the name that is shown, of everyone and everything that an intervention or a speech can point to.</xd:desc>
  </xd:doc>
  <xsl:variable name="v:labels" as="map(xs:string, xs:string)">
    <xsl:map>
      <xsl:for-each-group select="//teiHeader//*[@xml:id][not(self::category or self::taxonomy)] | //standOff//*[@xml:id]" group-by="normalize-space(@xml:id)">
        <xsl:map-entry key="current-grouping-key()" select="v:label(.)"/>
      </xsl:for-each-group>
    </xsl:map>
  </xsl:variable>

  <xd:doc>
    <xd:desc>person, org or place: what a name is a name of; nothing for other elements.</xd:desc>
    <xd:param name="name">An element of the text or the header.</xd:param>
  </xd:doc>
  <xsl:function name="v:kind" as="xs:string?">
    <xsl:param name="name" as="element()"/>
    <xsl:choose>
      <xsl:when test="$name/(self::persName|self::person|self::personGrp)">person</xsl:when>
      <xsl:when test="$name/(self::orgName|self::org)">org</xsl:when>
      <xsl:when test="$name/(self::placeName|self::place|self::settlement|self::country|self::geogName|self::region)">place</xsl:when>
      <xsl:when test="$name/(self::name|self::rs)">
        <xsl:sequence select="('person', 'org', 'place')[. = $name/@type]"/>
      </xsl:when>
    </xsl:choose>
  </xsl:function>

  <xd:doc>
    <xd:desc>From a name in the text (its generate-id()) to whom or what it stands for: kind and key. That is an entry of a list of this
      document, or of another file ("persons.xml#varro").</xd:desc>
  </xd:doc>
  <xsl:variable name="v:identities" as="map(xs:string, xs:string+)">
    <xsl:map>
      <xsl:for-each select="//text//(persName|orgName|placeName|name|rs|settlement|country|geogName|region|bloc|district)[@ref]">
        <xsl:variable name="entity" as="element()?" select="v:targets(@ref)[self::person or self::personGrp or self::org or self::place][1]"/>
        <xsl:variable name="kind" as="xs:string?" select="if ($entity) then v:kind($entity) else v:kind(.)"/>
        <xsl:variable name="key" as="xs:string?" select="if ($entity) then $entity/@xml:id else v:foreign-key(@ref)"/>
        <xsl:if test="exists($kind) and exists($key)">
          <xsl:map-entry key="generate-id()" select="$kind, $key"/>
        </xsl:if>
      </xsl:for-each>
    </xsl:map>
  </xsl:variable>

  <xd:doc>
    <xd:desc>Kind and key of whom or what a name stands for; nothing where that isn't known.</xd:desc>
    <xd:param name="name">A name in the text.</xd:param>
  </xd:doc>
  <xsl:function name="v:identity" as="xs:string*">
    <xsl:param name="name" as="element()"/>
    <xsl:sequence select="$v:identities(generate-id($name))"/>
  </xsl:function>

  <xsl:function name="v:foreign-key" as="xs:string?">
    <xsl:param name="pointer" as="attribute()"/>
    <xsl:sequence select="tokenize($pointer)[matches(., '^[^#:]+\.xml#[\w.-]+$')][1] ! substring-after(., '#')"/>
  </xsl:function>

</xsl:stylesheet>
