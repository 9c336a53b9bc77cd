<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:xd="http://www.oxygenxml.com/ns/doc/xsl" xmlns:v="urn:diplomatica:views"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0" expand-text="yes" exclude-result-prefixes="#all">

  <xd:doc scope="stylesheet">
    <xd:desc>
      <xd:p>What a document tells the edition about itself, as one XML element that diplomatica.views.facts reads:
        the fields of DocumentFacts are elements (or attributes of facts) of the same name.</xd:p>
      <xd:p>A document says that another is its original, or its translation, by notesStmt/relatedItem[@type="original"] or
        relatedItem[@type="translation"] with @target, or by @corresp on TEI or text: the file of the other document. With @corresp,
        the other is the original if this one names an original in another language (langUsage/language[@n="original"]).</xd:p>
    </xd:desc>
  </xd:doc>

  <xsl:include href="mentions.xsl"/>

  <xd:doc>
    <xd:desc>The facts of a document.</xd:desc>
    <xd:param name="tei">TEI or teiCorpus.</xd:param>
  </xd:doc>
  <xsl:function name="v:facts" as="element()">
    <xsl:param name="tei" as="element()"/>
    <xsl:variable name="header" as="element()?" select="$tei/teiHeader"/>
    <xsl:variable name="file" as="element()?" select="$header/fileDesc"/>
    <xsl:variable name="profile" as="element()*" select="$header/profileDesc"/>
    <xsl:variable name="publication" as="element()?" select="$file/publicationStmt"/>
    <xsl:variable name="titles" as="element()*" select="$file/titleStmt/title"/>
    <xsl:variable name="main" as="element()?" select="($titles[@type = 'main'], $titles[not(@type = 'sub')], $titles)[1]"/>
    <xsl:variable name="creation" as="element()?" select="$profile/creation[1]"/>
    <xsl:variable name="languages" as="element()*" select="$profile/langUsage/language"/>
    <facts xmlns="" id="{$tei/@xml:id}" title="{v:plain($main)}"
      subtitle="{string-join(($titles except $main) ! v:plain(.), ' ')}"
      place="{v:plain($creation/(placeName|settlement|name[@type = 'place'])[1])}"
      citation="{v:plain(($file/sourceDesc//bibl[@type = 'citation'], $file/sourceDesc/bibl)[1])}"
      summary="{string-join($profile/abstract/(*, text())[not(self::head)] ! v:plain(.)[.], ' ')}"
      language="{($languages[@n = 'text']/@ident, ($tei/text, $tei)/@xml:lang, $languages[not(@n = 'original')]/@ident, '')[1]}"
      title_language="{($main/ancestor-or-self::*[ancestor-or-self::teiHeader]/@xml:lang)[last()]}"
      original_language="{($languages[@n = 'original']/@ident, '')[1]}"
      funder="{v:plain($file/titleStmt/funder[1])}"
      publisher="{v:plain(($publication/(publisher|authority|distributor), $publication/p)[1])}"
      availability="{string-join($publication/availability/(if (*) then * else .) ! v:plain(.), ' ')}"
      licence="{($publication/availability/licence/@target ! string(), '')[1]}"
      record="{v:plain(($publication/idno[@type = 'recordId'])[1])}"
      url="{v:plain(($publication/idno[@type = ('URL', 'URI')])[1])}"
      number="{v:plain(($publication/idno[@type = 'docNumber'], $tei/text//opener/idno[@type = 'docNumber'])[1])}"
      published="{($publication/date/@when ! string(), $publication/date ! v:plain(.), '')[1]}"
      doubts="{count($tei//text//*[@cert = 'low'])}">
      <xsl:sequence select="($creation/date, $profile/correspDesc/correspAction[@type = 'sent']/date)[1] ! v:date-fact(.)"/>
      <xsl:for-each select="$profile/textClass/catRef">
        <xsl:variable name="category" as="element()?" select="v:targets(@target)[1]"/>
        <term scheme="{(v:keys(@scheme), '')[1]}" key="{(v:keys(@target), '')[1]}" label="{(v:plain($category/catDesc), string(@n))[.][1]}"/>
      </xsl:for-each>
      <xsl:for-each select="$file/sourceDesc//(msIdentifier|altIdentifier)">
        <xsl:variable name="shelfmark" as="element()*" select="if (idno/idno) then idno/idno else idno"/>
        <xsl:if test="normalize-space(string-join((repository, institution, $shelfmark)))">
          <archive repository="{v:plain((repository, institution, collection, settlement)[1])}">
            <xsl:for-each select="$shelfmark[normalize-space()]">
              <level type="{@type}" value="{v:plain(.)}"/>
            </xsl:for-each>
          </archive>
        </xsl:if>
      </xsl:for-each>
      <xsl:for-each select="$languages[@ident]">
        <language ident="{@ident}" name="{v:plain(.)}"/>
      </xsl:for-each>
      <xsl:for-each select="$file/titleStmt/(respStmt|author|editor|principal|sponsor)">
        <xsl:variable name="what" as="xs:string" select="if (self::respStmt) then v:plain(resp) else local-name()"/>
        <xsl:for-each select="if (self::respStmt) then (persName|orgName|name) else .">
          <responsible resp="{$what}" name="{v:plain(if (persName) then persName else .//text()[not(parent::idno)])}"/>
        </xsl:for-each>
      </xsl:for-each>
      <xsl:for-each select="$tei//(particDesc|settingDesc|standOff|sourceDesc)//(person|personGrp|org|place)">
        <xsl:sequence select="v:entity(.)"/>
      </xsl:for-each>
      <xsl:for-each-group select="$tei//text//*[@ref][exists(v:identity(.))][empty(v:targets(@ref))]" group-by="v:identity(.)[2]">
        <entity kind="{v:identity(.)[1]}" key="{current-grouping-key()}" name="{v:name(.)}" role="mentioned"
          office="{v:plain((.//roleName[not(ancestor::roleName)])[1])}">
          <xsl:for-each select="distinct-values(current-group() ! v:name(.))">
            <form>{.}</form>
          </xsl:for-each>
        </entity>
      </xsl:for-each-group>
      <xsl:for-each select="$profile/correspDesc/correspAction">
        <xsl:variable name="action" as="element()" select="."/>
        <xsl:variable name="who" as="element()*" select="persName|orgName|name|rs"/>
        <xsl:for-each select="if ($who) then $who else $action">
          <xsl:variable name="one" as="element()?" select=".[not(self::correspAction)]"/>
          <correspondence action="{$action/@type}" key="{(v:keys($one/@ref), '')[1]}" name="{$one ! v:name(.)}"
            place="{v:plain($action/(placeName|settlement)[1])}">
            <xsl:sequence select="$action/date[1] ! v:date-fact(.)"/>
          </correspondence>
        </xsl:for-each>
      </xsl:for-each>
      <xsl:for-each-group select="$tei//text//(said[not(@prev)]|sp)[@who]"
        group-by="for $who in v:keys(@who), $to in (if (@toWhom) then v:keys(@toWhom) else '') return $who || ' ' || $to">
        <speech who="{substring-before(current-grouping-key(), ' ')}" to="{substring-after(current-grouping-key(), ' ')}" count="{count(current-group())}"/>
      </xsl:for-each-group>
      <xsl:for-each select="$tei//text//div/head[1]">
        <heading anchor="{v:anchor(.)}" level="{count(ancestor::div[head])}" text="{v:plain(.//text()[not(ancestor::note)])}"/>
      </xsl:for-each>
      <xsl:for-each-group select="$tei//text//(supplied|gloss|expan|ex|gap|unclear|sic|corr|reg|note|add|stamp|pb)[@resp or @rend or @reason or @cert]" group-by="local-name()">
        <intervention kind="{current-grouping-key()}" count="{count(current-group())}"/>
      </xsl:for-each-group>
      <xsl:for-each select="$file/(notesStmt|sourceDesc/bibl|sourceDesc/biblStruct|sourceDesc/listBibl/bibl)/relatedItem[@target]">
        <related slug="{v:slug(tokenize(@target)[1])}" type="{@type}"/>
      </xsl:for-each>
      <xsl:for-each select="($tei/@corresp, $tei/text/@corresp) ! tokenize(.)[not(starts-with(., '#'))]">
        <related slug="{v:slug(.)}" type="{if ($languages[@n = 'original'][not(@ident = $languages[@n = 'text']/@ident)]) then 'original' else 'translation'}"/>
      </xsl:for-each>
      <xsl:apply-templates select="$tei//text[not(ancestor::text)]" mode="v:mentions"/>
    </facts>
  </xsl:function>

  <xd:doc>
    <xd:desc>A date: its first and last day, and its words.</xd:desc>
    <xd:param name="date">date with the attributes of att.datable.w3c</xd:param>
  </xd:doc>
  <xsl:function name="v:date-fact" as="element()">
    <xsl:param name="date" as="element()"/>
    <date xmlns="" first="{($date/(@when, @from, @notBefore)[1] ! normalize-space(), '')[1]}"
      last="{($date/(@to, @notAfter)[1] ! normalize-space(), '')[1]}" text="{v:plain($date)}"/>
  </xsl:function>

  <xd:doc>
    <xd:desc>The name in addresses of the document to which a pointer leads: the name of its file without the ending.</xd:desc>
    <xd:param name="pointer">"../letters/14-answer.xml#text"</xd:param>
  </xd:doc>
  <xsl:function name="v:slug" as="xs:string">
    <xsl:param name="pointer" as="xs:string"/>
    <xsl:sequence select="replace(replace(replace($pointer, '#.*$', ''), '^.*/', ''), '\.[^.]*$', '')"/>
  </xsl:function>

  <xsl:function name="v:entity" as="element()?">
    <xsl:param name="entity" as="element()"/>
    <xsl:variable name="forms" as="element()*" select="v:forms($entity)"/>
    <xsl:if test="$entity/@xml:id and $forms">
      <entity xmlns="" kind="{v:kind($entity)}" key="{$entity/@xml:id}" name="{v:name($forms[1])}" role="{$entity/@role}"
        office="{v:plain(($forms//roleName[not(ancestor::roleName)], $entity/occupation)[1])}">
        <xsl:for-each select="distinct-values($forms ! v:name(.))">
          <form>{.}</form>
        </xsl:for-each>
        <xsl:for-each select="$entity/idno">
          <id type="{@type}">{v:plain(.)}</id>
        </xsl:for-each>
      </entity>
    </xsl:if>
  </xsl:function>

</xsl:stylesheet>
