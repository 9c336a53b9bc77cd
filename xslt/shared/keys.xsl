<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:xd="http://www.oxygenxml.com/ns/doc/xsl" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all">

  <xd:doc scope="stylesheet">
    <xd:desc>All keys.</xd:desc>
  </xd:doc>

  <xd:doc>
    <xd:desc>An element by its xml:id.</xd:desc>
  </xd:doc>
  <xsl:key name="id" match="*[@xml:id]" use="normalize-space(@xml:id)"/>

</xsl:stylesheet>
