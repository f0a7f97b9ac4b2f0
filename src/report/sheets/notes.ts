import type { RunView } from '../run-view.ts'
import { GRADE_ORDER, GRADES, KINDS } from '../words.ts'
import { moment, number, text } from './cell.ts'
import { printed } from './print.ts'
import type { Row, Sheet } from './sheet.ts'

type Note = readonly [name: string, says: string | number | { readonly at: string }]

/** What the figures mean. */
const MEANINGS: readonly Note[] = [
  ['低值与高值', '低值按存疑事项全部不利计，高值按全部有利计；两者相等的，没有存疑事项，或者存疑事项已由检查人员认定。'],
  ['名次', '低值高于另一网站高值的，方排在其前；范围重叠的不排先后，名次以区间表示。被单项否决的网站排在未被否决的网站之后。'],
  ['单项否决', '“是”为已认定；“待定”为有存疑事项，认定前不作否决。'],
  ['等级', '“待定”为低值和高值不在同一等级，或者单项否决待定。'],
  ['问题与存疑', '问题数为有证据认定的事项数，存疑数为有待复核或者无法检查的事项数；存疑事项不作为问题认定，只影响低值。'],
  ['扣分', '扣分低值为已认定的扣分，扣分高值为存疑事项全部不利时的扣分。逐条扣分之和以该指标的分值为限，已扣满的不再逐条列出。'],
  [
    '折算',
    '不适用的指标不计分，该部分其余指标的得分和扣分按比例折算为该部分的满分，因此逐项之和可以与部分得分不同；折算的比例见各部分“折算”行。',
  ],
  ['人工评定', '由检查人员评定的指标在评定之前列为存疑，计入各指标的存疑数，不计入总表的存疑数。'],
  ['页面层级', '首页为第一级，其余页面按从首页起最少的点击次数计；层级没有官方定义，以此为准。'],
]

/** 说明: the run, what its figures mean, the points tables behind them, and the seal. */
export function notesSheet(run: RunView): Sheet {
  return {
    name: '说明',
    columns: [
      { head: '项目', width: 22 },
      { head: '内容', width: 110 },
    ],
    rows: rowsOf(run),
    frozen: 0,
    filtered: false,
    print: printed(run, '政府网站考核评分表（说明）', 1),
  }
}

async function* rowsOf(view: RunView): AsyncGenerator<Row> {
  for (const [name, says] of [...runNotes(view), ...MEANINGS, ...rubricNotes(view), ...sealNotes(view)]) {
    const value = typeof says === 'string' ? text(says) : typeof says === 'number' ? number(says, 'text') : moment(says.at, 'leftMoment')
    yield { cells: [text(name, { tone: 'strong' }), value] }
  }
}

function runNotes({ run, program, counts }: RunView): Note[] {
  const kinds = KINDS.map(({ kind, name }) => `${name} ${counts.byKind[kind]} 个`)
  const grades = GRADE_ORDER.map((grade) => `${GRADES[grade]} ${counts.grades[grade]} 个`)
  return [
    ['检查批次', run.id],
    ['开始时间', { at: run.startedAt }],
    ['结束时间', run.finishedAt === null ? '尚未结束，以下为已完成部分的结果' : { at: run.finishedAt }],
    ['检查程序', program],
    ['网站数量', `共 ${counts.sites} 个：${kinds.join('，')}`],
    ['等级分布', `${grades.join('，')}；其中被单项否决 ${counts.vetoed} 个`],
    ['问题数', counts.failures],
    ['存疑数', counts.doubts],
  ]
}

function rubricNotes({ rubrics }: RunView): Note[] {
  return rubrics.flatMap(({ id, title, source, full, good, sufficient }): Note[] => [
    ['计分表', `${title}（${id}）：满分 ${full} 分，${good} 分以上为良好，不足 ${sufficient} 分为不合格。`],
    ['计分依据', source],
    // The rubric itself says whether its points are official; this repeats it where nobody can miss it.
    ...(/建议|未经.{0,12}确认/.test(source + title)
      ? [['特别说明', '上述计分表的分值为建议，未经主管单位确认，得分供参考。'] as const]
      : []),
  ])
}

function sealNotes({ seal }: RunView): Note[] {
  if (seal === null) return [['封存', '未封存']]
  return [
    ['封存根值', seal.root],
    ['公钥指纹', seal.key],
    ['时间戳', seal.stampedAt === null ? '未加盖时间戳' : { at: seal.stampedAt }],
  ]
}
