<?xml version="1.0" encoding="UTF-8"?>
<!-- Reading of other documents, held within one folder. A schema made into XSLT calls these functions where its author
  wrote doc(), document(), collection() and so on; `base` is the file in which he wrote it. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xd="http://www.oxygenxml.com/ns/doc/xsl"
    xmlns:in="urn:diplomatica:schematron" exclude-result-prefixes="#all">

  <xd:doc>The folder within which documents may be read, as a URI that ends in "/".</xd:doc>
  <xsl:param name="in:folder" as="xs:string" select="'file:///dev/null/'"/>

  <xd:doc>The symbolic links of the folder that lead out of it, as URIs in lower case, one a line.</xd:doc>
  <xsl:param name="in:leading-out" as="xs:string" select="''"/>

  <xd:doc>A reference made absolute.</xd:doc>
  <xsl:function name="in:absolute" as="xs:string">
    <xsl:param name="reference" as="xs:string"/>
    <xsl:param name="base" as="xs:string"/>
    <xsl:variable name="plain" as="xs:string" select="replace(iri-to-uri(normalize-space($reference)), '#.*$', '')"/>
    <xsl:sequence select="replace(string(resolve-uri($plain, $base)), '^file:/+', 'file:///')"/>
  </xsl:function>

  <xd:doc>Whether an absolute reference lies within the folder. Dots and slashes in disguise do not.</xd:doc>
  <xsl:function name="in:is-inside" as="xs:boolean">
    <xsl:param name="absolute" as="xs:string"/>
    <xsl:variable name="path" as="xs:string" select="replace($absolute, '\?.*$', '')"/>
    <xsl:sequence select="starts-with(concat($path, '/'), $in:folder)
      and not(matches($path, '%2e|%2f|%5c|%00|\\|/\.\.?(/|$)', 'i'))
      and ($in:leading-out = '' or in:is-no-link($path))"/>
  </xsl:function>

  <xd:doc>Whether a path does not go through one of the links. Letters in disguise are taken for a link.</xd:doc>
  <xsl:function name="in:is-no-link" as="xs:boolean">
    <xsl:param name="path" as="xs:string"/>
    <xsl:sequence select="not(matches($path, '%(2[1-9a-f]|[3-7][0-9a-f])', 'i'))
      and (every $link in tokenize($in:leading-out, '\n')
        satisfies not(starts-with(concat(lower-case($path), '/'), concat($link, '/'))))"/>
  </xsl:function>

  <xd:doc>A reference made absolute; an error if it leads out of the folder.</xd:doc>
  <xsl:function name="in:allowed" as="xs:string">
    <xsl:param name="reference" as="xs:string"/>
    <xsl:param name="base" as="xs:string"/>
    <xsl:variable name="absolute" as="xs:string" select="in:absolute($reference, $base)"/>
    <xsl:sequence select="if (in:is-inside($absolute)) then $absolute
      else error(xs:QName('in:outside'), concat($reference, ' lies outside of the collection'))"/>
  </xsl:function>

  <xd:doc>The document that an attribute or a string names; a node's own base comes first.</xd:doc>
  <xsl:function name="in:subordinate" as="document-node()">
    <xsl:param name="item" as="item()"/>
    <xsl:param name="base" as="xs:string"/>
    <xsl:variable name="own" as="xs:string" select="if ($item instance of node()) then string(base-uri($item)) else ''"/>
    <xsl:sequence select="doc(in:allowed(string($item), if ($own) then $own else $base))"/>
  </xsl:function>

  <xd:doc>fn:doc</xd:doc>
  <xsl:function name="in:doc" as="document-node()?">
    <xsl:param name="reference" as="xs:string?"/>
    <xsl:param name="base" as="xs:string"/>
    <xsl:sequence select="$reference ! doc(in:allowed(., $base))"/>
  </xsl:function>

  <xd:doc>fn:doc-available: what lies outside is not there.</xd:doc>
  <xsl:function name="in:doc-available" as="xs:boolean">
    <xsl:param name="reference" as="xs:string?"/>
    <xsl:param name="base" as="xs:string"/>
    <xsl:sequence select="exists($reference) and in:is-inside(in:absolute($reference, $base))
      and doc-available(in:absolute($reference, $base))"/>
  </xsl:function>

  <xd:doc>fn:document with one argument.</xd:doc>
  <xsl:function name="in:document" as="node()*">
    <xsl:param name="references" as="item()*"/>
    <xsl:param name="base" as="xs:string"/>
    <xsl:sequence select="($references ! in:subordinate(., $base)) | ()"/>
  </xsl:function>

  <xd:doc>fn:document with a node whose base is to be taken.</xd:doc>
  <xsl:function name="in:document" as="node()*">
    <xsl:param name="references" as="item()*"/>
    <xsl:param name="node" as="node()"/>
    <xsl:param name="base" as="xs:string"/>
    <xsl:variable name="own" as="xs:string" select="(string(base-uri($node))[.], $base)[1]"/>
    <xsl:sequence select="($references ! doc(in:allowed(string(.), $own))) | ()"/>
  </xsl:function>

  <xd:doc>fn:collection; there is none without a name. What a link brings in from outside is left out.</xd:doc>
  <xsl:function name="in:collection" as="item()*">
    <xsl:param name="reference" as="xs:string?"/>
    <xsl:param name="base" as="xs:string"/>
    <xsl:sequence select="$reference ! collection(in:allowed(., $base))[$in:leading-out = ''
      or (. instance of node() and in:is-inside(in:absolute(string(base-uri(.)), $base)))]"/>
  </xsl:function>

  <xd:doc>fn:uri-collection</xd:doc>
  <xsl:function name="in:uri-collection" as="xs:anyURI*">
    <xsl:param name="reference" as="xs:string?"/>
    <xsl:param name="base" as="xs:string"/>
    <xsl:sequence select="$reference ! uri-collection(in:allowed(., $base))"/>
  </xsl:function>

  <xd:doc>fn:unparsed-text</xd:doc>
  <xsl:function name="in:unparsed-text" as="xs:string?">
    <xsl:param name="reference" as="xs:string?"/>
    <xsl:param name="base" as="xs:string"/>
    <xsl:sequence select="$reference ! unparsed-text(in:allowed(., $base))"/>
  </xsl:function>

  <xd:doc>fn:unparsed-text-lines</xd:doc>
  <xsl:function name="in:unparsed-text-lines" as="xs:string*">
    <xsl:param name="reference" as="xs:string?"/>
    <xsl:param name="base" as="xs:string"/>
    <xsl:sequence select="$reference ! unparsed-text-lines(in:allowed(., $base))"/>
  </xsl:function>

  <xd:doc>fn:unparsed-text-available: what lies outside is not there.</xd:doc>
  <xsl:function name="in:unparsed-text-available" as="xs:boolean">
    <xsl:param name="reference" as="xs:string?"/>
    <xsl:param name="base" as="xs:string"/>
    <xsl:sequence select="exists($reference) and in:is-inside(in:absolute($reference, $base))
      and unparsed-text-available(in:absolute($reference, $base))"/>
  </xsl:function>

  <xd:doc>fn:json-doc</xd:doc>
  <xsl:function name="in:json-doc" as="item()?">
    <xsl:param name="reference" as="xs:string?"/>
    <xsl:param name="base" as="xs:string"/>
    <xsl:sequence select="$reference ! json-doc(in:allowed(., $base))"/>
  </xsl:function>
</xsl:stylesheet>
