<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:xd="http://www.oxygenxml.com/ns/doc/xsl" xmlns:v="urn:diplomatica:views"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all">

  <xd:doc scope="stylesheet">
    <xd:desc>Whole texts, lists and tables: what HTML wants to have in a certain order or place.</xd:desc>
  </xd:doc>

  <xd:doc>
    <xd:desc>text: a whole text, with its notes at the end if it is not part of another.</xd:desc>
    <xd:param name="view">reading or diplomatic</xd:param>
    <xd:param name="class">Its classes.</xd:param>
  </xd:doc>
  <xsl:template name="shared.text" as="node()*">
    <xsl:param name="view" as="xs:string"/>
    <xsl:param name="class" as="xs:string" select="'text'"/>
    <xsl:text>&#10;</xsl:text>
    <div>
      <xsl:call-template name="shared.attributes">
        <xsl:with-param name="view" select="$view"/>
        <xsl:with-param name="class" select="$class"/>
      </xsl:call-template>
      <xsl:call-template name="shared.content">
        <xsl:with-param name="view" select="$view"/>
      </xsl:call-template>
      <xsl:if test="not(ancestor::text)">
        <xsl:choose>
          <xsl:when test="$view eq 'diplomatic'">
            <xsl:call-template name="diplomatic.remaining-footnotes"/>
          </xsl:when>
          <xsl:otherwise>
            <xsl:call-template name="reading.endnotes"/>
          </xsl:otherwise>
        </xsl:choose>
      </xsl:if>
    </div>
    <xsl:text>&#10;</xsl:text>
  </xsl:template>

  <xd:doc>
    <xd:desc>list: what stands between the items is put between HTML lists; labels and items become pairs.</xd:desc>
    <xd:param name="view">reading or diplomatic</xd:param>
    <xd:param name="class">Its classes.</xd:param>
  </xd:doc>
  <xsl:template name="shared.list" as="node()*">
    <xsl:param name="view" as="xs:string"/>
    <xsl:param name="class" as="xs:string" select="'list'"/>
    <xsl:variable name="sign" as="xs:string*" select="if ($view eq 'diplomatic' and @rend) then $v:signs(@rend) else ()"/>
    <xsl:variable name="pairs" as="xs:boolean" select="exists(label) and exists(item)"/>
    <xsl:text>&#10;</xsl:text>
    <div>
      <xsl:call-template name="shared.attributes">
        <xsl:with-param name="view" select="$view"/>
        <xsl:with-param name="class" select="$class"/>
      </xsl:call-template>
      <xsl:if test="exists($sign) and not(@prev)">
        <span class="sign"><xsl:value-of select="$sign[1]"/></span>
      </xsl:if>
      <xsl:for-each-group select="node()" group-adjacent="
        self::text()[not(normalize-space())] and (preceding-sibling::*[1], following-sibling::*[1])[v:is-entry(., $pairs)] or exists(self::*[v:is-entry(., $pairs)])">
        <xsl:choose>
          <xsl:when test="not(current-grouping-key())">
            <xsl:apply-templates select="current-group()" mode="#current"/>
          </xsl:when>
          <xsl:when test="not(current-group()/self::*)">
            <xsl:text> </xsl:text>
          </xsl:when>
          <xsl:when test="$pairs">
            <dl>
              <xsl:apply-templates select="current-group()/self::*" mode="#current"/>
            </dl>
          </xsl:when>
          <xsl:otherwise>
            <ul>
              <xsl:apply-templates select="current-group()/self::*" mode="#current"/>
            </ul>
          </xsl:otherwise>
        </xsl:choose>
      </xsl:for-each-group>
      <xsl:if test="exists($sign) and not(@next)">
        <span class="sign"><xsl:value-of select="$sign[2]"/></span>
      </xsl:if>
    </div>
    <xsl:text>&#10;</xsl:text>
  </xsl:template>

  <xd:doc>
    <xd:desc>Whether a child of a list is one of its entries.</xd:desc>
    <xd:param name="child">A child of the list.</xd:param>
    <xd:param name="pairs">Whether the list has labels.</xd:param>
  </xd:doc>
  <xsl:function name="v:is-entry" as="xs:boolean">
    <xsl:param name="child" as="element()"/>
    <xsl:param name="pairs" as="xs:boolean"/>
    <xsl:sequence select="exists($child/(self::item|self::castItem|self::castGroup|self::witness)) or ($pairs and exists($child/self::label))"/>
  </xsl:function>

  <xd:doc>
    <xd:desc>item: li in a list, dd in one of pairs, a block elsewhere.</xd:desc>
    <xd:param name="view">reading or diplomatic</xd:param>
    <xd:param name="class">Its classes.</xd:param>
    <xd:param name="number">The number in front.</xd:param>
  </xd:doc>
  <xsl:template name="shared.item" as="node()*">
    <xsl:param name="view" as="xs:string"/>
    <xsl:param name="class" as="xs:string" select="local-name()"/>
    <xsl:param name="number" as="xs:string?"/>
    <xsl:call-template name="shared.block">
      <xsl:with-param name="view" select="$view"/>
      <xsl:with-param name="as" select="
        if (not(parent::list or parent::castList)) then 'div'
        else if (self::label) then 'dt'
        else if (../label and ../item) then 'dd' else 'li'"/>
      <xsl:with-param name="class" select="$class"/>
      <xsl:with-param name="number" select="$number"/>
    </xsl:call-template>
  </xsl:template>

  <xd:doc>
    <xd:desc>table: its head is the caption; what stands between the rows gets a row of its own.</xd:desc>
    <xd:param name="view">reading or diplomatic</xd:param>
    <xd:param name="class">Its classes.</xd:param>
  </xd:doc>
  <xsl:template name="shared.table" as="node()*">
    <xsl:param name="view" as="xs:string"/>
    <xsl:param name="class" as="xs:string" select="'table'"/>
    <xsl:variable name="head" as="element()?" select="*[1][self::head][not(preceding-sibling::text()[normalize-space()])]"/>
    <xsl:variable name="columns" as="xs:integer" select="max((1, row ! count(cell)))"/>
    <xsl:variable name="sign" as="xs:string*" select="if ($view eq 'diplomatic' and @rend) then $v:signs(@rend) else ()"/>
    <xsl:text>&#10;</xsl:text>
    <div class="table-frame">
      <xsl:if test="exists($sign) and not(@prev)">
        <span class="sign"><xsl:value-of select="$sign[1]"/></span>
      </xsl:if>
      <table>
        <xsl:call-template name="shared.attributes">
          <xsl:with-param name="view" select="$view"/>
          <xsl:with-param name="class" select="$class"/>
        </xsl:call-template>
        <xsl:if test="$head">
          <caption>
            <xsl:apply-templates select="$head" mode="#current"/>
          </caption>
        </xsl:if>
        <xsl:for-each-group select="node() except $head" group-adjacent="if (self::row[not(@rend)]) then generate-id() else if (self::text()[not(normalize-space())]) then ' ' else ''">
          <xsl:choose>
            <xsl:when test="self::row[not(@rend)]">
              <xsl:apply-templates select="." mode="#current"/>
            </xsl:when>
            <xsl:when test="current-grouping-key() eq ' '">
              <xsl:text> </xsl:text>
            </xsl:when>
            <xsl:otherwise>
              <tr class="between">
                <td colspan="{$columns}">
                  <xsl:apply-templates select="current-group()" mode="#current"/>
                </td>
              </tr>
            </xsl:otherwise>
          </xsl:choose>
        </xsl:for-each-group>
      </table>
      <xsl:if test="exists($sign) and not(@next)">
        <span class="sign"><xsl:value-of select="$sign[2]"/></span>
      </xsl:if>
    </div>
    <xsl:text>&#10;</xsl:text>
  </xsl:template>

  <xd:doc>
    <xd:desc>row: tr in a table, a block elsewhere.</xd:desc>
    <xd:param name="view">reading or diplomatic</xd:param>
    <xd:param name="class">Its classes.</xd:param>
  </xd:doc>
  <xsl:template name="shared.row" as="node()*">
    <xsl:param name="view" as="xs:string"/>
    <xsl:param name="class" as="xs:string" select="'row'"/>
    <xsl:choose>
      <xsl:when test="not(parent::table) or @rend">
        <xsl:call-template name="shared.block">
          <xsl:with-param name="view" select="$view"/>
          <xsl:with-param name="class" select="$class"/>
        </xsl:call-template>
      </xsl:when>
      <xsl:otherwise>
        <xsl:text>&#10;</xsl:text>
        <tr>
          <xsl:call-template name="shared.attributes">
            <xsl:with-param name="view" select="$view"/>
            <xsl:with-param name="class" select="$class"/>
          </xsl:call-template>
          <xsl:for-each-group select="node()" group-adjacent="if (self::cell) then generate-id() else if (self::text()[not(normalize-space())]) then ' ' else ''">
            <xsl:choose>
              <xsl:when test="self::cell">
                <xsl:apply-templates select="." mode="#current"/>
              </xsl:when>
              <xsl:when test="current-grouping-key() eq ' '">
                <xsl:text> </xsl:text>
              </xsl:when>
              <xsl:otherwise>
                <td class="between">
                  <xsl:apply-templates select="current-group()" mode="#current"/>
                </td>
              </xsl:otherwise>
            </xsl:choose>
          </xsl:for-each-group>
        </tr>
        <xsl:text>&#10;</xsl:text>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xd:doc>
    <xd:desc>cell: th or td in a row, a block elsewhere.</xd:desc>
    <xd:param name="view">reading or diplomatic</xd:param>
    <xd:param name="class">Its classes.</xd:param>
  </xd:doc>
  <xsl:template name="shared.cell" as="node()*">
    <xsl:param name="view" as="xs:string"/>
    <xsl:param name="class" as="xs:string" select="'cell'"/>
    <xsl:variable name="is-label" as="xs:boolean" select="(@role, ../@role)[1] = 'label'"/>
    <xsl:text>&#10;</xsl:text>
    <xsl:element name="{if (not(parent::row[not(@rend)]/parent::table)) then 'div' else if ($is-label) then 'th' else 'td'}">
      <xsl:call-template name="shared.attributes">
        <xsl:with-param name="view" select="$view"/>
        <xsl:with-param name="class" select="$class"/>
      </xsl:call-template>
      <xsl:if test="parent::row[not(@rend)]/parent::table">
        <xsl:if test="$is-label">
          <xsl:attribute name="scope" select="if (../@role = 'label' or not(../cell[not(@role = 'label')])) then 'col' else 'row'"/>
        </xsl:if>
        <xsl:for-each select="@cols[. castable as xs:positiveInteger][. ne '1']">
          <xsl:attribute name="colspan" select="min((1000, xs:integer(.)))"/>
        </xsl:for-each>
        <xsl:for-each select="@rows[. castable as xs:positiveInteger][. ne '1']">
          <xsl:attribute name="rowspan" select="min((1000, xs:integer(.)))"/>
        </xsl:for-each>
      </xsl:if>
      <xsl:call-template name="shared.content">
        <xsl:with-param name="view" select="$view"/>
      </xsl:call-template>
    </xsl:element>
    <xsl:text>&#10;</xsl:text>
  </xsl:template>

</xsl:stylesheet>
