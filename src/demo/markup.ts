import type { Identity } from './content.ts'
import type { World } from './plan.ts'

const POLICE_NUMBER_TAIL = '02000128'

/** The page that warns visitors who leave the site. */
export const LEAVING = '/exit.html'

/** The forms in which sites carry the 我为政府网站找错 entry; `none` carries none. */
export type ErrorReportForm = 'script' | 'script-old-host' | 'link' | 'central-page' | 'none'

export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}

export function errorReportEntry(form: ErrorReportForm, code: string, identity: Identity, world: World): string {
  switch (form) {
    case 'script':
      return `<script id="_jiucuo_" sitecode='${code}' src='${world.origin('zfwzgl.www.gov.cn')}/exposure/jiucuo.js'></script>`
    case 'script-old-host':
      return `<script id="_jiucuo_" sitecode='${code}' src='${world.origin('pucha.kaipuyun.cn')}/exposure/jiucuo.js'></script>`
    case 'link': {
      const query = `site_code=${code}&amp;url=${encodeURIComponent(`${identity.origin}/`)}`
      return `<a class="jiucuo" style="display:inline-block;width:106px;height:47px;background:url(/images/jiucuo.png)" target="_blank" href="${world.origin('zfwzgl.www.gov.cn')}/exposure/jiucuo.html?${query}"></a>`
    }
    case 'central-page':
      return `<a href="${LEAVING}?url=${encodeURIComponent('http://www.gov.cn/fuwu/jiucuopage.html')}" target="_blank"><img src="/images/jiucuo.png" alt="我为政府网站找错"></a>`
    case 'none':
      return ''
  }
}

/** The badge of 党政机关 as a linked picture. */
function conacBadge(world: World): string {
  return `<span id="_ideConac"><a href="${world.origin('bszs.conac.cn')}/sitename?method=show&amp;id=53C3FA2F7B6D3A24E053012819AC2A2B" target="_blank"><img id="imgConac" vspace="0" hspace="0" border="0" src="/images/conac.png" alt="党政机关"></a></span>`
}

export interface FooterOptions {
  readonly errorReport: string
  /** Further links in the footer's first line, as markup. */
  readonly links: readonly string[]
  /** The code printed in the footer, where it is not the site's own. */
  readonly printedCode?: string
}

/** The lines that every page ends with: owner, code, ICP and police numbers, badge, 找错 entry. */
export function footerLines(identity: Identity, world: World, options: FooterOptions): string {
  const { origin } = world
  const number = identity.code.slice(2, 8)
  return `<p>${[...options.links, '<a href="/sitemap.html">网站地图</a>'].join(' | ')}</p>
<p>主办单位：${identity.owner}　承办单位：${identity.owner}信息中心　联系电话：0900-8${number}</p>
<p>网站标识码：${options.printedCode ?? identity.code}　<a href="${origin('beian.miit.gov.cn')}/" target="_blank">澜ICP备${number}21号-1</a>　<a href="${origin('www.beian.gov.cn')}/portal/registerSystemInfo?recordcode=99${number}${POLICE_NUMBER_TAIL.slice(2)}" target="_blank">澜公网安备 99${number}${POLICE_NUMBER_TAIL.slice(2)}号</a></p>
<p>${conacBadge(world)}${options.errorReport}</p>`
}

/** The meta names that the site guideline asks of every page. */
export function siteMeta(identity: Identity, code: string = identity.code): string {
  return `<meta name="SiteName" content="${identity.name}">
<meta name="SiteDomain" content="${identity.host}">
<meta name="SiteIDCode" content="${code}">`
}

export function columnMeta(name: string, type: string): string {
  return `<meta name="ColumnName" content="${name}">
<meta name="ColumnDescription" content="${name}栏目">
<meta name="ColumnKeywords" content="${name}">
<meta name="ColumnType" content="${type}">`
}

/** `pubDate` as `yyyy-MM-dd HH:mm`. */
export function articleMeta(title: string, pubDate: string, source: string): string {
  return `<meta name="ArticleTitle" content="${escapeHtml(title)}">
<meta name="PubDate" content="${pubDate}">
<meta name="ContentSource" content="${source}">`
}
