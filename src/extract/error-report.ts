import type { Element } from 'domhandler'
import type { ErrorReportForm, PageFacts } from '../model/page.ts'
import type { Patterns } from '../model/settings.ts'
import { isOfficialCode } from '../model/site.ts'
import { cut } from './cut.ts'
import type { PageDocument } from './document.ts'
import { inlineCode } from './inline-code.ts'

type Entry = NonNullable<PageFacts['errorReport']>
type Hosts = Patterns['errorReport']

/** The earlier form is believed when a page carries several. */
const ORDER: readonly ErrorReportForm[] = ['script', 'script-old-host', 'link', 'central-page']
const CODE_PARAMETER = /(?:^|[?&;\s'"(])site_?code\s{0,3}=\s{0,3}["']?\s{0,5}([^&;#"'\s)>\\+]{1,40})/i
/** The call by which the platform's script, or a copy of it, opens the form. */
const HANDLER = /\bLink\s{0,3}\(\s{0,3}['"]?([^'")\s]{1,40})/
const OWN_ENTRY = /jiucuo|zhaocuo|find[_-]?(?:wrong|error)/i
const CODE_SETTING = /site_?code["']?\s{0,3}:\s{0,3}["']?([^,}"'\s]{1,40})/i
const PICTURE = /jiucuo\.(?:png|gif|jpg)\?v=([^&#"'\s]{1,40})/i
/** Attributes in which an address may stand. */
const ADDRESSES = ['href', 'onclick', 'data-href', 'data-url', 'value', 'src', 'data-src', 'data-original'] as const

/**
 * The official 我为政府网站找错 entry with the site code it carries; null when the page has none. Whatever merely has `jiucuo` in its name is no entry: the
 * entry is the platform's script, the mark that the script leaves, a link to the platform's form, or a picture or box of that name that is told the site's code.
 */
export function readErrorReport(doc: PageDocument, patterns: Patterns): PageFacts['errorReport'] {
  const { errorReport: hosts } = patterns
  const entries = [
    ...fromScripts(doc, hosts),
    ...fromSpan(doc, hosts),
    ...fromPictures(doc, hosts),
    ...fromAddresses(doc, hosts),
    ...fromCode(doc, hosts),
  ]
  const [first] = entries.toSorted((a, b) => Number(a.siteCode === null) - Number(b.siteCode === null) || rank(a) - rank(b))
  return first ?? fromOwnProgram(doc)
}

const rank = (entry: Entry): number => ORDER.indexOf(entry.form)

function fromScripts(doc: PageDocument, hosts: Hosts): Entry[] {
  return doc.all('script').flatMap((script): Entry[] => {
    const src = decode(script.attribs['src'] ?? '')
    const named = (script.attribs['id'] ?? '').trim().toLowerCase() === '_jiucuo_'
    const served = /jiucuo/i.test(src) && [...hosts.hosts, ...hosts.oldHosts].some((host) => src.toLowerCase().includes(host.toLowerCase()))
    if (!served && !(named && (src !== '' || codeAttribute(script) !== undefined))) return []
    return [{ form: scriptForm(src, hosts), siteCode: normaliseCode(codeAttribute(script) ?? codeIn(src)) }]
  })
}

function codeAttribute(script: Element): string | undefined {
  const { attribs } = script
  return attribs['sitecode'] ?? attribs['site_code'] ?? attribs['site-code'] ?? attribs['data-sitecode'] ?? attribs['data-site-code']
}

/** What the script leaves behind: a span with a picture whose handler, address or link holds the code. */
function fromSpan(doc: PageDocument, hosts: Hosts): Entry[] {
  const span = doc.$('[id="_span_jiucuo" i]').first()
  const [element] = span.toArray()
  if (element === undefined) return []
  const attributes = [element, ...span.find('*').toArray()].flatMap(({ attribs }) => ADDRESSES.map((name) => decode(attribs[name] ?? '')))
  const codes = [
    ...attributes.map(codeIn),
    ...attributes.map((value) => HANDLER.exec(value)?.[1]),
    ...attributes.map((value) => PICTURE.exec(value)?.[1]),
  ]
  const code = codes.map(normaliseCode).find((one) => one !== null) ?? null
  return [{ form: scriptForm(attributes.join(' '), hosts), siteCode: code }]
}

function scriptForm(text: string, { oldHosts, hosts }: Hosts): ErrorReportForm {
  const lower = text.toLowerCase()
  const current = hosts.some((host) => lower.includes(host.toLowerCase()))
  return !current && oldHosts.some((host) => lower.includes(host.toLowerCase())) ? 'script-old-host' : 'script'
}

/** The entry's own picture on the platform, where a page's own script opens the form. */
function fromPictures(doc: PageDocument, hosts: Hosts): Entry[] {
  return doc.all('img[src*="jiucuo" i]').flatMap(({ attribs }) => {
    const src = decode(attribs['src'] ?? '')
    const served = [...hosts.hosts, ...hosts.oldHosts].some((host) => src.toLowerCase().includes(`//${host.toLowerCase()}/`))
    const code = normaliseCode(PICTURE.exec(src)?.[1]) ?? normaliseCode(HANDLER.exec(attribs['onclick'] ?? '')?.[1])
    return served ? [{ form: scriptForm(src, hosts), siteCode: code }] : []
  })
}

/** What a script file of the site makes the entry: a picture or box that is called the entry's and is told the site's code. */
function fromOwnProgram(doc: PageDocument): Entry | null {
  const pictures = doc.all('img[onclick]').map(({ attribs }) => ({
    called: attribs['src'] ?? '',
    code: normaliseCode(HANDLER.exec(attribs['onclick'] ?? '')?.[1]),
  }))
  const boxes = doc.all('[data-setting], [data-sitecode], [data-site-code], [sitecode]').map((element) => ({
    called: `${element.attribs['class'] ?? ''} ${element.attribs['id'] ?? ''}`,
    code: normaliseCode(codeAttribute(element) ?? CODE_SETTING.exec((element.attribs['data-setting'] ?? '').slice(0, 1000))?.[1]),
  }))
  const entry = [...pictures, ...boxes].find(
    ({ called, code }) => code !== null && isOfficialCode(code) && OWN_ENTRY.test(called.slice(0, 500)),
  )
  return entry === undefined ? null : { form: 'script', siteCode: entry.code }
}

function fromAddresses(doc: PageDocument, hosts: Hosts): Entry[] {
  return doc
    .all('a, area, option, [onclick], [data-href], [data-url]')
    .flatMap((element) => ADDRESSES.slice(0, 5).flatMap((name) => entryOf(decode(element.attribs[name] ?? ''), hosts)))
}

/** Scripts of the page that write the entry or open its form. */
function fromCode(doc: PageDocument, hosts: Hosts): Entry[] {
  const code = inlineCode(doc)
  const at = code.search(/_jiucuo_['"\s][^<>]{0,400}site_?code/i)
  if (at >= 0) {
    const tag = code.slice(Math.max(0, at - 300), at + 700)
    const [around = ''] = /<script[^<>]{0,900}_jiucuo_[^<>]{0,600}/i.exec(tag) ?? []
    if (around !== '') return [{ form: scriptForm(around, hosts), siteCode: normaliseCode(codeIn(around)) }]
  }
  const opened = code.search(/jiucuo\.html?\?/i)
  if (opened < 0) return []
  const [entry] = entryOf(code.slice(Math.max(0, opened - 200), opened + 400), hosts)
  return entry === undefined ? [] : [{ ...entry, siteCode: entry.siteCode ?? codeInHandlers(doc) }]
}

/** The code handed to the page's own copy of the platform's opening function. */
function codeInHandlers(doc: PageDocument): string | null {
  const handlers = doc.all('[onclick], a[href^="javascript:" i]')
  const codes = handlers.map(({ attribs }) =>
    normaliseCode(HANDLER.exec(`${attribs['onclick'] ?? ''} ${attribs['href'] ?? ''}`.slice(0, 4000))?.[1]),
  )
  return codes.find((code) => code !== null && isOfficialCode(code)) ?? null
}

/** The entry that an address, or a handler that opens one, leads to. */
function entryOf(written: string, hosts: Hosts): Entry[] {
  if (!/jiucuo|errorinfo/i.test(written)) return []
  const lower = written.toLowerCase()
  const central = hosts.centralPages.some((page) => lower.includes(`//${page.toLowerCase().replace(/^(?:https?:)?\/\//, '')}`))
  if (central) return [{ form: 'central-page', siteCode: normaliseCode(codeIn(written)) }]
  const known = [...hosts.hosts, ...hosts.oldHosts].some((host) => lower.includes(`//${host.toLowerCase()}`))
  const withCode = /jiucuo(?:\.[a-z]{2,5})?\/?\?(?:[^\s'"<>]{0,300}[&;])?site_?code=/i.test(written)
  return known || withCode ? [{ form: 'link', siteCode: normaliseCode(codeIn(written)) }] : []
}

function codeIn(text: string): string | undefined {
  return CODE_PARAMETER.exec(text)?.[1]
}

/** Undoes a second layer of escapes: `&amp;amp;`, or an address handed on as a parameter of another. */
function decode(written: string): string {
  const short = written.slice(0, 4000).replace(/&(?:amp;){1,3}/gi, '&')
  return /%(?:3a|2f|3f|3d|26)/i.test(short) ? `${short} ${short.replace(/%(3a|2f|3f|3d|26)/gi, decodeURIComponent)}` : short
}

/** The official spelling, `N` upper and `bm` lower; null when nothing was filled in. */
function normaliseCode(written: string | undefined): string | null {
  const code = (written ?? '')
    .replace(/[\s"'\u200b\ufeff]/g, '')
    .replace(/[\uff10-\uff5a]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
  if (code === '' || /^(?:null|undefined|none)$/i.test(code)) return null
  return cut(code.replace(/^n(?=\d)/, 'N').replace(/^bm(?=\d)/i, 'bm'), 40)
}
