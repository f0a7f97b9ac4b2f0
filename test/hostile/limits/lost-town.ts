import { loadChecks } from '../../../src/audit/catalogue.ts'
import { assembleEvidence } from '../../../src/audit/evidence.ts'
import { judge } from '../../../src/audit/judge.ts'
import { createReaderHere, type Reader } from '../../../src/crawl/reader.ts'
import { createCalendar } from '../../../src/extract/calendar.ts'
import type { BodyRef, CanaryCapture, Capture, NoteCapture } from '../../../src/model/capture.ts'
import type { Config } from '../../../src/model/config.ts'
import type { RecordedFinding } from '../../../src/model/finding.ts'
import type { Log } from '../../../src/model/log.ts'
import { instantOf } from '../../../src/model/time.ts'
import { CONFIG } from '../../audit/night.ts'
import { type Answer, Killed, MemoryJournal, page, START, siteAt, type Town, visit } from '../../crawl/visit/town.ts'
import { SILENT } from '../../store/content.ts'

const HOME = 'http://www.a.test/'
const SITE = siteAt(HOME)
const CHECKS = await loadChecks()
const NOW = instantOf(START)
/** Our own routes are proven. */
const CANARIES = (['before', 'during', 'after'] as const).flatMap((phase) =>
  ([4, 6] as const).map(
    (family): CanaryCapture => ({
      ...{ id: `${phase} ${family}`, kind: 'canary', takenAt: NOW, phase, url: 'http://canary.test/', family, scope: 'loopback' },
      outcome: { kind: 'answered', status: 200, millis: 5 },
    }),
  ),
)

const at = (path: string) => new URL(path, HOME).href
const list = (...rows: readonly (readonly [path: string, title: string, date?: string | undefined])[]) =>
  `<ul class="list">${rows.map(([path, title, date]) => `<li><a href="${path}">${title}</a>${date ? `<span>${date}</span>` : ''}</li>`).join('')}</ul>`
const rows = (folder: string, date?: string) =>
  list(...[1, 2, 3, 4, 5].map((n) => [`${folder}${n}.html`, `关于做好第${n}项重点工作的通知`, date] as const))
const article = (date: string) => page('关于做好重点工作的通知', `<h2>关于做好重点工作的通知</h2><div>发布时间：${date}</div>`)

const CHANNEL = '0123456789abcdef0123456789abcdef'
const search = (number: number) => `/common/search/${CHANNEL}?sort=&_isAgg=false&_isJson=false&_pageSize=20&_template=index${number}&page=1`
const form = (year: number, received: number) =>
  page(
    '年度报表',
    `<h1>政府网站工作年度报表（${year}年度）</h1><div>发布时间：${year + 1}-01-20</div><table><tr><td>填报单位</td><td>测试市人民政府办公室</td></tr>
<tr><td>网站名称</td><td>测试市人民政府</td></tr><tr><td>首页网址</td><td>${HOME}</td></tr><tr><td>网站标识码</td><td>6299000001</td></tr>
<tr><td>收到留言数量</td><td>${received}</td></tr><tr><td>办结留言数量</td><td>10</td></tr><tr><td>独立用户访问总量</td><td>1000</td></tr>
<tr><td>填报日期</td><td>${year + 1}-01-15</td></tr></table>`,
  )
const letter = (answered: string) =>
  page(
    '来信',
    `<table><tr><td>来信主题</td><td>咨询养老保险办理问题</td></tr><tr><td>来信时间</td><td>2025-09-01</td></tr>
<tr><td>来信内容</td><td>请问如何办理？</td></tr><tr><td>答复时间</td><td>${answered}</td></tr><tr><td>答复内容</td><td>您好，请到政务大厅办理，感谢来信。</td></tr></table>`,
  )
const letters = (from: number) =>
  [from, from + 1]
    .map((n) => `<tr><td><a href="/zx/${n}.html">咨询第${n}个问题</a></td><td>已答复</td><td>2025-09-0${n}</td></tr>`)
    .join('')
const COLUMNS = [
  ['/xw/', '要闻动态'],
  ['/tzgg/', '通知公告'],
  ['/zcwj/', '政策文件'],
  ['/rsxx/', '人事信息'],
  ['/ghjh/', '规划计划'],
] as const
const ENTRIES = `<script id="_jiucuo_" sitecode="6299000001" src="http://zfwzgl.www.gov.cn/exposure/jiucuo.js"></script><a href="/nb/2024.html">政府网站工作年度报表（2024年度）</a><a href="/nb/2025.html">政府网站工作年度报表（2025年度）</a>`

