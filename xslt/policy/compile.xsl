<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:xd="http://www.oxygenxml.com/ns/doc/xsl" xmlns:out="urn:diplomatica:out" xmlns:v="urn:diplomatica:views"
  xpath-default-namespace="urn:diplomatica:policy" expand-text="yes" exclude-result-prefixes="xs xd v">

  <xd:doc scope="stylesheet">
    <xd:desc>
      <xd:p>Makes the templates of one view from policy.xml: for each element a template that goes through its rows in their order
        and calls the behaviour of the first whose condition holds.</xd:p>
      <xd:p>Also a mode view.behaviour, which says of the elements that make footnotes, or that cannot stand in a paragraph, what is
        done with them.</xd:p>
    </xd:desc>
  </xd:doc>

  <xsl:namespace-alias stylesheet-prefix="out" result-prefix="xsl"/>

  <xd:doc>
    <xd:desc>reading or diplomatic</xd:desc>
  </xd:doc>
  <xsl:param name="view" as="xs:string" select="'reading'"/>

  <xsl:mode on-no-match="fail" on-multiple-match="fail"/>

  <xsl:key name="behaviour" match="behaviour" use="@name"/>

  <xsl:template match="/" as="xs:string">
    <xsl:variable name="rows" as="element(row)*" select="policy/row[*[local-name() eq $view]]"/>
    <xsl:variable name="rest" as="element(row)" select="$rows[@element eq '*']"/>
    <xsl:variable name="names" as="xs:string*" select="distinct-values($rows/tokenize(@element))[. ne '*']"/>
    <xsl:variable name="module" as="element()">
      <out:stylesheet version="3.0" xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all">
        <xsl:namespace name="v" select="'urn:diplomatica:views'"/>
        <xsl:namespace name="xs" select="'http://www.w3.org/2001/XMLSchema'"/>
        <xsl:comment> Made from ../policy/policy.xml by ../policy/compile.xsl: change it there. </xsl:comment>
        <out:mode name="{$view}" on-no-match="fail" on-multiple-match="fail"/>
        <out:mode name="{$view}.behaviour" on-no-match="shallow-skip" on-multiple-match="fail"/>
        <xsl:sequence select="v:candidates('flowing', $rows[v:flows(.)])"/>
        <xsl:sequence select="v:candidates('footnotes', $rows[v:cell(.)/@do = 'footnote'])"/>
        <xsl:for-each-group select="$names, '*'" group-by="string-join($rows[tokenize(@element) = current()]/@id, ' ')">
          <xsl:variable name="name" as="xs:string" select="."/>
          <xsl:variable name="match" as="xs:string" select="string-join(current-group(), ' | ')"/>
          <xsl:variable name="own" as="element(row)*" select="$rows[tokenize(@element) = $name]"/>
          <xsl:variable name="all" as="element(row)*" select="$own, $rest[not($own[not(@when)])][not($name eq '*')]"/>
          <out:template match="{$match}" mode="{$view}" as="node()*">
            <xsl:sequence select="v:choose($all, 'call')"/>
          </out:template>
          <xsl:if test="$own[v:flows(.) or v:cell(.)/@do = 'footnote']">
            <out:template match="{$match}" mode="{$view}.behaviour" as="xs:string">
              <xsl:sequence select="v:choose($all, 'tell')"/>
            </out:template>
          </xsl:if>
        </xsl:for-each-group>
        <xsl:if test="$view eq 'diplomatic'">
          <xsl:sequence select="v:signs(policy/sign)"/>
          <out:variable name="v:flowing-behaviours" as="xs:string+"
            select="{string-join(policy/behaviour[@flow] ! v:text(@name), ', ')}"/>
        </xsl:if>
      </out:stylesheet>
    </xsl:variable>
    <xsl:sequence select="serialize($module, map{'method': 'xml', 'indent': true()}) || '&#10;'"/>
  </xsl:template>

  <xd:doc>
    <xd:desc>What a row says about the view.</xd:desc>
    <xd:param name="row">A row of the table.</xd:param>
  </xd:doc>
  <xsl:function name="v:cell" as="element()?">
    <xsl:param name="row" as="element(row)"/>
    <xsl:sequence select="$row/*[local-name() eq $view]"/>
  </xsl:function>

  <xd:doc>
    <xd:desc>Whether a row makes an HTML element that can't stand in a paragraph.</xd:desc>
    <xd:param name="row">A row of the table.</xd:param>
  </xd:doc>
  <xsl:function name="v:flows" as="xs:boolean">
    <xsl:param name="row" as="element(row)"/>
    <xsl:sequence select="exists(key('behaviour', v:cell($row)/@do, root($row))[@flow])"/>
  </xsl:function>

  <xd:doc>
    <xd:desc>A variable with the elements that some row of a kind may be about.</xd:desc>
    <xd:param name="name">The name of the variable, behind that of the view.</xd:param>
    <xd:param name="rows">The rows.</xd:param>
  </xd:doc>
  <xsl:function name="v:candidates" as="element()">
    <xsl:param name="name" as="xs:string"/>
    <xsl:param name="rows" as="element(row)*"/>
    <out:variable name="v:{$view}.{$name}" as="element()*"
      select="//text/descendant::*[{string-join(distinct-values($rows/tokenize(@element)) ! ('self::' || .), ' or ')}]"/>
  </xsl:function>

  <xd:doc>
    <xd:desc>The decision between rows, in their order.</xd:desc>
    <xd:param name="rows">All that an element may follow; the last has no condition.</xd:param>
    <xd:param name="how">call: the behaviour is called; tell: its name is given.</xd:param>
  </xd:doc>
  <xsl:function name="v:choose" as="element()">
    <xsl:param name="rows" as="element(row)*"/>
    <xsl:param name="how" as="xs:string"/>
    <xsl:variable name="last" as="xs:integer" select="index-of($rows ! exists(@when), false())[1]"/>
    <xsl:choose>
      <xsl:when test="$last eq 1">
        <xsl:sequence select="v:act($rows[1], $how)"/>
      </xsl:when>
      <xsl:otherwise>
        <out:choose>
          <xsl:for-each select="$rows[position() lt $last]">
            <out:when test="{@when}">
              <xsl:sequence select="v:act(., $how)"/>
            </out:when>
          </xsl:for-each>
          <out:otherwise>
            <xsl:sequence select="v:act($rows[$last], $how)"/>
          </out:otherwise>
        </out:choose>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <xsl:function name="v:act" as="element()">
    <xsl:param name="row" as="element(row)"/>
    <xsl:param name="how" as="xs:string"/>
    <xsl:variable name="cell" as="element()" select="v:cell($row)"/>
    <xsl:choose>
      <xsl:when test="$how eq 'tell'">
        <out:sequence select="'{$cell/@do}'"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:variable name="behaviour" as="element(behaviour)" select="key('behaviour', $cell/@do, root($row))"/>
        <out:call-template name="{if ($behaviour/@where eq 'shared') then 'shared' else $view}.{$cell/@do}">
          <xsl:if test="$behaviour/@where eq 'shared'">
            <out:with-param name="view" select="'{$view}'"/>
          </xsl:if>
          <xsl:for-each select="$cell/(@as|@large)">
            <out:with-param name="{local-name()}" select="'{.}'"/>
          </xsl:for-each>
          <xsl:for-each select="$cell/(@class|@before|@after)">
            <out:with-param name="{local-name()}" select="{v:text(.)}"/>
          </xsl:for-each>
          <xsl:for-each select="$cell/(@number|@show)">
            <out:with-param name="{local-name()}" select="{.}"/>
          </xsl:for-each>
          <xsl:if test="$cell/@signs = 'no'">
            <out:with-param name="signs" select="false()"/>
          </xsl:if>
        </out:call-template>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <xd:doc>
    <xd:desc>Words with XPath in braces, as one XPath expression.</xd:desc>
    <xd:param name="words">before, after or class.</xd:param>
  </xd:doc>
  <xsl:function name="v:text" as="xs:string">
    <xsl:param name="words" as="xs:string"/>
    <xsl:variable name="parts" as="xs:string*">
      <xsl:analyze-string select="$words" regex="\{{([^{{}}]*)\}}">
        <xsl:matching-substring>
          <xsl:sequence select="'string((' || regex-group(1) || ')[1])'"/>
        </xsl:matching-substring>
        <xsl:non-matching-substring>
          <xsl:sequence select="codepoints-to-string(39) || . || codepoints-to-string(39)"/>
        </xsl:non-matching-substring>
      </xsl:analyze-string>
    </xsl:variable>
    <xsl:sequence select="string-join($parts, ' || ')"/>
  </xsl:function>

  <xd:doc>
    <xd:desc>The function that tells the bracket of an element.</xd:desc>
    <xd:param name="signs">The signs of the table.</xd:param>
  </xd:doc>
  <xsl:function name="v:signs" as="element()">
    <xsl:param name="signs" as="element(sign)*"/>
    <out:variable name="v:signs" as="map(xs:string, xs:string+)"
      select="map{{ {string-join($signs ! v:sign-entry(.), ', ')} }}"/>
  </xsl:function>

  <xsl:function name="v:sign-entry" as="xs:string">
    <xsl:param name="sign" as="element(sign)"/>
    <xsl:text>'{$sign/@rend}': ('{$sign/@before}', '{$sign/@after}')</xsl:text>
  </xsl:function>

</xsl:stylesheet>
