<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:key name="by-id" match="*[@id]" use="string(@id)"/>
  <xsl:key name="by-address" match="a[@href]" use="string(@href)"/>
</xsl:stylesheet>
