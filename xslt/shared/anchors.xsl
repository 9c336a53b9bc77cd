<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:xd="http://www.oxygenxml.com/ns/doc/xsl" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:v="urn:diplomatica:views" xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all">

  <xd:doc scope="stylesheet">
    <xd:desc>
      <xd:p>Permalinks. The identifier of a block is made of its own words, so that it stays the same when the document is
        encoded again: "p." (a heading has "h.", a note "n."), a checksum of its letters and digits in six figures of
        base 36, and for the second block with the same words "-2".</xd:p>
    </xd:desc>
  </xd:doc>

  <xd:doc>
    <xd:desc>How many letters and digits of a block count: enough to tell blocks apart, and a slip that is mended
      further on in the paragraph does not break its address.</xd:desc>
  </xd:doc>
  <xsl:variable name="v:counted" as="xs:integer" static="yes" select="60"/>

  <xd:doc>
    <xd:desc>The blocks that have a permalink, in their order.</xd:desc>
  </xd:doc>
  <xsl:variable name="v:blocks" as="element()*" select="
    //text//(p|ab|head|item|l|note|stage|figure|cell|gloss[@rend]|(persName|placeName|orgName)[@type = 'alternative'][@rend]|signed|salute|dateline|byline|trailer|addrLine|stamp|u
      |opener/(seg|idno|orgName|persName|placeName|date)|closer/(seg|idno|orgName|persName|date))"/>

  <xd:doc>
    <xd:desc>From a block (its generate-id()) to its permalink.</xd:desc>
  </xd:doc>
  <xsl:variable name="v:anchors" as="map(xs:string, xs:string)">
    <xsl:map>
      <xsl:for-each-group select="$v:blocks" group-by="v:checksum(.)">
        <xsl:for-each select="current-group()">
          <xsl:map-entry key="generate-id()" select="current-grouping-key() || (if (position() gt 1) then '-' || position() else '')"/>
        </xsl:for-each>
      </xsl:for-each-group>
    </xsl:map>
  </xsl:variable>

  <xd:doc>
    <xd:desc>The permalink of a block; nothing for other elements.</xd:desc>
    <xd:param name="block">Any element.</xd:param>
  </xd:doc>
  <xsl:function name="v:anchor" as="xs:string?">
    <xsl:param name="block" as="element()"/>
    <xsl:sequence select="$v:anchors(generate-id($block))"/>
  </xsl:function>

  <xd:doc>
    <xd:desc>The permalink of the block in which a node stands.</xd:desc>
    <xd:param name="node">Any node of the text.</xd:param>
  </xd:doc>
  <xsl:function name="v:anchor-around" as="xs:string?">
    <xsl:param name="node" as="node()"/>
    <xsl:sequence select="($node/ancestor-or-self::* ! v:anchor(.))[last()]"/>
  </xsl:function>

  <xd:doc>
    <xd:desc>The permalink of a block without regard to others: the code points of its words as one long number, modulo the prime 2^31 - 1.</xd:desc>
    <xd:param name="block">A block.</xd:param>
  </xd:doc>
  <xsl:function name="v:checksum" as="xs:string">
    <xsl:param name="block" as="element()"/>
    <xsl:variable name="kind" as="xs:string" select="if ($block[self::note or self::gloss or @type = 'alternative']) then 'n.' else if ($block/self::head) then 'h.' else 'p.'"/>
    <xsl:variable name="text" as="xs:string" select="if ($block//note and not($block/self::note))
      then string-join($block//text()[not(ancestor::note)]) else string($block)"/>
    <xsl:variable name="words" as="xs:string" select="$block/@n || substring(normalize-space($text), 1, 2 * $v:counted)"/>
    <xsl:variable name="letters" as="xs:string" select="substring(replace($words, '[^\p{L}\p{N}]+', ''), 1, $v:counted)"/>
    <xsl:variable name="number" as="xs:integer" select="xs:integer('0' || string-join(string-to-codepoints($letters)))"/>
    <xsl:sequence select="$kind || v:figures($number mod 2147483647)"/>
  </xsl:function>

  <xd:doc>
    <xd:desc>A number below 36^6 in six figures of base 36.</xd:desc>
    <xd:param name="number">The number.</xd:param>
  </xd:doc>
  <xsl:function name="v:figures" as="xs:string">
    <xsl:param name="number" as="xs:integer"/>
    <xsl:sequence select="string-join((60466176, 1679616, 46656, 1296, 36, 1) ! substring('0123456789abcdefghijklmnopqrstuvwxyz', $number idiv . mod 36 + 1, 1))"/>
  </xsl:function>

</xsl:stylesheet>
