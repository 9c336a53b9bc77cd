<xsl:stylesheet xmlns:v="urn:diplomatica:views"
                xmlns:xs="http://www.w3.org/2001/XMLSchema"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                version="3.0"
                xpath-default-namespace="http://www.tei-c.org/ns/1.0"
                exclude-result-prefixes="#all"><!-- Made from ../policy/policy.xml by ../policy/compile.xsl: change it there. -->
   <xsl:mode name="diplomatic" on-no-match="fail" on-multiple-match="fail"/>
   <xsl:mode name="diplomatic.behaviour"
             on-no-match="shallow-skip"
             on-multiple-match="fail"/>
   <xsl:variable name="v:diplomatic.flowing"
                 as="element()*"
                 select="//text/descendant::*[self::note or self::opener or self::closer or self::address or self::list or self::div or self::postscript or self::sp or self::u or self::text or self::div1 or self::div2 or self::div3 or self::div4 or self::div5 or self::div6 or self::div7 or self::floatingText or self::body or self::front or self::back or self::group or self::argument or self::epigraph or self::trailer or self::lg or self::spGrp or self::set or self::prologue or self::epilogue or self::performance or self::titlePage or self::listBibl or self::biblStruct or self::msDesc or self::entry or self::superEntry or self::teiHeader or self::sourceDoc or self::surface or self::surfaceGrp or self::zone or self::standOff or self::facsimile or self::listPerson or self::listPlace or self::listOrg or self::listEvent or self::listRelation or self::listWit or self::listApp or self::person or self::personGrp or self::place or self::org or self::event or self::object or self::post or self::noteGrp or self::p or self::ab or self::l or self::line or self::head or self::castList or self::item or self::castItem or self::castGroup or self::witness or self::label or self::table or self::row or self::cell or self::figure or self::bibl]"/>
   <xsl:variable name="v:diplomatic.footnotes"
                 as="element()*"
                 select="//text/descendant::*[self::note]"/>
   <xsl:template match="supplied" mode="diplomatic" as="node()*">
      <xsl:call-template name="shared.inline">
         <xsl:with-param name="view" select="'diplomatic'"/>
      </xsl:call-template>
   </xsl:template>
   <xsl:template match="persName | orgName" mode="diplomatic" as="node()*">
      <xsl:choose>
         <xsl:when test="@type = 'alternative' and @rend and not(parent::opener or parent::closer)">
            <xsl:call-template name="shared.inline">
               <xsl:with-param name="view" select="'diplomatic'"/>
               <xsl:with-param name="class" select="'alternative'"/>
            </xsl:call-template>
         </xsl:when>
         <xsl:when test="parent::opener or parent::closer">
            <xsl:call-template name="shared.line">
               <xsl:with-param name="view" select="'diplomatic'"/>
            </xsl:call-template>
         </xsl:when>
         <xsl:otherwise>
            <xsl:call-template name="shared.inline">
               <xsl:with-param name="view" select="'diplomatic'"/>
            </xsl:call-template>
         </xsl:otherwise>
      </xsl:choose>
   </xsl:template>
   <xsl:template match="placeName" mode="diplomatic" as="node()*">
      <xsl:choose>
         <xsl:when test="@type = 'alternative' and @rend and not(parent::opener or parent::closer)">
            <xsl:call-template name="shared.inline">
               <xsl:with-param name="view" select="'diplomatic'"/>
               <xsl:with-param name="class" select="'alternative'"/>
            </xsl:call-template>
         </xsl:when>
         <xsl:otherwise>
            <xsl:call-template name="shared.inline">
               <xsl:with-param name="view" select="'diplomatic'"/>
            </xsl:call-template>
         </xsl:otherwise>
      </xsl:choose>
   </xsl:template>
   <xsl:template match="gloss" mode="diplomatic" as="node()*">
      <xsl:choose>
         <xsl:when test="@rend">
            <xsl:call-template name="shared.inline">
               <xsl:with-param name="view" select="'diplomatic'"/>
            </xsl:call-template>
         </xsl:when>
         <xsl:otherwise>
            <xsl:call-template name="shared.inline">
               <xsl:with-param name="view" select="'diplomatic'"/>
            </xsl:call-template>
         </xsl:otherwise>
      </xsl:choose>
   </xsl:template>
   <xsl:template match="choice" mode="diplomatic" as="node()*">
      <xsl:choose>
         <xsl:when test="abbr and expan">
            <xsl:call-template name="diplomatic.choice"/>
         </xsl:when>
         <xsl:when test="sic and corr">
            <xsl:call-template name="diplomatic.choice"/>
         </xsl:when>
         <xsl:when test="orig and reg">
            <xsl:call-template name="diplomatic.choice"/>
         </xsl:when>
         <xsl:otherwise>
            <xsl:call-template name="diplomatic.choice"/>
         </xsl:otherwise>
      </xsl:choose>
   </xsl:template>
   <xsl:template match="abbr" mode="diplomatic" as="node()*">
      <xsl:call-template name="shared.inline">
         <xsl:with-param name="view" select="'diplomatic'"/>
         <xsl:with-param name="as" select="'abbr'"/>
      </xsl:call-template>
   </xsl:template>
   <xsl:template match="expan" mode="diplomatic" as="node()*">
      <xsl:call-template name="shared.inline">
         <xsl:with-param name="view" select="'diplomatic'"/>
         <xsl:with-param name="class" select="'expansion'"/>
      </xsl:call-template>
   </xsl:template>
   <xsl:template match="ex" mode="diplomatic" as="node()*">
      <xsl:call-template name="shared.inline">
         <xsl:with-param name="view" select="'diplomatic'"/>
         <xsl:with-param name="class" select="'supplied ex'"/>
      </xsl:call-template>
   </xsl:template>
   <xsl:template match="sic" mode="diplomatic" as="node()*">
      <xsl:choose>
         <xsl:when test="@rend ne ''">
            <xsl:call-template name="shared.inline">
               <xsl:with-param name="view" select="'diplomatic'"/>
               <xsl:with-param name="after"
                               select="' ' || string((if (@rend = 'brackets') then '[sic]' else if (@rend = 'parentheses') then '(sic)' else @rend)[1])"/>
               <xsl:with-param name="signs" select="false()"/>
            </xsl:call-template>
         </xsl:when>
         <xsl:otherwise>
            <xsl:call-template name="shared.inline">
               <xsl:with-param name="view" select="'diplomatic'"/>
               <xsl:with-param name="signs" select="false()"/>
            </xsl:call-template>
         </xsl:otherwise>
      </xsl:choose>
   </xsl:template>
   <xsl:template match="unclear" mode="diplomatic" as="node()*">
      <xsl:choose>
         <xsl:when test="starts-with(@rend, '[') or starts-with(@rend, '(')">
            <xsl:call-template name="shared.inline">
               <xsl:with-param name="view" select="'diplomatic'"/>
               <xsl:with-param name="after" select="' ' || string((@rend)[1])"/>
               <xsl:with-param name="signs" select="false()"/>
            </xsl:call-template>
         </xsl:when>
         <xsl:otherwise>
            <xsl:call-template name="shared.inline">
               <xsl:with-param name="view" select="'diplomatic'"/>
            </xsl:call-template>
         </xsl:otherwise>
      </xsl:choose>
   </xsl:template>
   <xsl:template match="gap" mode="diplomatic" as="node()*">
      <xsl:call-template name="shared.inline">
         <xsl:with-param name="view" select="'diplomatic'"/>
         <xsl:with-param name="show" select="*"/>
      </xsl:call-template>
   </xsl:template>
   <xsl:template match="space | ellipsis" mode="diplomatic" as="node()*">
      <xsl:call-template name="shared.inline">
         <xsl:with-param name="view" select="'diplomatic'"/>
      </xsl:call-template>
   </xsl:template>
   <xsl:template match="note" mode="diplomatic" as="node()*">
      <xsl:choose>
         <xsl:when test="@place = 'bottom' and @n ne ''">
            <xsl:call-template name="diplomatic.footnote">
               <xsl:with-param name="class" select="'note'"/>
            </xsl:call-template>
         </xsl:when>
         <xsl:when test="parent::div or parent::body or parent::opener or parent::closer or parent::postscript">
            <xsl:call-template name="shared.block">
               <xsl:with-param name="view" select="'diplomatic'"/>
               <xsl:with-param name="class" select="'note ' || string((v:type(.))[1])"/>
            </xsl:call-template>
         </xsl:when>
         <xsl:when test="@type = ('author', 'handwritten', 'office')">
            <xsl:call-template name="shared.inline">
               <xsl:with-param name="view" select="'diplomatic'"/>
               <xsl:with-param name="class" select="'note ' || string((v:type(.))[1])"/>
            </xsl:call-template>
         </xsl:when>
         <xsl:when test="parent::list or parent::table or parent::row or parent::lg or parent::sp or parent::listBibl or parent::castList or parent::figure or parent::front or parent::back">
            <xsl:call-template name="shared.inline">
               <xsl:with-param name="view" select="'diplomatic'"/>
               <xsl:with-param name="class" select="'note'"/>
            </xsl:call-template>
         </xsl:when>
         <xsl:otherwise>
            <xsl:call-template name="shared.inline">
               <xsl:with-param name="view" select="'diplomatic'"/>
               <xsl:with-param name="class" select="'note ' || string((v:type(.))[1])"/>
            </xsl:call-template>
         </xsl:otherwise>
      </xsl:choose>
   </xsl:template>
   <xsl:template match="note" mode="diplomatic.behaviour" as="xs:string">
      <xsl:choose>
         <xsl:when test="@place = 'bottom' and @n ne ''">
            <xsl:sequence select="'footnote'"/>
         </xsl:when>
         <xsl:when test="parent::div or parent::body or parent::opener or parent::closer or parent::postscript">
            <xsl:sequence select="'block'"/>
         </xsl:when>
         <xsl:when test="@type = ('author', 'handwritten', 'office')">
            <xsl:sequence select="'inline'"/>
         </xsl:when>
         <xsl:when test="parent::list or parent::table or parent::row or parent::lg or parent::sp or parent::listBibl or parent::castList or parent::figure or parent::front or parent::back">
            <xsl:sequence select="'inline'"/>
         </xsl:when>
         <xsl:otherwise>
            <xsl:sequence select="'inline'"/>
         </xsl:otherwise>
      </xsl:choose>
   </xsl:template>
   <xsl:template match="milestone" mode="diplomatic" as="node()*">
      <xsl:choose>
         <xsl:when test="@unit = 'footnotes'">
            <xsl:call-template name="diplomatic.footnotes"/>
         </xsl:when>
         <xsl:when test="@unit = 'rule'">
            <xsl:call-template name="shared.line">
               <xsl:with-param name="view" select="'diplomatic'"/>
               <xsl:with-param name="before" select="string((@rend)[1])"/>
               <xsl:with-param name="show" select="()"/>
               <xsl:with-param name="signs" select="false()"/>
            </xsl:call-template>
         </xsl:when>
         <xsl:otherwise>
            <xsl:call-template name="shared.line">
               <xsl:with-param name="view" select="'diplomatic'"/>
               <xsl:with-param name="before" select="string((@rend)[1])"/>
               <xsl:with-param name="show" select="()"/>
               <xsl:with-param name="signs" select="false()"/>
            </xsl:call-template>
         </xsl:otherwise>
      </xsl:choose>
   </xsl:template>
   <xsl:template match="opener" mode="diplomatic" as="node()*">
      <xsl:call-template name="shared.block">
         <xsl:with-param name="view" select="'diplomatic'"/>
      </xsl:call-template>
   </xsl:template>
   <xsl:template match="opener" mode="diplomatic.behaviour" as="xs:string">
      <xsl:sequence select="'block'"/>
   </xsl:template>
   <xsl:template match="seg" mode="diplomatic" as="node()*">
      <xsl:choose>
         <xsl:when test="parent::opener or parent::closer">
            <xsl:call-template name="shared.line">
               <xsl:with-param name="view" select="'diplomatic'"/>
               <xsl:with-param name="class" select="'line ' || string((v:type(.))[1])"/>
            </xsl:call-template>
         </xsl:when>
         <xsl:otherwise>
            <xsl:call-template name="shared.inline">
               <xsl:with-param name="view" select="'diplomatic'"/>
            </xsl:call-template>
         </xsl:otherwise>
      </xsl:choose>
   </xsl:template>
   <xsl:template match="idno" mode="diplomatic" as="node()*">
      <xsl:choose>
         <xsl:when test="parent::opener or parent::closer">
            <xsl:call-template name="shared.line">
               <xsl:with-param name="view" select="'diplomatic'"/>
               <xsl:with-param name="class" select="'line ' || string((v:type(.))[1])"/>
            </xsl:call-template>
         </xsl:when>
         <xsl:otherwise>
            <xsl:call-template name="shared.inline">
               <xsl:with-param name="view" select="'diplomatic'"/>
            </xsl:call-template>
         </xsl:otherwise>
      </xsl:choose>
   </xsl:template>
   <xsl:template match="closer" mode="diplomatic" as="node()*">
      <xsl:call-template name="shared.block">
         <xsl:with-param name="view" select="'diplomatic'"/>
      </xsl:call-template>
   </xsl:template>
   <xsl:template match="closer" mode="diplomatic.behaviour" as="xs:string">
      <xsl:sequence select="'block'"/>
   </xsl:template>
   <xsl:template match="signed" mode="diplomatic" as="node()*">
      <xsl:call-template name="shared.line">
         <xsl:with-param name="view" select="'diplomatic'"/>
      </xsl:call-template>
   </xsl:template>
   <xsl:template match="dateline | salute | docAuthor | byline | docDate"
                 mode="diplomatic"
                 as="node()*">
      <xsl:call-template name="shared.line">
         <xsl:with-param name="view" select="'diplomatic'"/>
      </xsl:call-template>
   </xsl:template>
   <xsl:template match="address" mode="diplomatic" as="node()*">
      <xsl:choose>
         <xsl:when test="not(ancestor::p or ancestor::head or ancestor::bibl)">
            <xsl:call-template name="shared.block">
               <xsl:with-param name="view" select="'diplomatic'"/>
            </xsl:call-template>
         </xsl:when>
         <xsl:otherwise>
            <xsl:call-template name="shared.line">
               <xsl:with-param name="view" select="'diplomatic'"/>
            </xsl:call-template>
         </xsl:otherwise>
      </xsl:choose>
   </xsl:template>
   <xsl:template match="address" mode="diplomatic.behaviour" as="xs:string">
      <xsl:choose>
         <xsl:when test="not(ancestor::p or ancestor::head or ancestor::bibl)">
            <xsl:sequence select="'block'"/>
         </xsl:when>
         <xsl:otherwise>
            <xsl:sequence select="'line'"/>
         </xsl:otherwise>
      </xsl:choose>
   </xsl:template>
   <xsl:template match="addrLine" mode="diplomatic" as="node()*">
      <xsl:call-template name="shared.line">
         <xsl:with-param name="view" select="'diplomatic'"/>
      </xsl:call-template>
   </xsl:template>
   <xsl:template match="stamp" mode="diplomatic" as="node()*">
      <xsl:call-template name="shared.line">
         <xsl:with-param name="view" select="'diplomatic'"/>
      </xsl:call-template>
   </xsl:template>
   <xsl:template match="list" mode="diplomatic" as="node()*">
      <xsl:choose>
         <xsl:when test="@type = 'distribution'">
            <xsl:call-template name="shared.list">
               <xsl:with-param name="view" select="'diplomatic'"/>
               <xsl:with-param name="class" select="'list distribution'"/>
            </xsl:call-template>
         </xsl:when>
         <xsl:otherwise>
            <xsl:call-template name="shared.list">
               <xsl:with-param name="view" select="'diplomatic'"/>
            </xsl:call-template>
         </xsl:otherwise>
      </xsl:choose>
   </xsl:template>
   <xsl:template match="list" mode="diplomatic.behaviour" as="xs:string">
      <xsl:choose>
         <xsl:when test="@type = 'distribution'">
            <xsl:sequence select="'list'"/>
         </xsl:when>
         <xsl:otherwise>
            <xsl:sequence select="'list'"/>
         </xsl:otherwise>
      </xsl:choose>
   </xsl:template>
   <xsl:template match="num" mode="diplomatic" as="node()*">
      <xsl:choose>
         <xsl:when test="@type = 'copies'">
            <xsl:call-template name="shared.inline">
               <xsl:with-param name="view" select="'diplomatic'"/>
               <xsl:with-param name="class" select="'copies'"/>
            </xsl:call-template>
         </xsl:when>
         <xsl:otherwise>
            <xsl:call-template name="shared.inline">
               <xsl:with-param name="view" select="'diplomatic'"/>
            </xsl:call-template>
         </xsl:otherwise>
      </xsl:choose>
   </xsl:template>
   <xsl:template match="div" mode="diplomatic" as="node()*">
      <xsl:choose>
         <xsl:when test="@type = 'attachment'">
            <xsl:call-template name="shared.block">
               <xsl:with-param name="view" select="'diplomatic'"/>
               <xsl:with-param name="as" select="'section'"/>
               <xsl:with-param name="class" select="'attachment'"/>
            </xsl:call-template>
         </xsl:when>
         <xsl:otherwise>
            <xsl:call-template name="shared.block">
               <xsl:with-param name="view" select="'diplomatic'"/>
               <xsl:with-param name="as" select="'section'"/>
               <xsl:with-param name="class" select="'div ' || string((v:type(.))[1])"/>
            </xsl:call-template>
         </xsl:otherwise>
      </xsl:choose>
   </xsl:template>
   <xsl:template match="div" mode="diplomatic.behaviour" as="xs:string">
      <xsl:choose>
         <xsl:when test="@type = 'attachment'">
            <xsl:sequence select="'block'"/>
         </xsl:when>
         <xsl:otherwise>
            <xsl:sequence select="'block'"/>
         </xsl:otherwise>
      </xsl:choose>
   </xsl:template>
   <xsl:template match="postscript" mode="diplomatic" as="node()*">
      <xsl:call-template name="shared.block">
         <xsl:with-param name="view" select="'diplomatic'"/>
      </xsl:call-template>
   </xsl:template>
   <xsl:template match="postscript" mode="diplomatic.behaviour" as="xs:string">
      <xsl:sequence select="'block'"/>
   </xsl:template>
   <xsl:template match="said" mode="diplomatic" as="node()*">
      <xsl:call-template name="shared.inline">
         <xsl:with-param name="view" select="'diplomatic'"/>
      </xsl:call-template>
   </xsl:template>
   <xsl:template match="sp" mode="diplomatic" as="node()*">
      <xsl:call-template name="shared.block">
         <xsl:with-param name="view" select="'diplomatic'"/>
         <xsl:with-param name="number" select="@n"/>
      </xsl:call-template>
   </xsl:template>
   <xsl:template match="sp" mode="diplomatic.behaviour" as="xs:string">
      <xsl:sequence select="'block'"/>
   </xsl:template>
   <xsl:template match="speaker" mode="diplomatic" as="node()*">
      <xsl:call-template name="shared.line">
         <xsl:with-param name="view" select="'diplomatic'"/>
      </xsl:call-template>
   </xsl:template>
   <xsl:template match="stage" mode="diplomatic" as="node()*">
      <xsl:call-template name="shared.line">
         <xsl:with-param name="view" select="'diplomatic'"/>
      </xsl:call-template>
   </xsl:template>
   <xsl:template match="move | view | camera | sound | caption | tech | pause | vocal | kinesic | incident | writing | shift"
                 mode="diplomatic"
                 as="node()*">
      <xsl:call-template name="shared.inline">
         <xsl:with-param name="view" select="'diplomatic'"/>
         <xsl:with-param name="class" select="'stage'"/>
      </xsl:call-template>
   </xsl:template>
   <xsl:template match="u" mode="diplomatic" as="node()*">
      <xsl:call-template name="shared.block">
         <xsl:with-param name="view" select="'diplomatic'"/>
         <xsl:with-param name="class" select="'sp'"/>
      </xsl:call-template>
   </xsl:template>
   <xsl:template match="u" mode="diplomatic.behaviour" as="xs:string">
      <xsl:sequence select="'block'"/>
   </xsl:template>
   <xsl:template match="name | rs | settlement | country | region | geogName | bloc | district"
                 mode="diplomatic"
                 as="node()*">
      <xsl:call-template name="shared.inline">
         <xsl:with-param name="view" select="'diplomatic'"/>
      </xsl:call-template>
   </xsl:template>
   <xsl:template match="roleName" mode="diplomatic" as="node()*">
      <xsl:call-template name="shared.inline">
         <xsl:with-param name="view" select="'diplomatic'"/>
      </xsl:call-template>
   </xsl:template>
   <xsl:template match="date | time | origDate" mode="diplomatic" as="node()*">
      <xsl:call-template name="shared.inline">
         <xsl:with-param name="view" select="'diplomatic'"/>
      </xsl:call-template>
   </xsl:template>
   <xsl:template match="ref | ptr" mode="diplomatic" as="node()*">
      <xsl:call-template name="shared.inline">
         <xsl:with-param name="view" select="'diplomatic'"/>
      </xsl:call-template>
   </xsl:template>
   <xsl:template match="surname | forename | genName | nameLink | addName | geogFeat | offset | affiliation | measure | unit | measureGrp | eventName | objectName | email | street | postCode | postBox | geo"
                 mode="diplomatic"
                 as="node()*">
      <xsl:call-template name="shared.inline">
         <xsl:with-param name="view" select="'diplomatic'"/>
      </xsl:call-template>
   </xsl:template>
   <xsl:template match="pb" mode="diplomatic" as="node()*">
      <xsl:call-template name="diplomatic.page"/>
   </xsl:template>
   <xsl:template match="lb" mode="diplomatic" as="node()*">
      <xsl:choose>
         <xsl:when test="not(@break = 'no') and (parent::sp or parent::div or parent::body or parent::lg or parent::list or parent::text or parent::front or parent::back or not(preceding-sibling::node()[normalize-space()]) and (parent::p or parent::ab or parent::l or parent::item or parent::head or parent::cell))">
            <xsl:call-template name="shared.break">
               <xsl:with-param name="view" select="'diplomatic'"/>
               <xsl:with-param name="class" select="'idle'"/>
            </xsl:call-template>
         </xsl:when>
         <xsl:when test="not(@break = 'no')">
            <xsl:call-template name="shared.break">
               <xsl:with-param name="view" select="'diplomatic'"/>
            </xsl:call-template>
         </xsl:when>
         <xsl:otherwise>
            <xsl:call-template name="shared.omit">
               <xsl:with-param name="view" select="'diplomatic'"/>
            </xsl:call-template>
         </xsl:otherwise>
      </xsl:choose>
   </xsl:template>
   <xsl:template match="cb | gb" mode="diplomatic" as="node()*">
      <xsl:call-template name="shared.inline">
         <xsl:with-param name="view" select="'diplomatic'"/>
      </xsl:call-template>
   </xsl:template>
   <xsl:template match="fw" mode="diplomatic" as="node()*">
      <xsl:call-template name="shared.line">
         <xsl:with-param name="view" select="'diplomatic'"/>
      </xsl:call-template>
   </xsl:template>
   <xsl:template match="hi" mode="diplomatic" as="node()*">
      <xsl:choose>
         <xsl:when test="some $r in tokenize(@rend) satisfies $r = ('letterspaced', 'spaced', 'spaced-out')">
            <xsl:call-template name="shared.inline">
               <xsl:with-param name="view" select="'diplomatic'"/>
               <xsl:with-param name="as" select="'em'"/>
               <xsl:with-param name="class" select="'letterspaced'"/>
            </xsl:call-template>
         </xsl:when>
         <xsl:when test="some $r in tokenize(@rend) satisfies $r = ('underline', 'underlined', 'u', 'double-underline')">
            <xsl:call-template name="shared.inline">
               <xsl:with-param name="view" select="'diplomatic'"/>
               <xsl:with-param name="as" select="'em'"/>
               <xsl:with-param name="class" select="'underlined'"/>
            </xsl:call-template>
         </xsl:when>
         <xsl:when test="some $r in tokenize(@rend) satisfies $r = ('bold', 'b', 'strong')">
            <xsl:call-template name="shared.inline">
               <xsl:with-param name="view" select="'diplomatic'"/>
               <xsl:with-param name="as" select="'strong'"/>
               <xsl:with-param name="class" select="'bold'"/>
            </xsl:call-template>
         </xsl:when>
         <xsl:when test="some $r in tokenize(@rend) satisfies $r = ('superscript', 'super', 'sup', 'sup1')">
            <xsl:call-template name="shared.inline">
               <xsl:with-param name="view" select="'diplomatic'"/>
               <xsl:with-param name="as" select="'sup'"/>
            </xsl:call-template>
         </xsl:when>
         <xsl:when test="some $r in tokenize(@rend) satisfies $r = ('subscript', 'sub')">
            <xsl:call-template name="shared.inline">
               <xsl:with-param name="view" select="'diplomatic'"/>
               <xsl:with-param name="as" select="'sub'"/>
            </xsl:call-template>
         </xsl:when>
         <xsl:when test="some $r in tokenize(@rend) satisfies $r = ('smallcaps', 'small-caps', 'sc', 'smallcap')">
            <xsl:call-template name="shared.inline">
               <xsl:with-param name="view" select="'diplomatic'"/>
               <xsl:with-param name="class" select="'smallcaps'"/>
            </xsl:call-template>
         </xsl:when>
         <xsl:when test="some $r in tokenize(@rend) satisfies $r = ('strikethrough', 'strike', 'line-through', 'struck')">
            <xsl:call-template name="shared.inline">
               <xsl:with-param name="view" select="'diplomatic'"/>
               <xsl:with-param name="as" select="'s'"/>
            </xsl:call-template>
         </xsl:when>
         <xsl:otherwise>
            <xsl:call-template name="shared.inline">
               <xsl:with-param name="view" select="'diplomatic'"/>
               <xsl:with-param name="as" select="'em'"/>
               <xsl:with-param name="class" select="'italic'"/>
            </xsl:call-template>
         </xsl:otherwise>
      </xsl:choose>
   </xsl:template>
   <xsl:template match="emph" mode="diplomatic" as="node()*">
      <xsl:call-template name="shared.inline">
         <xsl:with-param name="view" select="'diplomatic'"/>
         <xsl:with-param name="as" select="'em'"/>
         <xsl:with-param name="class" select="'italic'"/>
      </xsl:call-template>
   </xsl:template>
   <xsl:template match="foreign" mode="diplomatic" as="node()*">
      <xsl:call-template name="shared.inline">
         <xsl:with-param name="view" select="'diplomatic'"/>
         <xsl:with-param name="as" select="'i'"/>
      </xsl:call-template>
   </xsl:template>
   <xsl:template match="title" mode="diplomatic" as="node()*">
      <xsl:call-template name="shared.inline">
         <xsl:with-param name="view" select="'diplomatic'"/>
         <xsl:with-param name="as" select="'cite'"/>
      </xsl:call-template>
   </xsl:template>
   <xsl:template match="term | distinct | soCalled | mentioned"
                 mode="diplomatic"
                 as="node()*">
      <xsl:call-template name="shared.inline">
         <xsl:with-param name="view" select="'diplomatic'"/>
         <xsl:with-param name="as" select="'i'"/>
         <xsl:with-param name="class" select="'term'"/>
      </xsl:call-template>
   </xsl:template>
   <xsl:template match="code | gi | att | val | tag | ident | eg"
                 mode="diplomatic"
                 as="node()*">
      <xsl:call-template name="shared.inline">
         <xsl:with-param name="view" select="'diplomatic'"/>
         <xsl:with-param name="as" select="'code'"/>
         <xsl:with-param name="class" select="'code'"/>
      </xsl:call-template>
   </xsl:template>
   <xsl:template match="add" mode="diplomatic" as="node()*">
      <xsl:call-template name="shared.inline">
         <xsl:with-param name="view" select="'diplomatic'"/>
         <xsl:with-param name="as" select="'ins'"/>
         <xsl:with-param name="class" select="'add'"/>
      </xsl:call-template>
   </xsl:template>
   <xsl:template match="del | surplus | secl" mode="diplomatic" as="node()*">
      <xsl:call-template name="shared.inline">
         <xsl:with-param name="view" select="'diplomatic'"/>
         <xsl:with-param name="as" select="'del'"/>
         <xsl:with-param name="class" select="'del'"/>
      </xsl:call-template>
   </xsl:template>
   <xsl:template match="corr" mode="diplomatic" as="node()*">
      <xsl:call-template name="shared.inline">
         <xsl:with-param name="view" select="'diplomatic'"/>
         <xsl:with-param name="class" select="'correction'"/>
      </xsl:call-template>
   </xsl:template>
   <xsl:template match="reg | orig" mode="diplomatic" as="node()*">
      <xsl:call-template name="shared.inline">
         <xsl:with-param name="view" select="'diplomatic'"/>
      </xsl:call-template>
   </xsl:template>
   <xsl:template match="damage" mode="diplomatic" as="node()*">
      <xsl:call-template name="shared.inline">
         <xsl:with-param name="view" select="'diplomatic'"/>
         <xsl:with-param name="class" select="'unclear'"/>
      </xsl:call-template>
   </xsl:template>
   <xsl:template match="text" mode="diplomatic" as="node()*">
      <xsl:call-template name="shared.text">
         <xsl:with-param name="view" select="'diplomatic'"/>
      </xsl:call-template>
   </xsl:template>
   <xsl:template match="text" mode="diplomatic.behaviour" as="xs:string">
      <xsl:sequence select="'text'"/>
   </xsl:template>
   <xsl:template match="div1 | div2 | div3 | div4 | div5 | div6 | div7"
                 mode="diplomatic"
                 as="node()*">
      <xsl:call-template name="shared.block">
         <xsl:with-param name="view" select="'diplomatic'"/>
         <xsl:with-param name="as" select="'section'"/>
         <xsl:with-param name="class" select="'div ' || string((v:type(.))[1])"/>
      </xsl:call-template>
   </xsl:template>
   <xsl:template match="div1 | div2 | div3 | div4 | div5 | div6 | div7"
                 mode="diplomatic.behaviour"
                 as="xs:string">
      <xsl:sequence select="'block'"/>
   </xsl:template>
   <xsl:template match="floatingText" mode="diplomatic" as="node()*">
      <xsl:call-template name="shared.block">
         <xsl:with-param name="view" select="'diplomatic'"/>
         <xsl:with-param name="as" select="'blockquote'"/>
      </xsl:call-template>
   </xsl:template>
   <xsl:template match="floatingText" mode="diplomatic.behaviour" as="xs:string">
      <xsl:sequence select="'block'"/>
   </xsl:template>
   <xsl:template match="body | front | back | group | argument | epigraph | trailer | lg | spGrp | set | prologue | epilogue | performance | titlePage | listBibl | biblStruct | msDesc | entry | superEntry | teiHeader | sourceDoc | surface | surfaceGrp | zone | standOff | facsimile | listPerson | listPlace | listOrg | listEvent | listRelation | listWit | listApp | person | personGrp | place | org | event | object | post | noteGrp"
                 mode="diplomatic"
                 as="node()*">
      <xsl:call-template name="shared.block">
         <xsl:with-param name="view" select="'diplomatic'"/>
      </xsl:call-template>
   </xsl:template>
   <xsl:template match="body | front | back | group | argument | epigraph | trailer | lg | spGrp | set | prologue | epilogue | performance | titlePage | listBibl | biblStruct | msDesc | entry | superEntry | teiHeader | sourceDoc | surface | surfaceGrp | zone | standOff | facsimile | listPerson | listPlace | listOrg | listEvent | listRelation | listWit | listApp | person | personGrp | place | org | event | object | post | noteGrp"
                 mode="diplomatic.behaviour"
                 as="xs:string">
      <xsl:sequence select="'block'"/>
   </xsl:template>
   <xsl:template match="p" mode="diplomatic" as="node()*">
      <xsl:call-template name="shared.paragraph">
         <xsl:with-param name="view" select="'diplomatic'"/>
         <xsl:with-param name="class" select="'p'"/>
         <xsl:with-param name="number" select="@n"/>
      </xsl:call-template>
   </xsl:template>
   <xsl:template match="p" mode="diplomatic.behaviour" as="xs:string">
      <xsl:sequence select="'paragraph'"/>
   </xsl:template>
   <xsl:template match="ab" mode="diplomatic" as="node()*">
      <xsl:call-template name="shared.paragraph">
         <xsl:with-param name="view" select="'diplomatic'"/>
         <xsl:with-param name="class" select="'p'"/>
      </xsl:call-template>
   </xsl:template>
   <xsl:template match="ab" mode="diplomatic.behaviour" as="xs:string">
      <xsl:sequence select="'paragraph'"/>
   </xsl:template>
   <xsl:template match="l | line" mode="diplomatic" as="node()*">
      <xsl:call-template name="shared.block">
         <xsl:with-param name="view" select="'diplomatic'"/>
      </xsl:call-template>
   </xsl:template>
   <xsl:template match="l | line" mode="diplomatic.behaviour" as="xs:string">
      <xsl:sequence select="'block'"/>
   </xsl:template>
   <xsl:template match="head" mode="diplomatic" as="node()*">
      <xsl:choose>
         <xsl:when test="@type = 'subject' and (parent::div or parent::body)">
            <xsl:call-template name="shared.heading">
               <xsl:with-param name="view" select="'diplomatic'"/>
               <xsl:with-param name="class" select="'head subject'"/>
            </xsl:call-template>
         </xsl:when>
         <xsl:when test="parent::div or parent::div1 or parent::div2 or parent::div3 or parent::div4 or parent::div5 or parent::div6 or parent::div7 or parent::body or parent::front or parent::back or parent::group or parent::castList or parent::argument or parent::set or parent::prologue or parent::epilogue or parent::performance">
            <xsl:call-template name="shared.heading">
               <xsl:with-param name="view" select="'diplomatic'"/>
            </xsl:call-template>
         </xsl:when>
         <xsl:otherwise>
            <xsl:call-template name="shared.line">
               <xsl:with-param name="view" select="'diplomatic'"/>
            </xsl:call-template>
         </xsl:otherwise>
      </xsl:choose>
   </xsl:template>
   <xsl:template match="head" mode="diplomatic.behaviour" as="xs:string">
      <xsl:choose>
         <xsl:when test="@type = 'subject' and (parent::div or parent::body)">
            <xsl:sequence select="'heading'"/>
         </xsl:when>
         <xsl:when test="parent::div or parent::div1 or parent::div2 or parent::div3 or parent::div4 or parent::div5 or parent::div6 or parent::div7 or parent::body or parent::front or parent::back or parent::group or parent::castList or parent::argument or parent::set or parent::prologue or parent::epilogue or parent::performance">
            <xsl:sequence select="'heading'"/>
         </xsl:when>
         <xsl:otherwise>
            <xsl:sequence select="'line'"/>
         </xsl:otherwise>
      </xsl:choose>
   </xsl:template>
   <xsl:template match="headLabel | headItem | docTitle | titlePart | docEdition | docImprint | imprimatur"
                 mode="diplomatic"
                 as="node()*">
      <xsl:call-template name="shared.line">
         <xsl:with-param name="view" select="'diplomatic'"/>
      </xsl:call-template>
   </xsl:template>
   <xsl:template match="castList" mode="diplomatic" as="node()*">
      <xsl:call-template name="shared.list">
         <xsl:with-param name="view" select="'diplomatic'"/>
         <xsl:with-param name="class" select="'castList'"/>
      </xsl:call-template>
   </xsl:template>
   <xsl:template match="castList" mode="diplomatic.behaviour" as="xs:string">
      <xsl:sequence select="'list'"/>
   </xsl:template>
   <xsl:template match="item" mode="diplomatic" as="node()*">
      <xsl:call-template name="shared.item">
         <xsl:with-param name="view" select="'diplomatic'"/>
         <xsl:with-param name="number" select="@n"/>
      </xsl:call-template>
   </xsl:template>
   <xsl:template match="item" mode="diplomatic.behaviour" as="xs:string">
      <xsl:sequence select="'item'"/>
   </xsl:template>
   <xsl:template match="castItem | castGroup | witness"
                 mode="diplomatic"
                 as="node()*">
      <xsl:call-template name="shared.item">
         <xsl:with-param name="view" select="'diplomatic'"/>
      </xsl:call-template>
   </xsl:template>
   <xsl:template match="castItem | castGroup | witness"
                 mode="diplomatic.behaviour"
                 as="xs:string">
      <xsl:sequence select="'item'"/>
   </xsl:template>
   <xsl:template match="label" mode="diplomatic" as="node()*">
      <xsl:choose>
         <xsl:when test="parent::list and ../item">
            <xsl:call-template name="shared.item">
               <xsl:with-param name="view" select="'diplomatic'"/>
            </xsl:call-template>
         </xsl:when>
         <xsl:otherwise>
            <xsl:call-template name="shared.line">
               <xsl:with-param name="view" select="'diplomatic'"/>
            </xsl:call-template>
         </xsl:otherwise>
      </xsl:choose>
   </xsl:template>
   <xsl:template match="label" mode="diplomatic.behaviour" as="xs:string">
      <xsl:choose>
         <xsl:when test="parent::list and ../item">
            <xsl:sequence select="'item'"/>
         </xsl:when>
         <xsl:otherwise>
            <xsl:sequence select="'line'"/>
         </xsl:otherwise>
      </xsl:choose>
   </xsl:template>
   <xsl:template match="table" mode="diplomatic" as="node()*">
      <xsl:call-template name="shared.table">
         <xsl:with-param name="view" select="'diplomatic'"/>
      </xsl:call-template>
   </xsl:template>
   <xsl:template match="table" mode="diplomatic.behaviour" as="xs:string">
      <xsl:sequence select="'table'"/>
   </xsl:template>
   <xsl:template match="row" mode="diplomatic" as="node()*">
      <xsl:call-template name="shared.row">
         <xsl:with-param name="view" select="'diplomatic'"/>
      </xsl:call-template>
   </xsl:template>
   <xsl:template match="row" mode="diplomatic.behaviour" as="xs:string">
      <xsl:sequence select="'row'"/>
   </xsl:template>
   <xsl:template match="cell" mode="diplomatic" as="node()*">
      <xsl:call-template name="shared.cell">
         <xsl:with-param name="view" select="'diplomatic'"/>
      </xsl:call-template>
   </xsl:template>
   <xsl:template match="cell" mode="diplomatic.behaviour" as="xs:string">
      <xsl:sequence select="'cell'"/>
   </xsl:template>
   <xsl:template match="figure" mode="diplomatic" as="node()*">
      <xsl:choose>
         <xsl:when test="not(ancestor::p or ancestor::head or ancestor::l)">
            <xsl:call-template name="shared.block">
               <xsl:with-param name="view" select="'diplomatic'"/>
               <xsl:with-param name="as" select="'figure'"/>
            </xsl:call-template>
         </xsl:when>
         <xsl:otherwise>
            <xsl:call-template name="shared.line">
               <xsl:with-param name="view" select="'diplomatic'"/>
            </xsl:call-template>
         </xsl:otherwise>
      </xsl:choose>
   </xsl:template>
   <xsl:template match="figure" mode="diplomatic.behaviour" as="xs:string">
      <xsl:choose>
         <xsl:when test="not(ancestor::p or ancestor::head or ancestor::l)">
            <xsl:sequence select="'block'"/>
         </xsl:when>
         <xsl:otherwise>
            <xsl:sequence select="'line'"/>
         </xsl:otherwise>
      </xsl:choose>
   </xsl:template>
   <xsl:template match="graphic | media | binaryObject | notatedMusic"
                 mode="diplomatic"
                 as="node()*">
      <xsl:choose>
         <xsl:when test="not(self::formula)">
            <xsl:call-template name="shared.inline">
               <xsl:with-param name="view" select="'diplomatic'"/>
            </xsl:call-template>
         </xsl:when>
         <xsl:otherwise>
            <xsl:call-template name="shared.inline">
               <xsl:with-param name="view" select="'diplomatic'"/>
            </xsl:call-template>
         </xsl:otherwise>
      </xsl:choose>
   </xsl:template>
   <xsl:template match="formula" mode="diplomatic" as="node()*">
      <xsl:choose>
         <xsl:when test="not(self::formula)">
            <xsl:call-template name="shared.inline">
               <xsl:with-param name="view" select="'diplomatic'"/>
            </xsl:call-template>
         </xsl:when>
         <xsl:otherwise>
            <xsl:call-template name="shared.inline">
               <xsl:with-param name="view" select="'diplomatic'"/>
               <xsl:with-param name="as" select="'code'"/>
            </xsl:call-template>
         </xsl:otherwise>
      </xsl:choose>
   </xsl:template>
   <xsl:template match="figDesc" mode="diplomatic" as="node()*">
      <xsl:call-template name="shared.inline">
         <xsl:with-param name="view" select="'diplomatic'"/>
      </xsl:call-template>
   </xsl:template>
   <xsl:template match="quote | q | cit" mode="diplomatic" as="node()*">
      <xsl:call-template name="shared.inline">
         <xsl:with-param name="view" select="'diplomatic'"/>
         <xsl:with-param name="large" select="'blockquote'"/>
         <xsl:with-param name="class" select="'quote'"/>
      </xsl:call-template>
   </xsl:template>
   <xsl:template match="bibl" mode="diplomatic" as="node()*">
      <xsl:choose>
         <xsl:when test="not(parent::listBibl)">
            <xsl:call-template name="shared.inline">
               <xsl:with-param name="view" select="'diplomatic'"/>
            </xsl:call-template>
         </xsl:when>
         <xsl:otherwise>
            <xsl:call-template name="shared.block">
               <xsl:with-param name="view" select="'diplomatic'"/>
            </xsl:call-template>
         </xsl:otherwise>
      </xsl:choose>
   </xsl:template>
   <xsl:template match="bibl" mode="diplomatic.behaviour" as="xs:string">
      <xsl:choose>
         <xsl:when test="not(parent::listBibl)">
            <xsl:sequence select="'inline'"/>
         </xsl:when>
         <xsl:otherwise>
            <xsl:sequence select="'block'"/>
         </xsl:otherwise>
      </xsl:choose>
   </xsl:template>
   <xsl:template match="app" mode="diplomatic" as="node()*">
      <xsl:call-template name="shared.inline">
         <xsl:with-param name="view" select="'diplomatic'"/>
      </xsl:call-template>
   </xsl:template>
   <xsl:template match="lem | rdg | rdgGrp" mode="diplomatic" as="node()*">
      <xsl:call-template name="shared.inline">
         <xsl:with-param name="view" select="'diplomatic'"/>
      </xsl:call-template>
   </xsl:template>
   <xsl:template match="w | c | pc | s | cl | phr | m | g | am | subst | restore | mod | redo | undo | retrace | handShift | anchor"
                 mode="diplomatic"
                 as="node()*">
      <xsl:call-template name="shared.contents">
         <xsl:with-param name="view" select="'diplomatic'"/>
      </xsl:call-template>
   </xsl:template>
   <xsl:template match="index | interp | interpGrp | span | spanGrp | link | linkGrp | join | joinGrp | alt | altGrp | timeline | substJoin | listTranspose | addSpan | delSpan | damageSpan | fs | fvLib | certainty | precision | respons | divGen"
                 mode="diplomatic"
                 as="node()*">
      <xsl:call-template name="shared.inline">
         <xsl:with-param name="view" select="'diplomatic'"/>
      </xsl:call-template>
   </xsl:template>
   <xsl:template match="*" mode="diplomatic" as="node()*">
      <xsl:call-template name="shared.inline">
         <xsl:with-param name="view" select="'diplomatic'"/>
      </xsl:call-template>
   </xsl:template>
   <xsl:variable name="v:signs"
                 as="map(xs:string, xs:string+)"
                 select="map{ 'brackets': ('[', ']'), 'double-brackets': ('[[', ']]'), 'parentheses': ('(', ')') }"/>
   <xsl:variable name="v:flowing-behaviours"
                 as="xs:string+"
                 select="'block', 'paragraph', 'heading', 'list', 'item', 'table', 'row', 'cell', 'text', 'header', 'rule'"/>
</xsl:stylesheet>