/** Where everything of which the sound site stands or falls was put, so that a fault is to be seen as soon as it alone is lost. */
export const PLACES = {
  home: HOME,
  /** Writes the entries of the homepage. */
  footer: at('/js/foot.js'),
  /** A page of the second level, which alone leads to the board. */
  about: at('/about.html'),
  column: at('/ghjh/'),
  /** Of two requests the one with the new rows. */
  freshData: at(search(2)),
  frame: at('/tzgg/frame.html'),
  /** Prints the date that makes its column a young one. */
  article: at('/zcwj/1.html'),
  /** Shows nothing undrawn. */
  drawn: at('/rsxx/'),
  board: at('/zx/'),
  nextPage: at('/zx/index_1.html'),
  /** Alone shows a recent answer. */
  letter: at('/zx/1.html'),
  statistics: at('/zxtj/'),
  /** The one that is due; the older one does not add up. */
  form: at('/nb/2025.html'),
  link: at('/ghjh/3.html'),
} as const

const TOWN: Town = {
  [PLACES.home]: page(
    '首页',
    `<div class="nav"><ul>${COLUMNS.map(([path, name]) => `<li><a href="${path}">${name}</a></li>`).join('')}</ul></div>
<ul class="list"><li><a href="/xw/n1.html">市政府召开常务会议研究部署工作</a></li>${[1, 2, 3, 4].map((n) => `<li><a href="/old${n}.html">关于第${n}项旧事的情况通报</a><span>2025-12-0${n}</span></li>`).join('')}</ul>
<a href="/about.html">关于本站</a><script src="/js/foot.js"></script>`,
  ),
  [PLACES.footer]: { type: 'application/javascript', body: `document.write('${ENTRIES.replaceAll('</script>', '<\\/script>')}')` },
  [PLACES.about]: page('关于本站', '<a href="/zx/">领导信箱</a>'),
  [at('/xw/')]: page('要闻动态', `<div id="a"></div><script>$.get("${search(1)}", f); $.get("${search(2)}", g)</script>`),
  [at(search(1))]: rows('/xw/', '2025-11-01'),
  [PLACES.freshData]: list(
    ['/xw/n1.html', '市政府召开常务会议研究部署工作', '2026-02-28'],
    ['/xw/n2.html', '市政府召开专题会议', '2026-02-27'],
  ),
  [at('/tzgg/')]: page('通知公告', '<iframe src="frame.html"></iframe>'),
  [PLACES.frame]: page('列表', rows('/tzgg/', '2026-02-20')),
  [at('/zcwj/')]: page('政策文件', rows('/zcwj/')),
  [PLACES.article]: article('2026-02-20'),
  [at('/zcwj/2.html')]: article('2025-03-01'),
  [at('/zcwj/5.html')]: article('2025-02-01'),
  [PLACES.drawn]: page(
    '人事信息',
    '<ul id="listbox"></ul><script>$.ajax({url: u, success: function (d) { $("#listbox").append(d) }})</script>',
  ),
  [PLACES.column]: page('规划计划', rows('/ghjh/', '2026-01-20')),
  [PLACES.board]: page(
    '领导信箱',
    `<table><tr><th>来信主题</th><th>状态</th><th>来信时间</th></tr>${letters(1)}</table><a href="/zx/index_1.html">下一页</a> <a href="/zxtj/">留言统计</a>`,
  ),
  [PLACES.nextPage]: page('领导信箱', `<table><tr><th>来信主题</th><th>状态</th><th>来信时间</th></tr>${letters(3)}</table>`),
  [PLACES.letter]: letter('2026-02-20'),
  [at('/zx/2.html')]: letter('2025-10-01'),
  [PLACES.statistics]: page('留言统计', '<p>2026年以来共收到来信12件，已办结10件，在办2件。</p>'),
  [PLACES.form]: form(2025, 12),
  [at('/nb/2024.html')]: form(2024, 2),
}

/** Everything else that is linked is there, too. */
const WHOLE: Town = new Proxy(TOWN, {
  get: (pages, url: string) =>
    pages[url] ?? (/\/(?:(?:xw|tzgg|zcwj|ghjh|rsxx|zx)\/n?|old)\d\.html$/.test(url) ? article('2026-01-10') : undefined),
})
const SILENT_6: Town = new Proxy(TOWN, {
  get: (_, url: string) => {
    const answer = WHOLE[url]
    return ({ family }: { readonly family: 4 | 6 }) =>
      family === 6 ? { failure: 'timed-out' } : typeof answer === 'function' || answer === undefined ? { status: 404 } : answer
  },
})

function answerOf(url: string, asked: Omit<Asked, 'url'>): Answer {
  const answer = WHOLE[url] ?? { status: 404 }
  return typeof answer === 'function' ? answer(asked) : answer
}

