<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:xd="http://www.oxygenxml.com/ns/doc/xsl" xmlns:v="urn:diplomatica:views"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all">

  <xd:doc scope="stylesheet">
    <xd:desc>
      <xd:p>Names, dates, references, pictures. A link may not stand in a link: where a name holds another name or the sign of a
        note, only the rest of it leads to its page ("the Ambassador of [Vastmark], [Friedrich Achterberg]").</xd:p>
    </xd:desc>
  </xd:doc>

  <xsl:variable name="v:folders" as="map(xs:string, xs:string)" select="map{'person': 'persons', 'org': 'organisations', 'place': 'places'}"/>

  <xd:doc>
    <xd:desc>The address of the page of the person, body or place that a name stands for; nothing if there is none.</xd:desc>
    <xd:param name="name">A name with @ref.</xd:param>
  </xd:doc>
  <xsl:function name="v:page" as="xs:string?">
    <xsl:param name="name" as="element()"/>
    <xsl:variable name="identity" as="xs:string*" select="v:identity($name)"/>
    <xsl:sequence select="if (exists($identity)) then $root || $v:folders($identity[1]) || '/' || encode-for-uri($identity[2]) || '.html' else ()"/>
  </xsl:function>

  <xd:doc>
    <xd:desc>Whether a node holds something that becomes a link.</xd:desc>
    <xd:param name="node">A node in a name.</xd:param>
  </xd:doc>
  <xsl:function name="v:holds-links" as="xs:boolean">
    <xsl:param name="node" as="node()"/>
    <xsl:sequence select="exists($node/descendant-or-self::*[self::ref or self::ptr or exists(v:identity(.)) or v:is-footnote(.)])"/>
  </xsl:function>

  <xd:doc>
    <xd:desc>name: a name. In a link, or where nothing is known, it is only marked.</xd:desc>
    <xd:param name="class">Its classes.</xd:param>
    <xd:param name="in-link">Whether it stands in a link.</xd:param>
  </xd:doc>
  <xsl:template name="reading.name" as="node()*">
    <xsl:param name="class" as="xs:string" select="local-name()"/>
    <xsl:param name="in-link" as="xs:boolean" tunnel="yes" select="false()"/>
    <xsl:variable name="page" as="xs:string?" select="if ($in-link or v:is-large(.)) then () else v:page(.)"/>
    <xsl:choose>
      <xsl:when test="empty($page)">
        <xsl:call-template name="shared.inline">
          <xsl:with-param name="view" select="'reading'"/>
          <xsl:with-param name="class" select="$class"/>
        </xsl:call-template>
      </xsl:when>
      <xsl:when test="not(*) or not(node()[v:holds-links(.)])">
        <a href="{$page}">
          <xsl:call-template name="shared.attributes">
            <xsl:with-param name="view" select="'reading'"/>
            <xsl:with-param name="class" select="$class"/>
          </xsl:call-template>
          <xsl:apply-templates mode="reading">
            <xsl:with-param name="in-link" select="true()" tunnel="yes"/>
          </xsl:apply-templates>
        </a>
      </xsl:when>
      <xsl:when test="not(node()[not(v:holds-links(.))][matches(., '[\p{L}\p{N}]')]) and not(descendant::*[v:is-footnote(.) or self::ref or self::ptr])">
        <a href="{$page}">
          <xsl:call-template name="shared.attributes">
            <xsl:with-param name="view" select="'reading'"/>
            <xsl:with-param name="class" select="$class"/>
          </xsl:call-template>
          <xsl:apply-templates mode="reading">
            <xsl:with-param name="in-link" select="true()" tunnel="yes"/>
          </xsl:apply-templates>
        </a>
      </xsl:when>
      <xsl:otherwise>
        <span>
          <xsl:call-template name="shared.attributes">
            <xsl:with-param name="view" select="'reading'"/>
            <xsl:with-param name="class" select="$class"/>
          </xsl:call-template>
          <xsl:for-each-group select="node()" group-adjacent="v:holds-links(.)">
            <xsl:choose>
              <xsl:when test="current-grouping-key() or not(matches(string-join(current-group()), '[\p{L}\p{N}]'))">
                <xsl:apply-templates select="current-group()" mode="reading"/>
              </xsl:when>
              <xsl:otherwise>
                <xsl:variable name="first" as="text()?" select="current-group()[1][self::text()][matches(., '^\s')][empty(following-sibling::node()[1][v:is-footnote(.)])]"/>
                <xsl:if test="$first">
                  <xsl:text> </xsl:text>
                </xsl:if>
                <a href="{$page}">
                  <xsl:value-of select="replace($first, '^\s+', '')"/>
                  <xsl:apply-templates select="current-group() except $first" mode="reading">
                    <xsl:with-param name="in-link" select="true()" tunnel="yes"/>
                  </xsl:apply-templates>
                </a>
              </xsl:otherwise>
            </xsl:choose>
          </xsl:for-each-group>
        </span>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xd:doc>
    <xd:desc>date: time, if HTML can say when; else only marked.</xd:desc>
    <xd:param name="class">Its classes.</xd:param>
  </xd:doc>
  <xsl:template name="reading.date" as="node()*">
    <xsl:param name="class" as="xs:string" select="local-name()"/>
    <xsl:choose>
      <xsl:when test="not(v:is-large(.)) and matches(@when, '^\d{4,}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?)?)?$') and not(starts-with(@when, '0000'))">
        <time datetime="{@when}">
          <xsl:call-template name="shared.attributes">
            <xsl:with-param name="view" select="'reading'"/>
            <xsl:with-param name="class" select="$class"/>
          </xsl:call-template>
          <xsl:apply-templates mode="reading"/>
        </time>
      </xsl:when>
      <xsl:otherwise>
        <xsl:call-template name="shared.inline">
          <xsl:with-param name="view" select="'reading'"/>
          <xsl:with-param name="class" select="$class"/>
        </xsl:call-template>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xd:doc>
    <xd:desc>link: a reference. It is a link if it leads to a place in the document or to an address of the web.</xd:desc>
    <xd:param name="class">Its classes.</xd:param>
    <xd:param name="in-link">Whether it stands in a link.</xd:param>
  </xd:doc>
  <xsl:template name="reading.link" as="node()*">
    <xsl:param name="class" as="xs:string" select="local-name()"/>
    <xsl:param name="in-link" as="xs:boolean" tunnel="yes" select="false()"/>
    <xsl:variable name="target" as="xs:string" select="normalize-space((@target ! tokenize(.)[1], '')[1])"/>
    <xsl:variable name="within" as="element()?" select="v:targets(@target)[1]"/>
    <xsl:variable name="anchor" as="xs:string?" select="$within ! (v:anchor(.), descendant::* ! v:anchor(.), v:anchor-around(.))[1]"/>
    <xsl:variable name="address" as="xs:string?" select="
      if (exists($anchor)) then '#' || $anchor
      else if (matches($target, '^(https?://[^\s&lt;&gt;&quot;/]|mailto:)[^\s&lt;&gt;&quot;]*$', 'i')) then $target else ()"/>
    <xsl:choose>
      <xsl:when test="exists($address) and not($in-link) and not(v:is-large(.)) and not(descendant::*[v:holds-links(.)])">
        <a href="{$address}">
          <xsl:call-template name="shared.attributes">
            <xsl:with-param name="view" select="'reading'"/>
            <xsl:with-param name="class" select="$class"/>
          </xsl:call-template>
          <xsl:apply-templates mode="reading">
            <xsl:with-param name="in-link" select="true()" tunnel="yes"/>
          </xsl:apply-templates>
          <xsl:if test="not(normalize-space())">
            <xsl:value-of select="if ($within) then v:short(v:plain($within)) else $target"/>
          </xsl:if>
        </a>
      </xsl:when>
      <xsl:otherwise>
        <xsl:call-template name="shared.inline">
          <xsl:with-param name="view" select="'reading'"/>
          <xsl:with-param name="class" select="$class"/>
        </xsl:call-template>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:function name="v:short" as="xs:string">
    <xsl:param name="text" as="xs:string"/>
    <xsl:sequence select="if (string-length($text) gt 60) then replace(substring($text, 1, 60), '\s+\S*$', '') || '…' else $text"/>
  </xsl:function>

  <xd:doc>
    <xd:desc>media: a picture, told in words; the edition does not have the file.</xd:desc>
    <xd:param name="class">Its classes.</xd:param>
  </xd:doc>
  <xsl:template name="reading.media" as="node()*">
    <xsl:param name="class" as="xs:string" select="'graphic'"/>
    <span>
      <xsl:call-template name="shared.attributes">
        <xsl:with-param name="view" select="'reading'"/>
        <xsl:with-param name="class" select="$class"/>
      </xsl:call-template>
      <xsl:value-of select="'[' || string-join((v:words('media.picture'), @url[not(matches(., '^\s*(data|javascript):', 'i'))] ! replace(., '^.*/', '')), ' ') || ']'"/>
    </span>
  </xsl:template>

</xsl:stylesheet>
