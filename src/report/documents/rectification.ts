import type { LocalDate } from '../../model/time.ts'
import type { RunView } from '../run-view.ts'
import { scaleText } from '../scale.ts'
import type { ProblemRow, SiteView } from '../site-view.ts'
import { isEstablished } from './facts.ts'
import { section } from './layout.ts'
import { addressee, annexHead, annexList, body, draftNotice, heading, signature, title } from './paragraphs.ts'
import { receipt } from './receipt.ts'
import { doubtTable, problemTable } from './rectification-tables.ts'
import { place, type Span, sourced } from './spans.ts'
import { countsText, daysText, dayText, evidenceText, pointsText, rowsText, rubricText } from './wording.ts'
import { officialBytes } from './write.ts'

/** When a rectification notice is issued and what it allows. */
export interface Terms {
  readonly issued: LocalDate
  readonly workingDays: number
  /** Null where the way there crosses a year whose days off are not published. */
  readonly deadline: LocalDate | null
}

interface Matter {
  readonly run: RunView
  readonly site: SiteView
  readonly terms: Terms
  readonly problems: readonly ProblemRow[]
  readonly doubts: readonly ProblemRow[]
}

const NAME = '政府网站问题整改通知单'

/** The draft of a rectification notice (整改通知单) to the owner of a site, as DOCX bytes; null where nothing is established, for then there is nothing to rectify. */
export async function rectificationDocument(run: RunView, site: SiteView, terms: Terms): Promise<Uint8Array | null> {
  const problems = site.problems.filter(isEstablished)
  const doubts = site.problems.filter((row) => !isEstablished(row))
  if (problems.length === 0) return null
  const matter = { run, site, terms, problems, doubts }
  const annexes = [
    { title: '网站问题清单', children: problemTable(site, matter.problems, run), lying: true },
    ...(doubts.length > 0 ? [{ title: '待核实事项清单', children: doubtTable(site, doubts, run), lying: true }] : []),
    { title: '整改情况回执', children: receipt(site, problems), lying: false },
  ]
  return await officialBytes({
    title: NAME,
    program: run.program,
    createdAt: run.run.finishedAt ?? run.run.startedAt,
    sections: [
      section([
        ...textOf(matter, annexes.length),
        ...annexList(annexes.map((annex) => annex.title)),
        ...signature(place('发文单位署名'), dayText(terms.issued)),
      ]),
      ...annexes.map((annex, index) => section([...annexHead(`附件${index + 1}`, annex.title), ...annex.children], annex.lying)),
    ],
  })
}

function textOf(matter: Matter, annexes: number) {
  const { run, site, terms, doubts } = matter
  const receiptAt = `附件${annexes}`
  const parts = [
    { title: '整改内容', paragraphs: [body(...summaryOf(matter))] },
    {
      title: '整改时限',
      paragraphs: [body(...deadlineText(terms), `完成整改，并填写${receiptAt}，报送`, place('报送单位、联系人和联系电话'), '。')],
    },
    { title: '异议处理', paragraphs: [body(...DISPUTE)] },
    ...(doubts.length > 0 ? [{ title: '待核实事项', paragraphs: [body(...doubtText(doubts))] }] : []),
  ]
  return [
    draftNotice(
      `【草稿说明：本稿由${run.program}据检查批次${run.run.id}的留存证据生成，未经审定。黄色标注处须由承办人填写或者核定；脚注写明数字的证据出处，印发前可以连同本说明一并删除。】`,
    ),
    title(NAME),
    body(place('编号')),
    addressee(site.owner.name),
    body(...openingOf(matter)),
    ...parts.flatMap((part, index) => [heading(1, `${'一二三四'[index] ?? ''}、${part.title}`), ...part.paragraphs]),
  ]
}

function openingOf({ run, site, problems }: Matter): Span[] {
  const vetoes = problems.filter(({ veto }) => veto).length
  const points = problems.reduce((all, { deduction }) => all + deduction, 0)
  const evidence = evidenceText(problems.flatMap((row) => row.evidence.map(({ id }) => id)))
  return [
    `${daysText(run.run)}的政府网站检查（检查批次${run.run.id}）发现，你单位主办的网站“${site.name}”（网站标识码${site.code}）存在需要整改的问题`,
    sourced(`${problems.length}项`, `见附件1${rowsText(1, problems.length)}，证据编号：${evidence}。`),
    ...(vetoes > 0 ? ['，其中单项否决问题', sourced(`${vetoes}项`, `见附件1中建议扣分为“单项否决”的各行。`)] : []),
    ...(points > 0
      ? [
          '，建议扣分合计',
          sourced(
            `${pointsText(points)}分`,
            `附件1各行建议扣分之和，按${site.rubric ? rubricText(site.rubric) : '计分表'}计算；同一指标扣分以该指标分值为限${scaled(site)}。`,
          ),
        ]
      : []),
    '。现将有关事项通知如下。',
  ]
}

/** Why the deductions need not be what the score lacks. */
function scaled(site: SiteView): string {
  const parts = site.score?.parts ?? []
  return parts.some(({ id }) => scaleText(site, id) !== null) ? '；因有指标不适用，计入总分时按比例折算' : ''
}

/** By indicator, in the order of the table. */
function summaryOf({ problems }: Matter): Span[] {
  const groups = [...Map.groupBy(problems, ({ indicator }) => indicator)]
  const texts = countsText(groups.map(([indicator, rows]) => [indicator, rows.length]))
  return [`请对照附件1逐项整改：${texts}。问题页面、检查时间、依据和证据编号见附件1。`]
}

function deadlineText({ issued, workingDays, deadline }: Terms): Span[] {
  const counted = `自${dayText(issued)}起${workingDays}个工作日`
  if (deadline === null) return ['请于', place(`整改截止日期（${counted}；期限跨入放假安排尚未公布的年度，无法推算）`), '前（含当日）']
  return [
    '请于',
    sourced(dayText(deadline), `${counted}，通知当日不计，按国务院办公厅公布的放假和调休安排推算。`),
    `前（含当日，即${counted}内）`,
  ]
}

const DISPUTE: readonly Span[] = [
  '对附件1所列问题有异议的，请在整改时限内向',
  place('受理单位和联系方式'),
  '书面提出，写明问题的序号和证据编号，并附有关材料。受理单位依据检查时留存的页面原文、访问时间和访问地址进行复核。经复核不能成立的，不再列为问题，相应的建议扣分予以取消；复核结果书面告知。',
]

function doubtText(doubts: readonly ProblemRow[]): Span[] {
  return [
    '另有',
    sourced(`${doubts.length}项`, `见附件2${rowsText(1, doubts.length)}。`),
    '检查因故没有得出结论，列于附件2。这些事项不列为问题，不要求整改，也未确定扣分。附件2所列处理办法中，须由你单位配合的请予以配合，其余由检查方办理。',
  ]
}
