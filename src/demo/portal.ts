import type { LocalDate } from '../model/time.ts'
import { type FormNumbers, formTable, formTitle, SOUND_NUMBERS } from './annual-form.ts'
import { type BoardPlan, boardPages } from './board-pages.ts'
import { type Article, type Column, type ColumnOptions, type Identity, type Topic, writeArticles } from './content.ts'
import { type DateStyle, dashed, formYear } from './dates.ts'
import { pdf, png } from './files.ts'
import { type ErrorReportForm, errorReportEntry, footerLines } from './markup.ts'
import { composePages, file, type PageParts, type Platform, type SiteContent } from './pages.ts'
import type { Pages, SitePlan, World } from './plan.ts'

/** Name, folder, number, ColumnType and topic of a column, and how long ago its newest article appeared. */
type ColumnSpec = readonly [name: string, slug: string, number: number, type: string, topic: Topic, options: ColumnOptions]

interface FormPlan {
  readonly path: string
  /**
   * How the homepage leads to it: `text` names the year, `short` does not, `picture` is a picture that links to a PDF, `pdf` a text that links to one;
   * with `deep` only a page of the catalogue does, with `none` the site has no form.
   */
  readonly link: 'text' | 'short' | 'picture' | 'pdf' | 'deep' | 'none'
  /** How many years before the one that is due the form is for. */
  readonly yearsBack?: number
  /** Month and day of the filling, in the year after the one reported; 12 January when absent. */
  readonly filledOn?: string
  readonly numbers?: FormNumbers
}

/** A site in terms of what officials see in it. */
export interface PortalPlan {
  readonly platform: Platform
  /** The word that titles carry. */
  readonly place: string
  readonly columns: readonly ColumnSpec[]
  /** Plants in the written columns. */
  readonly change?: (columns: readonly Column[], today: LocalDate) => readonly Column[]
  readonly board?: BoardPlan
  readonly form: FormPlan
  readonly errorReport: ErrorReportForm
  /** The code in the 找错 entry, where it is not the site's own. */
  readonly errorCode?: string
  readonly date?: DateStyle
  readonly metaCode?: string
  /** Further links in the footer and markup on the homepage. */
  readonly footerLinks?: readonly string[]
  readonly homeExtra?: string
  readonly extra?: readonly PageParts[]
}

export interface Portal {
  readonly pages: Pages
  readonly content: SiteContent
}

/** The path of the page that lists catalogues, where a form can lie deep. */
const CATALOGUE = '/xxgk/xxgkml.html'

export function buildPortal(site: SitePlan, world: World, plan: PortalPlan): Portal {
  const { today } = world
  const identity: Identity = { ...site, origin: world.origin(site.host), place: plan.place }
  const written = plan.columns.map(([name, slug, number, type, topic, options]) => ({
    name,
    slug,
    number,
    type,
    articles: writeArticles(topic, number, identity, today, options),
  }))
  const columns = plan.change?.(written, today) ?? written
  const form = formPart(plan.form, identity, today)
  const content: SiteContent = {
    identity,
    world,
    columns,
    navigation: [
      { text: '首页', href: '/' },
      ...columns.map((column) => ({ text: column.name, href: plan.platform.columnPath(column) })),
      ...(plan.board ? [{ text: plan.board.name, href: plan.board.folder }] : []),
    ],
    footer: footerLines(identity, world, {
      errorReport: errorReportEntry(plan.errorReport, plan.errorCode ?? site.code, identity, world),
      links: [...form.footer, ...(plan.footerLinks ?? [])],
    }),
    homeExtra: `${plan.homeExtra ?? ''}${form.home}`,
    rowsOnHome: 5,
    date: plan.date ?? dashed,
    ...(plan.metaCode === undefined ? {} : { metaCode: plan.metaCode }),
  }
  const board = plan.board ? boardPages(plan.board, today) : []
  const pages = composePages(plan.platform, content, [...board, ...form.pages, ...(plan.extra ?? [])])
  if (form.pdf) pages.set(plan.form.path, file('application/pdf', form.pdf))
  pages.set('/images/ndbb.png', file('image/png', png(200, 60, 0x8a3ab9)))
  return { pages, content }
}

/** The columns, that of this name with other articles. */
export function withArticles(
  columns: readonly Column[],
  name: string,
  change: (articles: readonly Article[]) => readonly Article[],
): readonly Column[] {
  return columns.map((column) => (column.name === name ? { ...column, articles: change(column.articles) } : column))
}

interface FormPart {
  readonly pages: readonly PageParts[]
  readonly footer: readonly string[]
  readonly home: string
  readonly pdf?: Uint8Array
}

function formPart(plan: FormPlan, identity: Identity, today: LocalDate): FormPart {
  const year = formYear(today) - (plan.yearsBack ?? 0)
  const due = `${year + 1}-${plan.filledOn ?? '01-12'}`
  const filledOn = due > today ? today : due
  const title = formTitle(year)
  const document = { pages: [formPage(plan, identity, year, filledOn)], footer: [], home: '' }
  const paper = pdf([title, `填报单位：${identity.owner}`, `政府网站标识码：${identity.code}`])
  switch (plan.link) {
    case 'text':
      return { ...document, footer: [`<a href="${plan.path}">${title}</a>`] }
    case 'short':
      return { ...document, footer: [`<a href="${plan.path}">网站工作年度报表</a>`] }
    case 'picture':
      return {
        pages: [],
        footer: [],
        home: `<div class="ad"><a href="${plan.path}" target="_blank"><img src="/images/ndbb.png"></a></div>`,
        pdf: paper,
      }
    case 'pdf':
      return { pages: [], footer: [`<a href="${plan.path}" target="_blank">${title}</a>`], home: '', pdf: paper }
    case 'deep': {
      const main = `<h1>政府信息公开目录</h1><ul><li><a href="${plan.path}">${title}</a><span>${filledOn}</span></li></ul>`
      const catalogue = { path: CATALOGUE, title: `政府信息公开目录_${identity.name}`, main }
      return { ...document, pages: [...document.pages, catalogue], footer: [`<a href="${CATALOGUE}">政府信息公开目录</a>`] }
    }
    case 'none':
      return { pages: [], footer: [], home: '' }
  }
}

function formPage(plan: FormPlan, identity: Identity, year: number, filledOn: LocalDate): PageParts {
  const main = `<div class="info">发布时间：${filledOn}　来源：${identity.owner}</div>\n${formTable(identity, year, filledOn, plan.numbers ?? SOUND_NUMBERS)}`
  return { path: plan.path, title: formTitle(year), main }
}
