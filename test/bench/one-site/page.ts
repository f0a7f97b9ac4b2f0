import { createDraw } from './plan.ts'

/** One link as it is to stand on a page. */
export interface Anchor {
  readonly href: string
  readonly text: string
  readonly date?: string
}

export interface PageParts {
  readonly url: string
  readonly title: string
  readonly kind: 'home' | 'column' | 'article'
  readonly menu: readonly Anchor[]
  readonly list: readonly Anchor[]
  readonly side: readonly Anchor[]
  readonly images: readonly string[]
  /** Bytes that the page has at least. */
  readonly bytes: number
  readonly seed: number
}

const WORDS =
  '推进政务公开工作会议召开通知关于印发实施方案加强安全生产管理服务企业群众办事指南乡村振兴产业发展教育医疗保障应急防汛环境保护督察'

/** A page in the manner of the common site systems: menu, lists with dates, inline scripts, comments, careless attributes, a footer with the site's code. */
export function renderPage(parts: PageParts): string {
  const draw = createDraw(parts.seed)
  const body = [
    menuOf(parts),
    parts.kind === 'article' ? articleOf(parts, draw) : '',
    listOf(parts, draw),
    sideOf(parts, draw),
    imagesOf(parts),
    FOOTER,
  ]
  const page = `${headOf(parts)}<body>\r\n${body.join('\r\n')}`
  const missing = Math.max(0, parts.bytes - Buffer.byteLength(page) - 200)
  return `${page}${fillerOf(missing, draw)}</body>\r\n</html>\r\n`
}

function headOf({ title, kind, url }: PageParts): string {
  const article =
    kind === 'article'
      ? `<meta name="ArticleTitle" content="${title}">\r\n<meta name="PubDate" content="2026-11-${(title.length % 20) + 1} 09:30">\r\n`
      : ''
  return `<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="X-UA-Compatible" content="IE=edge,chrome=1">
<meta name="SiteName" content="示例市人民政府">
<meta name="SiteDomain" content="127.0.0.1">
<meta name="SiteIDCode" content="6299000001">
<meta name="ColumnName" content="${title}">
<meta name="Url" content="${url}">
${article}<title>${title}_示例市人民政府</title>
<link rel="stylesheet" href="/style/main.css">
<style>.nav li{float:left;width:120px}.list li{line-height:32px;border-bottom:1px dashed #ccc}.list li span{float:right;color:#999}</style>
<script src="/style/main.js"></script>
<script>var siteId = "6299000001", home = '<a href="/never/in-a-script.html">not a link</a>'; function go(u){ window.open(u) }</script>
<!-- <a href="/never/in-a-comment.html">not a link</a> -->
</head>
`
}

function menuOf({ menu }: PageParts): string {
  return `<div class="nav"><ul>${menu.map(({ href, text }) => `<li><a href="${href}" target="_blank" title="${text}">${text}</a></li>`).join('\r\n')}</ul></div>`
}

/** The same reference written in the ways that real pages write it. */
function anchorOf({ href, text }: Anchor, turn: number): string {
  if (turn === 0 && !href.includes(' ')) return `<A HREF=${href} TARGET=_blank>${text}</A>`
  if (turn === 1) return `<a href=" ${href} " target='_blank'>${text}</a>`
  if (turn === 2) return `<a class='title' href='${href}' title="${text}">${text.slice(0, 18)}...</a>`
  return `<a href="${href}" target="_blank" title="${text}">${text}</a>`
}

function listOf({ list }: PageParts, draw: (below: number) => number): string {
  const items = list.map((anchor) => `  <li>${anchorOf(anchor, draw(12))}<span>${anchor.date ?? '2026-11-20'}</span></li>`)
  return `<div class="main"><ul class="list">\r\n${items.join('\r\n')}\r\n</ul></div>`
}

function sideOf({ side }: PageParts, draw: (below: number) => number): string {
  return `<div class="side"><h3>相关文档</h3>\r\n${side.map((anchor) => `<p>${anchorOf(anchor, draw(12))}</p>`).join('\r\n')}</div>`
}

function imagesOf({ images }: PageParts): string {
  return images.map((src) => `<img src="${src}" alt="图片" width=120 height=60 onerror="this.style.display='none'">`).join('\r\n')
}

function articleOf({ title }: PageParts, draw: (below: number) => number): string {
  const paragraphs = Array.from(
    { length: 12 },
    () => `<p style="text-indent:2em;line-height:200%"><span style="font-family:仿宋;font-size:16pt">${phrase(draw, 120)}</span></p>`,
  )
  return `<h1>${title}</h1><div class="info">发布时间：2026-11-12 09:30 来源：示例市政府办公室</div><div class="TRS_Editor">${paragraphs.join('\r\n')}</div>`
}

/** What fills real pages: styles in attributes, empty boxes, spaces, scripts. */
function fillerOf(bytes: number, draw: (below: number) => number): string {
  const pieces: string[] = []
  for (let length = 0; length < bytes; ) {
    const piece =
      draw(3) === 0
        ? `<script type="text/javascript">\r\n  $(function () { var box = $("#b${draw(9999)}"); box.hover(function () { $(this).addClass("on") }, function () { $(this).removeClass("on") }) })\r\n</script>\r\n`
        : `<div class="box" style="width:${draw(900)}px;margin:0 auto;overflow:hidden"><table cellspacing="0" cellpadding="0" border="0"><tr><td class="td${draw(9)}">&nbsp;${phrase(draw, 20)}&nbsp;</td></tr></table></div>\r\n`
    pieces.push(piece)
    length += Buffer.byteLength(piece)
  }
  return pieces.join('')
}

/** So many characters of officialese. */
export function phrase(draw: (below: number) => number, length: number): string {
  let text = ''
  while (text.length < length) {
    const at = draw(WORDS.length - 4)
    text += WORDS.slice(at, at + 2 + draw(3))
  }
  return text.slice(0, length)
}

const FOOTER = `<div class="footer"><p>主办：示例市人民政府办公室&nbsp;&nbsp;网站标识码：6299000001&nbsp;&nbsp;甘ICP备00000001号</p></div>`
