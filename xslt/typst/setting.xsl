<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:xd="http://www.oxygenxml.com/ns/doc/xsl" xmlns:t="urn:diplomatica:typst" exclude-result-prefixes="#all">

  <xd:doc scope="stylesheet">
    <xd:desc>How blocks are set on pages: what is kept together, what is kept with what follows.</xd:desc>
  </xd:doc>

  <xd:doc>
    <xd:desc>Classes of what only holds other blocks and has no looks of its own.</xd:desc>
  </xd:doc>
  <xsl:variable name="t:holders" as="xs:string+" select="
    'text', 'front', 'body', 'back', 'group', 'div', 'sp', 'lines', 'attachment', 'postscript'"/>

  <xd:doc>
    <xd:desc>
      <xd:p>What else the page has to know of a block: "whole", that no page may end in it, which is for small ones only,
        since what is whole and longer than a page is cut off; "kept", that the next block has to begin on its page:
        before a signature, a list that it announces, and at the end, where the source of the document follows; "on",
        that it is a paragraph after another one; "inner", that it is a list in a list.</xd:p>
    </xd:desc>
    <xd:param name="element">An element of HTML.</xd:param>
  </xd:doc>
  <xsl:function name="t:setting" as="xs:string*">
    <xsl:param name="element" as="element()"/>
    <xsl:if test="$element/ancestor::li and tokenize($element/@class) = 'list'">
      <xsl:sequence select="'inner'"/>
    </xsl:if>
    <xsl:if test="t:is-block($element) and string-length($element) lt 900 and t:is-small($element)">
      <xsl:variable name="next" as="element()?" select="t:next($element)"/>
      <xsl:sequence select="'whole'"/>
      <xsl:if test="tokenize($next/@class) = ('closer', 'signed') or ends-with(normalize-space($element), ':') and t:is-list($next)
        or t:is-last($element)">
        <xsl:sequence select="'kept'"/>
        <xsl:if test="$element/self::p and $element/preceding-sibling::*[1]/self::p">
          <xsl:sequence select="'on'"/>
        </xsl:if>
      </xsl:if>
    </xsl:if>
  </xsl:function>

  <xd:doc>
    <xd:desc>The element that follows a block on the page: its sibling, or that of what only holds it.</xd:desc>
    <xd:param name="element">A block.</xd:param>
  </xd:doc>
  <xsl:function name="t:next" as="element()?">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="
      if ($element/following-sibling::*) then $element/following-sibling::*[1]
      else $element/parent::*[tokenize(@class) = $t:holders] ! t:next(.)"/>
  </xsl:function>

  <xd:doc>
    <xd:desc>Whether a block takes a dozen lines at most.</xd:desc>
    <xd:param name="element">A block.</xd:param>
  </xd:doc>
  <xsl:function name="t:is-small" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="string-length(normalize-space($element)) lt 600 and count($element/descendant::*[t:is-block(.) or self::br]) lt 14"/>
  </xsl:function>

  <xd:doc>
    <xd:desc>Whether an element is a list.</xd:desc>
    <xd:param name="element">An element of HTML, if any.</xd:param>
  </xd:doc>
  <xsl:function name="t:is-list" as="xs:boolean">
    <xsl:param name="element" as="element()?"/>
    <xsl:sequence select="exists($element[self::ul or self::ol or self::div and tokenize(@class) = 'list'])"/>
  </xsl:function>

  <xd:doc>
    <xd:desc>Whether a block ends the document: it stands in nothing that is set apart, and nothing but the notes follows.</xd:desc>
    <xd:param name="element">A block.</xd:param>
  </xd:doc>
  <xsl:function name="t:is-last" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="not(tokenize($element/@class) = $t:holders)
      and empty($element/following::text()[normalize-space()][not(ancestor::*[@role = 'doc-endnotes'])])
      and (every $around in $element/ancestor::*[@class] satisfies tokenize($around/@class) = $t:holders)"/>
  </xsl:function>

  <xd:doc>
    <xd:desc>What keeps a heading or speaker on one page with a paragraph that calls a note: Typst leaves it at the foot of the page
      where the note takes the first line of the paragraph along to the next one.</xd:desc>
    <xd:param name="element">A heading or speaker.</xd:param>
  </xd:doc>
  <xsl:function name="t:room" as="xs:string?">
    <xsl:param name="element" as="element()"/>
    <xsl:if test="$notes eq 'foot' and $element/following-sibling::*[1]/self::p//a[@role = 'doc-noteref']">
      <xsl:sequence select="'#room();'"/>
    </xsl:if>
  </xsl:function>

</xsl:stylesheet>
