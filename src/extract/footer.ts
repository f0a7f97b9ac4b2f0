import { isOfficialCode } from '../model/site.ts'
import type { PageDocument } from './document.ts'
import { inlineCode } from './inline-code.ts'
import { fold } from './text.ts'
import { narrow } from './wide.ts'

export interface Footer {
  /** Address of the 党政机关 or 事业单位 badge, or of the script that draws it. */
  readonly badge: string | null
  /** Filing number as `陇ICP备05000001号-1`. */
  readonly icp: string | null
  /** Police filing as `甘公网安备 62010202000001号`, the space only where one was printed. */
  readonly police: string | null
  /** 政府网站标识码 as printed, in the official spelling. */
  readonly siteCode: string | null
}

const PROVINCES = '京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川蜀宁琼陇滇黔港澳台'
const ICP = new RegExp(
  `(?:[(（]?([${PROVINCES}])[)）]?)?ICP(备|证)案?字?第?(?:编?号)?:?(\\d{5,10})(?:(号)(?:-(\\d{1,3}))?|-(\\d{1,3})(号)?)?`,
  'gi',
)
const POLICE = new RegExp(
  `(?:[(（]?([${PROVINCES}])[)）]?\\s?)?公网?安\\s?备(?:案号?)?(\\s?:?\\s?)(\\d(?:\\s?\\d){10,13})(?!\\s?\\d)\\s?号?`,
  'g',
)
const POLICE_LABEL = /公安(?:机关)?备案(?:编?号)?\s?:?\s?(\d{11,14})(?!\d)/g
const CODE = /(?:标\s?[识示志]|识\s?别)\s?(?:编\s?)?码\s?(?:为|是)?\s?[:(（]?\s?((?:bm\s?|n\s?)?\d(?:\s?\d){7,9})(?!\d)/gi

/** What the foot of a page must carry. The last mention of a number counts, since the foot comes last. */
export function readFooter(doc: PageDocument): Footer {
  const code = inlineCode(doc)
  const seen = narrow(`${attributeText(doc)} ${doc.visible}`)
  // What the page's own scripts write comes second: it may belong to a branch that is never run.
  const written = narrow(fold(code.replace(/<[^<>]{0,2000}>/g, ' ')))
  return {
    badge: readBadge(doc, code),
    icp: lastIcp(seen) ?? lastIcp(written),
    police: lastPolice(seen) ?? lastPolice(written) ?? policeFromLink(doc),
    siteCode: lastCode(seen) ?? lastCode(written),
  }
}

function readBadge(doc: PageDocument, code: string): string | null {
  const attributes = ['href', 'onclick', 'data-href', 'src', 'data-src']
  const elements = doc.all('a, area, [onclick], [data-href], script[src], img')
  for (const name of attributes) {
    for (const element of elements) {
      const found = badgeIn((element.attribs[name] ?? '').slice(0, 4000))
      if (found !== null) return absolute(found, doc.base)
    }
  }
  const written = badgeIn(code)
  if (written !== null) return absolute(written, doc.base)
  const mark = doc.$('[id="_ideConac" i], [id="imgConac" i]').first()
  return mark.length > 0 ? (mark.attr('id') ?? null) : null
}

/** Address on the host of the badge or of its script, as written. */
function badgeIn(text: string): string | null {
  const [found] = /(?:https?:)?\/\/(?:bszs|dcs|dca)\.conac\.cn[^\s'"<>\\)]{0,500}/i.exec(text) ?? []
  return found ?? null
}

function absolute(address: string, base: string): string {
  return URL.canParse(address, base) ? new URL(address.replace(/&amp;/g, '&'), base).href : address
}

/** Texts of pictures: on some sites the numbers stand only there. */
function attributeText(doc: PageDocument): string {
  const texts = doc
    .all('img[alt], img[title], a[title]')
    .map(({ attribs }) => `${attribs['alt'] ?? ''} ${attribs['title'] ?? ''}`.slice(0, 200))
  return fold(texts.filter((text) => /备|码/.test(text)).join(' '))
}

function lastIcp(text: string): string | null {
  const close = text
    .replace(/\s(?=[号备案编ICP:-]|证)|(?<=[备案号编证:ICP-])\s/gi, '')
    .replace(new RegExp(`([${PROVINCES}][)）]?)\\s(?=ICP)`, 'gi'), '$1')
  const found = [...close.matchAll(ICP)].at(-1)
  if (found === undefined) return null
  const [, province = '', kind = '备', number = '', sign = '', after, before, lastSign = ''] = found
  const part = after ?? before
  return `${province}ICP${kind}${number}${sign || lastSign}${part === undefined ? '' : `-${part}`}`
}

function lastPolice(text: string): string | null {
  const full = [...text.matchAll(POLICE)].at(-1)
  if (full === undefined) {
    const labelled = [...text.matchAll(POLICE_LABEL)].at(-1)?.[1]
    return labelled === undefined ? null : `公网安备${labelled}号`
  }
  const [, province = '', gap = '', digits = ''] = full
  return `${province}公网安备${gap.includes(' ') ? ' ' : ''}${digits.replace(/\s/g, '')}号`
}

/** The police register's own address holds the number where the page shows only a picture. */
function policeFromLink(doc: PageDocument): string | null {
  for (const { attribs } of doc.all('a[href*="recordcode" i], a[href*="beian" i]')) {
    const number = /[?&#/;](?:recordcode|code)=(\d{11,14})(?!\d)/i.exec((attribs['href'] ?? '').slice(0, 2000))?.[1]
    if (number !== undefined) return `公网安备${number}号`
  }
  return null
}

function lastCode(text: string): string | null {
  const codes = [...text.matchAll(CODE)].map(([, code = '']) => code.replace(/\s/g, '').replace(/^n/i, 'N').replace(/^bm/i, 'bm'))
  return codes.findLast(isOfficialCode) ?? null
}
