import { phrase } from './one-site/page.ts'
import { createDraw } from './one-site/plan.ts'

/** A small site of the bench: a homepage, columns, articles. Every page of it is within three levels. */
export interface TownPlan {
  readonly index: number
  readonly columns: number
  readonly articlesOfColumn: number
  /** Paragraphs of an article. */
  readonly paragraphs: number
  /** Share of the pages whose text is another one every day. */
  readonly changing?: number
}

export interface Town {
  readonly code: string
  readonly name: string
  readonly host: string
  readonly pages: number
  /** The page as it is on that day; undefined for a path that the site has not got. */
  page(path: string, day?: number): string | undefined
}

const COLUMN_NAMES = [
  '政务要闻',
  '通知公告',
  '政策文件',
  '人事信息',
  '规划计划',
  '财政资金',
  '部门动态',
  '政策解读',
  '重点领域',
  '办事服务',
]
const START = Date.UTC(2026, 10, 24)

export function createTown(plan: TownPlan): Town {
  const number = String(plan.index + 1).padStart(4, '0')
  const code = `62${number.padStart(8, '0')}`
  const name = `示例${number}网`
  const host = `www.town${number}.gov.cn`
  const site = { plan, code, name }
  return { code, name, host, pages: 1 + plan.columns * (1 + plan.articlesOfColumn), page: (path, day = 0) => pageAt(site, path, day) }
}

interface TownSite {
  readonly plan: TownPlan
  readonly code: string
  readonly name: string
}

function pageAt(site: TownSite, path: string, day: number): string | undefined {
  const { plan } = site
  if (path === '/' || path === '/index.html') return frame(site, site.name, '', homeMain(site))
  const place = /^\/c(\d+)\/(?:index\.html|2026\/t(\d+)\.html)$/.exec(path)
  const column = Number(place?.[1] ?? Number.NaN)
  if (!(column < plan.columns)) return undefined
  const named = `<meta name="ColumnName" content="${columnName(column)}">`
  if (place?.[2] === undefined) return frame(site, columnName(column), named, columnMain(site, column))
  const article = Number(place[2])
  if (article >= plan.articlesOfColumn) return undefined
  const title = titleOf(site, column, article)
  const meta = `${named}<meta name="ArticleTitle" content="${title}"><meta name="PubDate" content="${dateOf(article)} 09:30">`
  return frame(site, title, meta, articleMain(site, column, article, day))
}

function columnName(column: number): string {
  return `${COLUMN_NAMES[column % COLUMN_NAMES.length]}${column < COLUMN_NAMES.length ? '' : column}`
}

function titleOf({ plan }: TownSite, column: number, article: number): string {
  const draw = createDraw(plan.index * 1_000_003 + column * 1009 + article)
  return phrase(draw, 14 + draw(12))
}

function dateOf(article: number): string {
  return new Date(START - article * 3 * 86_400_000).toISOString().slice(0, 10)
}

function rows(site: TownSite, column: number, count: number): string {
  const links = Array.from({ length: count }, (_, article) => {
    const title = titleOf(site, column, article)
    return `<li><a href="/c${column}/2026/t${article}.html" target="_blank" title="${title}">${title}</a><span>${dateOf(article)}</span></li>`
  })
  return `<ul class="list">\r\n${links.join('\r\n')}\r\n</ul>`
}

function homeMain(site: TownSite): string {
  const blocks = Array.from({ length: site.plan.columns }, (_, column) => {
    const heading = `<h3><a href="/c${column}/index.html">${columnName(column)}</a></h3>`
    return `<div class="zone">${heading}${rows(site, column, Math.min(3, site.plan.articlesOfColumn))}</div>`
  })
  return blocks.join('\r\n')
}

function columnMain(site: TownSite, column: number): string {
  return `<h2>${columnName(column)}</h2>${rows(site, column, site.plan.articlesOfColumn)}`
}

function articleMain(site: TownSite, column: number, article: number, day: number): string {
  const place = site.plan.index * 1_000_003 + column * 1009 + article
  const text = Array.from(
    { length: site.plan.paragraphs },
    (_, at) => `<p style="text-indent:2em">${phrase(createDraw(place * 31 + at), 150)}</p>`,
  )
  const changes = lastChange(place, day, site.plan.changing ?? 0)
  if (changes > 0) text[0] = `<p style="text-indent:2em">${phrase(createDraw(place * 31 + changes * 7919), 150)}</p>`
  const side = rows(site, (column + 1) % site.plan.columns, Math.min(10, site.plan.articlesOfColumn))
  return `<h1>${titleOf(site, column, article)}</h1><div class="info">发布时间：${dateOf(article)} 09:30　来源：${site.name}</div>${text.join('\r\n')}${side}`
}

/** The latest day up to this one on which the page was changed; each day a page has the same chance. */
function lastChange(place: number, day: number, share: number): number {
  for (let on = day; on > 0; on -= 1) {
    const draw = createDraw((place * 2_654_435_761 + on * 40_503) >>> 0)
    draw(2)
    if (draw(10_000) < share * 10_000) return on
  }
  return 0
}

function frame({ plan, code, name }: TownSite, title: string, meta: string, main: string): string {
  const menu = Array.from({ length: plan.columns }, (_, column) => `<li><a href="/c${column}/index.html">${columnName(column)}</a></li>`)
  return `<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="SiteName" content="${name}"><meta name="SiteDomain" content="town"><meta name="SiteIDCode" content="${code}">
${meta}<title>${title}_${name}</title>
<style>.nav li{float:left;width:120px}.list li{line-height:32px;border-bottom:1px dashed #ccc}.list li span{float:right;color:#999}</style>
</head>
<body>
<div class="nav"><ul><li><a href="/">首页</a></li>${menu.join('')}</ul></div>
<div class="main">
${main}
</div>
<div class="footer"><p>主办：${name}主办单位　网站标识码：${code}　甘ICP备00000001号</p></div>
</body>
</html>
`
}
