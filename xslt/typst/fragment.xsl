<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:xd="http://www.oxygenxml.com/ns/doc/xsl" xmlns:t="urn:diplomatica:typst" exclude-result-prefixes="#all">

  <xd:doc scope="stylesheet">
    <xd:desc>
      <xd:p>A view of a document, as the HTML fragment that the other stylesheets make, becomes Typst. So there is one place
        that says how an element of TEI shows, for the screen and for paper.</xd:p>
      <xd:p>Text stands in string literals, so that nothing in it is taken for Typst's own markup. What looks how is said by
        the functions of views/pdf/data/edition.typ.</xd:p>
    </xd:desc>
  </xd:doc>

  <xsl:mode on-no-match="fail" on-multiple-match="fail" use-accumulators="level"/>
  <xd:doc>
    <xd:desc>What is put before every anchor, so that the documents of a book have anchors of their own.</xd:desc>
  </xd:doc>
  <xsl:param name="prefix" as="xs:string" select="''"/>

  <xd:doc>
    <xd:desc>Where notes go: to the foot of the page that calls them ("foot"), or where the text has them ("place").</xd:desc>
  </xd:doc>
  <xsl:param name="notes" as="xs:string" select="'foot'"/>

  <xsl:include href="keys.xsl"/>
  <xsl:include href="persons.xsl"/>
  <xsl:include href="setting.xsl"/>
  <xsl:include href="tables.xsl"/>

  <xsl:variable name="t:marks" as="map(xs:string, xs:string)" select="map{
    'b': 'strong', 'strong': 'strong', 'i': 'emph', 'em': 'emph', 'cite': 'emph', 'dfn': 'emph', 'u': 'underline',
    's': 'strike', 'del': 'strike', 'sup': 'super', 'sub': 'sub'}"/>

  <xsl:variable name="t:blocks" as="xs:string+" select="
    'address', 'article', 'aside', 'blockquote', 'dd', 'div', 'dl', 'dt', 'figure', 'figcaption', 'footer', 'h1', 'h2', 'h3',
    'h4', 'h5', 'h6', 'header', 'hr', 'li', 'main', 'nav', 'ol', 'p', 'pre', 'section', 'table', 'ul'"/>

  <xd:doc>
    <xd:desc>Classes that make a block of an element whose name makes none, as the style sheet of the pages has it; the
      second ones do so between blocks only.</xd:desc>
  </xd:doc>
  <xsl:variable name="t:block-classes" as="xs:string+" select="
    'line', 'signed', 'dateline', 'salute', 'addrLine', 'docAuthor', 'byline', 'caption', 'docTitle', 'titlePart', 'docImprint',
    'docEdition', 'docDate', 'speaker', 'fw', 'milestone'"/>
  <xsl:variable name="t:between-blocks" as="xs:string+" select="'stamp', 'stage', 'label', 'head'"/>
  <xsl:variable name="t:parents-of-blocks" as="xs:string+" select="'opener', 'closer', 'sp', 'div', 'body', 'list', 'distribution', 'lg',
    'figure', 'castList', 'castGroup'"/>

  <xd:doc>
    <xd:desc>Levels of headings: the title of the document is 1, and none is left out on the way down (PDF/UA-1, 7.4.2).</xd:desc>
  </xd:doc>
  <xsl:accumulator name="level" as="xs:integer" initial-value="1">
    <xsl:accumulator-rule match="h1|h2|h3|h4|h5|h6"
      select="min((max((xs:integer(substring(local-name(), 2)), 2)), $value + 1))"/>
  </xsl:accumulator>
  <xsl:mode name="typst" on-no-match="fail" on-multiple-match="fail" use-accumulators="level"/>

  <xsl:template match="/" as="xs:string">
    <xsl:variable name="parts" as="xs:string*">
      <!-- Not the element that only makes one of several: a block around all would end where the source follows. -->
      <xsl:for-each select="*">
        <xsl:call-template name="content"/>
      </xsl:for-each>
    </xsl:variable>
    <xsl:sequence select="string-join($parts)"/>
  </xsl:template>

  <xd:doc>
    <xd:desc>A string literal of Typst.</xd:desc>
    <xd:param name="text">Any text.</xd:param>
  </xd:doc>
  <xsl:function name="t:literal" as="xs:string">
    <xsl:param name="text" as="xs:string"/>
    <xsl:sequence select="'&quot;' || replace(replace($text, '\\', '\\\\'), '&quot;', '\\&quot;') || '&quot;'"/>
  </xsl:function>

  <xd:doc>
    <xd:desc>An array of string literals.</xd:desc>
    <xd:param name="texts">Any texts, also none.</xd:param>
  </xd:doc>
  <xsl:function name="t:array" as="xs:string">
    <xsl:param name="texts" as="xs:string*"/>
    <xsl:sequence select="'(' || string-join($texts ! (t:literal(.) || ',')) || ')'"/>
  </xsl:function>

  <xd:doc>
    <xd:desc>The classes of an element, the first of which says how it looks. A date with its label is a line as any other.</xd:desc>
    <xd:param name="element">An element of HTML.</xd:param>
  </xd:doc>
  <xsl:function name="t:classes" as="xs:string">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="classes" as="xs:string*" select="tokenize($element/@class)"/>
    <xsl:sequence select="t:array((
      if ($classes = 'dateline' and matches($element, '^\s*\p{L}+:')) then 'line' else (),
      if ($classes = 'line' and $element/*[t:is-block(.)]) then 'group-of-lines' else (), $classes, t:setting($element)))"/>
  </xsl:function>

  <xd:doc>
    <xd:desc>The label of an element that something leads to: a link of the text or, for headings, from outside into the
      file. Others have none, since each label takes time and memory.</xd:desc>
    <xd:param name="element">An element of HTML.</xd:param>
  </xd:doc>
  <xsl:function name="t:label" as="xs:string">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="
      if ($element/@id and (matches(local-name($element), '^h[1-6]$') or key('by-address', '#' || $element/@id, root($element))))
      then t:literal($prefix || $element/@id) else 'none'"/>
  </xsl:function>

  <xd:doc>
    <xd:desc>Whether an element is a block; what is in none is text that runs on.</xd:desc>
    <xd:param name="node">A node of HTML.</xd:param>
  </xd:doc>
  <xsl:function name="t:is-block" as="xs:boolean">
    <xsl:param name="node" as="node()"/>
    <xsl:variable name="classes" as="xs:string*" select="tokenize($node/self::*/@class)"/>
    <xsl:sequence select="local-name($node) = $t:blocks or $classes = $t:block-classes
      or $classes = $t:between-blocks and tokenize($node/../@class) = $t:parents-of-blocks"/>
  </xsl:function>

  <xd:doc>
    <xd:desc>What is in an element: runs of text beside blocks become paragraphs of their own.</xd:desc>
  </xd:doc>
  <xsl:template name="content" as="xs:string*">
    <xsl:sequence select="t:mentions(.)"/>
    <xsl:choose>
      <xsl:when test="*[t:is-block(.)]">
        <xsl:for-each-group select="node()" group-adjacent="t:is-block(.)">
          <xsl:choose>
            <xsl:when test="current-grouping-key()">
              <xsl:apply-templates select="current-group()" mode="typst"/>
            </xsl:when>
            <xsl:when test="current-group()/self::* and (every $node in current-group() satisfies t:runs-in($node))"/>
            <xsl:when test="some $node in current-group() satisfies ($node instance of element() or normalize-space($node))">
              <xsl:sequence select="'#plain['"/>
              <xsl:apply-templates select="current-group()" mode="typst"/>
              <xsl:sequence select="'];'"/>
            </xsl:when>
            <xsl:otherwise/>
          </xsl:choose>
        </xsl:for-each-group>
      </xsl:when>
      <xsl:otherwise>
        <xsl:apply-templates select="node()" mode="typst"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xd:doc>
    <xd:desc>Whether a node is the number of a speech, or white space: it stands in the line of the speaker.</xd:desc>
    <xd:param name="node">A node of HTML.</xd:param>
  </xd:doc>
  <xsl:function name="t:runs-in" as="xs:boolean">
    <xsl:param name="node" as="node()"/>
    <xsl:sequence select="if ($node instance of element())
      then tokenize($node/@class) = 'n' and tokenize($node/following-sibling::*[1]/@class) = 'speaker'
      else not(normalize-space($node))"/>
  </xsl:function>

  <xd:doc>
    <xd:desc>What becomes of an element: the first condition that holds decides.</xd:desc>
  </xd:doc>
  <xsl:template match="*" mode="typst" as="xs:string*">
    <xsl:variable name="name" as="xs:string" select="local-name()"/>
    <xsl:choose>
      <xsl:when test="$notes eq 'foot' and @role = ('doc-endnotes', 'doc-backlink')"/>
      <xsl:when test="self::div[not(descendant-or-self::*/@id) and not(normalize-space())]"/>
      <xsl:when test="parent::li and . is t:number(..)"/>
      <xsl:when test="$name eq 'br'"><xsl:sequence select="'#linebreak();'"/></xsl:when>
      <xsl:when test="$name eq 'wbr'"><xsl:sequence select="'#sym.zws;'"/></xsl:when>
      <xsl:when test="$name eq 'hr'"><xsl:sequence select="'#rule();&#10;'"/></xsl:when>
      <xsl:when test="$name eq 'li'"><xsl:call-template name="entry"/></xsl:when>
      <xsl:when test="parent::ul or parent::ol"><xsl:call-template name="stray"/></xsl:when>
      <xsl:when test="$name = ('ul', 'ol')"><xsl:call-template name="entries"/></xsl:when>
      <xsl:when test="$name eq 'dl'"><xsl:call-template name="pairs"/></xsl:when>
      <xsl:when test="$name eq 'table'"><xsl:call-template name="table"/></xsl:when>
      <xsl:when test="$name = ('td', 'th')"><xsl:call-template name="cell"/></xsl:when>
      <xsl:when test="matches($name, '^h[1-6]$')"><xsl:call-template name="title"/></xsl:when>
      <xsl:when test="$name = $t:blocks"><xsl:call-template name="block"/></xsl:when>
      <xsl:when test="$notes eq 'foot' and @role eq 'doc-noteref' and key('by-id', substring(@href, 2))">
        <xsl:call-template name="note"/>
      </xsl:when>
      <xsl:when test="$notes eq 'foot' and self::sup/a[@role = 'doc-noteref']">
        <xsl:apply-templates mode="typst"/>
      </xsl:when>
      <xsl:when test="t:is-block(.)"><xsl:call-template name="line"/></xsl:when>
      <xsl:when test="self::a[@href]"><xsl:call-template name="link"/></xsl:when>
      <xsl:otherwise><xsl:call-template name="inline"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="text()" mode="typst" as="xs:string?">
    <!-- Spaces at its ends are markup, which Typst leaves out where a line or paragraph begins. -->
    <xsl:variable name="text" as="xs:string" select="replace(., '^\s+|\s+$', '')"/>
    <xsl:sequence select="string-join((
      if (matches(., '^\s')) then ' ' else (),
      if ($text) then '#' || t:literal(replace($text, '\s+', ' ')) || ';' else (),
      if ($text and matches(., '\s$')) then ' ' else ()))"/>
  </xsl:template>

  <xsl:template match="comment() | processing-instruction()" mode="typst" as="empty-sequence()"/>

  <xd:doc>
    <xd:desc>Text that looks like its class, or like its element.</xd:desc>
  </xd:doc>
  <xsl:template name="inline" as="xs:string*">
    <xsl:variable name="mark" as="xs:string" select="($t:marks(local-name()), 'inline')[1]"/>
    <xsl:call-template name="in-language">
      <xsl:with-param name="inner" as="xs:string*">
        <xsl:sequence select="if ($mark eq 'inline') then '#inline(' || t:classes(.) || ', ' || t:label(.) || ')[' else '#' || $mark || '['"/>
        <xsl:call-template name="content"/>
        <xsl:sequence select="'];'"/>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <xd:doc>
    <xd:desc>What makes a paragraph of the text of a block, so that it is tagged as one (PDF/UA-1, 7.1).</xd:desc>
    <xd:param name="element">A block.</xd:param>
  </xd:doc>
  <xsl:function name="t:paragraph-end" as="xs:string?">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="if ($element/*[t:is-block(.)] or not(normalize-space($element))) then () else '#parbreak();'"/>
  </xsl:function>

  <xd:doc>
    <xd:desc>A block; what it looks like is said by its first known class.</xd:desc>
  </xd:doc>
  <xsl:template name="block" as="xs:string*">
    <xsl:variable name="function" as="xs:string" select="
      if (self::p) then 'paragraph' else if (self::blockquote) then 'quotation' else 'block-of'"/>
    <xsl:call-template name="in-language">
      <xsl:with-param name="inner" as="xs:string*">
        <xsl:sequence select="'#' || $function || '(' || t:classes(.) || ', ' || t:label(.) || ')['"/>
        <xsl:call-template name="content"/>
        <xsl:sequence select="t:paragraph-end(.)"/>
        <xsl:sequence select="'];&#10;'"/>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <xd:doc>
    <xd:desc>Text in another language than what is around it.</xd:desc>
    <xd:param name="inner">The element as Typst.</xd:param>
  </xd:doc>
  <xsl:template name="in-language" as="xs:string*">
    <xsl:param name="inner" as="xs:string*"/>
    <xsl:sequence select="if (@lang) then ('#language(' || t:literal(@lang) || ')[', $inner, '];') else $inner"/>
  </xsl:template>

  <xd:doc>
    <xd:desc>An element that is a block by its class.</xd:desc>
  </xd:doc>
  <xsl:template name="line" as="xs:string*">
    <xsl:variable name="number" as="element()?" select="preceding-sibling::*[1][t:runs-in(.)]"/>
    <xsl:if test="tokenize(@class) = 'speaker'">
      <xsl:sequence select="t:room(.)"/>
    </xsl:if>
    <xsl:sequence select="'#block-of(' || t:classes(.) || ', ' || t:label(.) || ')['"/>
    <xsl:if test="tokenize(@class) = 'speaker' and $number">
      <xsl:apply-templates select="$number" mode="typst"/>
      <xsl:sequence select="' '"/>
    </xsl:if>
    <xsl:choose>
      <xsl:when test="self::a[@href]">
        <xsl:sequence select="t:link(.)"/>
        <xsl:call-template name="content"/>
        <xsl:sequence select="'];'"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:call-template name="content"/>
      </xsl:otherwise>
    </xsl:choose>
    <xsl:sequence select="t:paragraph-end(.), '];&#10;'"/>
  </xsl:template>

  <xd:doc>
    <xd:desc>Pairs of a term and what is said of it.</xd:desc>
  </xd:doc>
  <xsl:template name="pairs" as="xs:string*">
    <xsl:sequence select="'#pairs(' || t:classes(.)"/>
    <xsl:for-each select="dt | dd | div/(dt | dd)">
      <!-- Two columns: what has no partner stands beside an empty cell. -->
      <xsl:if test="self::dd[not(preceding-sibling::*[1]/self::dt)]">
        <xsl:sequence select="', []'"/>
      </xsl:if>
      <xsl:sequence select="', ' || (if (self::dt) then 'term' else 'definition') || '(' || t:label(.) || ')['"/>
      <xsl:call-template name="content"/>
      <xsl:sequence select="']'"/>
      <xsl:if test="self::dt[not(following-sibling::*[1]/self::dd)]">
        <xsl:sequence select="', []'"/>
      </xsl:if>
    </xsl:for-each>
    <xsl:sequence select="');&#10;'"/>
  </xsl:template>

  <xd:doc>
    <xd:desc>A heading.</xd:desc>
  </xd:doc>
  <xsl:template name="title" as="xs:string*">
    <xsl:variable name="again" as="xs:string" select="string(exists(preceding-sibling::*[1][matches(local-name(), '^h[1-6]$')]))"/>
    <xsl:sequence select="t:room(.)"/>
    <xsl:sequence select="'#title-of(' || accumulator-before('level') || ', ' || $again || ', ' || t:classes(.) || ', ' || t:label(.) || ')['"/>
    <xsl:sequence select="t:mentions(.)"/>
    <xsl:apply-templates mode="typst"/>
    <xsl:sequence select="'];&#10;'"/>
  </xsl:template>

  <xd:doc>
    <xd:desc>A list.</xd:desc>
  </xd:doc>
  <xsl:template name="entries" as="xs:string*">
    <xsl:sequence select="'#entries(' || t:classes(.) || ', ' || t:label(.)"/>
    <xsl:apply-templates select="*" mode="typst"/>
    <xsl:sequence select="');&#10;'"/>
  </xsl:template>

  <xd:doc>
    <xd:desc>An entry of a list, with the number or bullet that it begins with.</xd:desc>
  </xd:doc>
  <xsl:template name="entry" as="xs:string*">
    <xsl:sequence select="', entry(' || t:literal(string(t:number(.) ! normalize-space())) || ', ' || t:label(.) || ')['"/>
    <xsl:call-template name="content"/>
    <xsl:sequence select="']'"/>
  </xsl:template>

  <xd:doc>
    <xd:desc>The number or bullet that an entry begins with.</xd:desc>
    <xd:param name="entry">An li.</xd:param>
  </xd:doc>
  <xsl:function name="t:number" as="element()?">
    <xsl:param name="entry" as="element()"/>
    <xsl:sequence select="$entry/node()[self::* or normalize-space()][1]/self::span[tokenize(@class) = 'n']"/>
  </xsl:function>

  <xd:doc>
    <xd:desc>What stands in a list and is no entry.</xd:desc>
  </xd:doc>
  <xsl:template name="stray" as="xs:string*">
    <xsl:sequence select="', entry(&quot;&quot;, none)['"/>
    <xsl:call-template name="content"/>
    <xsl:sequence select="']'"/>
  </xsl:template>

  <xd:doc>
    <xd:desc>A link.</xd:desc>
  </xd:doc>
  <xsl:template name="link" as="xs:string*">
    <xsl:sequence select="t:link(.)"/>
    <xsl:call-template name="content"/>
    <xsl:sequence select="'];'"/>
  </xsl:template>

  <xd:doc>
    <xd:desc>The beginning of a link: to a person (who comes into the index), to an anchor of the same text, or out into the
      web. Others lead to pages that paper does not have.</xd:desc>
    <xd:param name="link">An a with an address.</xd:param>
  </xd:doc>
  <xsl:function name="t:link" as="xs:string">
    <xsl:param name="link" as="element()"/>
    <xsl:variable name="href" as="xs:string" select="$link/@href"/>
    <xsl:sequence select="
      if (matches($href, '(^|/)persons/[^/]+\.html$')) then
        '#person(' || t:literal(replace($href, '^(.*/)?persons/([^/]+)\.html$', '$2')) || ', ' || t:label($link) || ')['
      else if (starts-with($href, '#') and key('by-id', substring($href, 2), root($link))) then
        '#jump(' || t:literal($prefix || substring($href, 2)) || ', ' || t:label($link) || ')['
      else if (matches($href, '^https?://')) then '#web(' || t:literal($href) || ')['
      else '#inline(' || t:classes($link) || ', ' || t:label($link) || ')['"/>
  </xsl:function>

  <xd:doc>
    <xd:desc>A note that is called from the text stands at the foot of the page.</xd:desc>
  </xd:doc>
  <xsl:template name="note" as="xs:string*">
    <xsl:sequence select="'#note-at(' || t:label(.) || ')['"/>
    <xsl:for-each select="key('by-id', substring(@href, 2))">
      <xsl:call-template name="content"/>
    </xsl:for-each>
    <xsl:sequence select="'];'"/>
  </xsl:template>


</xsl:stylesheet>
