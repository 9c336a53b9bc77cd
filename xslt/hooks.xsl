<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:xd="http://www.oxygenxml.com/ns/doc/xsl" exclude-result-prefixes="#all">

  <xd:doc scope="stylesheet">
    <xd:desc>
      <xd:p>The places where an edition of your own adds something to the views. Each hook is a template that does nothing. Write a
        stylesheet with templates of the same names, and give it to the program: it is laid over ours, so that yours are used.</xd:p>
      <xd:p>In a hook the context item is the TEI element that is being shown, and $view is "reading" or "diplomatic". HTML is
        written without a namespace.</xd:p>
      <xd:p>To show an element in a way of your own, write a template for it in the mode of the view:
        &lt;xsl:template match="tei:seg[@type = 'cipher']" mode="reading"&gt;. For what is in it,
        &lt;xsl:apply-templates mode="#current"/&gt;. Whatever you add to the diplomatic view, the source does not have.</xd:p>
    </xd:desc>
  </xd:doc>

  <xd:doc>
    <xd:desc>More attributes of the HTML element that stands for the context element.</xd:desc>
    <xd:param name="view">reading or diplomatic</xd:param>
  </xd:doc>
  <xsl:template name="hook.attributes" as="attribute()*">
    <xsl:param name="view" as="xs:string"/>
  </xsl:template>

  <xd:doc>
    <xd:desc>What stands first in a block (paragraph, heading, item, division), before its number.</xd:desc>
    <xd:param name="view">reading or diplomatic</xd:param>
  </xd:doc>
  <xsl:template name="hook.start-of-block" as="node()*">
    <xsl:param name="view" as="xs:string"/>
  </xsl:template>

  <xd:doc>
    <xd:desc>What stands last in a block.</xd:desc>
    <xd:param name="view">reading or diplomatic</xd:param>
  </xd:doc>
  <xsl:template name="hook.end-of-block" as="node()*">
    <xsl:param name="view" as="xs:string"/>
  </xsl:template>

  <xd:doc>
    <xd:desc>What stands before the whole text; the context item is the document node.</xd:desc>
    <xd:param name="view">reading or diplomatic</xd:param>
  </xd:doc>
  <xsl:template name="hook.start-of-document" as="node()*">
    <xsl:param name="view" as="xs:string"/>
  </xsl:template>

  <xd:doc>
    <xd:desc>What stands after the whole text and its notes; the context item is the document node.</xd:desc>
    <xd:param name="view">reading or diplomatic</xd:param>
  </xd:doc>
  <xsl:template name="hook.end-of-document" as="node()*">
    <xsl:param name="view" as="xs:string"/>
  </xsl:template>

</xsl:stylesheet>
