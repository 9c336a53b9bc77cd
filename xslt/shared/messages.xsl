<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:xd="http://www.oxygenxml.com/ns/doc/xsl" xmlns:v="urn:diplomatica:views" exclude-result-prefixes="#all">

  <xd:doc scope="stylesheet">
    <xd:desc>The words that the views put beside the text, in the language of the interface.</xd:desc>
  </xd:doc>

  <xd:doc>
    <xd:desc>messages[@plural] with message[@key][@number?]: the words. Of a message with plural forms there are several,
      told apart by @number (one, few, other).</xd:desc>
  </xd:doc>
  <xsl:param name="messages" as="document-node()?" select="()"/>

  <xsl:key name="message" match="message" use="if (@number) then @key || ' ' || @number else @key"/>

  <xd:doc>
    <xd:desc>The words of a key; nothing if there are none.</xd:desc>
    <xd:param name="key">The key: gap.redacted.</xd:param>
  </xd:doc>
  <xsl:function name="v:words" as="xs:string?">
    <xsl:param name="key" as="xs:string"/>
    <xsl:sequence select="$messages ! key('message', $key, .)[1] ! string()"/>
  </xsl:function>

  <xd:doc>
    <xd:desc>The words of a key with the places in them filled.</xd:desc>
    <xd:param name="key">The key.</xd:param>
    <xd:param name="values">What stands for each {place}.</xd:param>
  </xd:doc>
  <xsl:function name="v:words" as="xs:string?">
    <xsl:param name="key" as="xs:string"/>
    <xsl:param name="values" as="map(xs:string, xs:string)"/>
    <xsl:sequence select="v:words($key) ! v:filled(., $values)"/>
  </xsl:function>

  <xd:doc>
    <xd:desc>The words of a key in the plural form for a number; {count} is the number in words as far as the language has them.</xd:desc>
    <xd:param name="key">The key.</xd:param>
    <xd:param name="count">The number.</xd:param>
  </xd:doc>
  <xsl:function name="v:counted" as="xs:string?">
    <xsl:param name="key" as="xs:string"/>
    <xsl:param name="count" as="xs:integer"/>
    <xsl:variable name="words" as="xs:string?" select="(v:words($key || ' ' || v:plural($count)), v:words($key || ' other'), v:words($key))[1]"/>
    <xsl:sequence select="$words ! v:filled(., map{'count': (v:words('number.' || $count), string($count))[1]})"/>
  </xsl:function>

  <xsl:function name="v:filled" as="xs:string">
    <xsl:param name="words" as="xs:string"/>
    <xsl:param name="values" as="map(xs:string, xs:string)"/>
    <xsl:variable name="parts" as="xs:string*">
      <xsl:analyze-string select="$words" regex="\{{(\w+)\}}">
        <xsl:matching-substring>
          <xsl:sequence select="($values(regex-group(1)), .)[1]"/>
        </xsl:matching-substring>
        <xsl:non-matching-substring>
          <xsl:sequence select="."/>
        </xsl:non-matching-substring>
      </xsl:analyze-string>
    </xsl:variable>
    <xsl:sequence select="string-join($parts)"/>
  </xsl:function>

  <xsl:function name="v:plural" as="xs:string">
    <xsl:param name="count" as="xs:integer"/>
    <xsl:variable name="rule" as="xs:string?" select="$messages/messages/@plural ! string()"/>
    <xsl:sequence select="
      if ($rule eq 'none') then 'other'
      else if ($rule eq 'one is 0 or 1') then (if ($count le 1) then 'one' else 'other')
      else if ($rule eq 'slavic') then
        (if ($count mod 10 eq 1 and $count mod 100 ne 11) then 'one'
         else if ($count mod 10 = (2, 3, 4) and not($count mod 100 = (12, 13, 14))) then 'few' else 'other')
      else (if ($count eq 1) then 'one' else 'other')"/>
  </xsl:function>

</xsl:stylesheet>