/** What a reader breaks down on: the page in every reading, or only when it is read to be judged; its drawing; the answer of a link. */
export interface Break {
  readonly url: string
  readonly what: 'page' | 'proof' | 'drawing' | 'link'
}

interface Asked {
  readonly url: string
  readonly family: 4 | 6
  readonly before: number
}

export interface Disturbance {
  readonly breaks?: Break
  /** The visit's time is up with this request. */
  readonly request?: number
  /** The program breaks down before this capture. */
  readonly capture?: number
  /** Over IPv6 the site does not answer. */
  readonly silent6?: boolean
  /** What is answered instead, by a device in front of the site; `request` counts from 1. */
  readonly guard?: (asked: Asked & { readonly request: number }) => Answer | undefined
  /** In place of the shipped configuration. */
  readonly config?: Config
}

export interface Spent {
  readonly findings: readonly RecordedFinding[]
  readonly captures: readonly Capture[]
  readonly requests: number
  /** What went wrong while the visit was judged. */
  readonly errors: readonly string[]
}

function breaking({ url, what }: Break): Reader {
  const here = createReaderHere(CONFIG)
  const hit = (is: boolean) => {
    if (is) throw new Error('the reading thread ended')
  }
  return {
    async captured(capture, bytes) {
      hit(what === 'page' && capture.url === url)
      return here.captured(capture, bytes)
    },
    async answer(answer, bytes) {
      hit(what === 'page' && answer.finalUrl === url)
      return here.answer(answer, bytes)
    },
    async proof(capture, bytes) {
      const own = capture.kind === 'page' ? what === 'page' || what === 'proof' : what === 'drawing'
      hit(own && capture.url === url)
      return here.proof(capture, bytes)
    },
    async drawn(capture, html) {
      hit(what === 'drawing' && capture.url === url)
      return here.drawn(capture, html)
    },
    async quality(answer, bytes) {
      hit(what === 'link' && answer.finalUrl === url)
      return here.quality(answer, bytes)
    },
  }
}

/** One visit to the sound site with its disturbance, judged. */
export async function spend({ breaks, request, capture, silent6, guard, config = CONFIG }: Disturbance): Promise<Spent> {
  const clock = { now: START }
  const journal = new MemoryJournal()
  journal.left = capture ?? Number.POSITIVE_INFINITY
  let requests = 0
  const delay = () => {
    requests += 1
    if (requests === request) clock.now += CONFIG.settings.limits.visitMinutes * 60_000
    return 0
  }
  const drawings = { [PLACES.drawn]: page('人事信息', rows('/rsxx/', '2026-01-15')) }
  const errors: string[] = []
  const log = { ...SILENT, error: (data: object, message: string) => void errors.push(`${message} ${JSON.stringify(data)}`) }
  const deps = breaks ? { reader: breaking(breaks) } : {}
  const guarded: Town = new Proxy(TOWN, {
    get: (_, url: string) => (asked: Omit<Asked, 'url'>) => guard?.({ ...asked, url, request: requests }) ?? answerOf(url, asked),
  })
  const options = {
    town: silent6 ? SILENT_6 : guard ? guarded : WHOLE,
    six: ['www.a.test'],
    drawings,
    clock,
    journal,
    delay,
    site: SITE,
    config,
    deps,
  }
  await visit(options).catch((error: unknown) => noteCrash(journal, error))
  const captures = [...journal.captures()]
  return { findings: await judged(captures, journal, config, log), captures, requests, errors }
}

/** As the night does for a visit that breaks down. */
async function noteCrash(journal: MemoryJournal, error: unknown): Promise<void> {
  if (!(error instanceof Killed)) throw error
  journal.left = Number.POSITIVE_INFINITY
  await journal.once<NoteCapture>('note|crash', async () => ({
    kind: 'note',
    takenAt: NOW,
    about: 'crash',
    subject: HOME,
    detail: 'killed',
  }))
}

async function judged(captures: readonly Capture[], journal: MemoryJournal, config: Config, log: Log): Promise<readonly RecordedFinding[]> {
  const availability = { probes: [], planned: 0, days: 7 }
  const body = (ref: BodyRef) => journal.body(ref)
  const given = { site: SITE, captures, vantage: CANARIES, body, tickets: null, availability, config, log, asOf: NOW }
  const evidence = await assembleEvidence(given)
  return judge({
    site: SITE,
    evidence,
    checks: CHECKS,
    rubric: undefined,
    calendar: createCalendar(CONFIG.calendar),
    asOf: NOW,
    log,
  })
}
