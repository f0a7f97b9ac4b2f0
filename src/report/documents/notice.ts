import type { RunView } from '../run-view.ts'
import type { SiteView } from '../site-view.ts'
import { KINDS } from '../words.ts'
import type { Earlier } from './change.ts'
import { factsOf } from './facts.ts'
import { imprint, letterhead } from './frame.ts'
import { section } from './layout.ts'
import { type Annexes, annexesOf } from './notice-annex.ts'
import { doubtText } from './notice-doubts.ts'
import { overallText } from './notice-overall.ts'
import { problemText } from './notice-problems.ts'
import { resultText } from './notice-results.ts'
import { addressee, annexHead, annexList, body, draftNotice, heading, signature, title } from './paragraphs.ts'
import { place, sourced } from './spans.ts'
import { standingOf } from './standing.ts'
import { daysText, momentText, namesText } from './wording.ts'
import { officialBytes } from './write.ts'

/** The draft of a notice (通报) on a run, as DOCX bytes; `sites` are read once, one at a time. */
export async function noticeDocument(
  run: RunView,
  sites: AsyncIterable<SiteView> | Iterable<SiteView>,
  earlier: Earlier,
): Promise<Uint8Array> {
  const facts = await factsOf(sites)
  const standing = standingOf(run)
  const annexes = annexesOf(run, standing, facts)
  const [year = '', month = ''] = run.run.startedAt.split('-')
  const name = `关于${year}年${Number(month)}月政府网站检查情况的通报`
  const text = [
    draftNotice(draftText(run)),
    ...letterhead(),
    title(name),
    addressee(place('主送机关')),
    body(...openingOf(run, facts.documents)),
    heading(1, '一、总体情况'),
    ...overallText(run, standing, facts, earlier, annexes),
    heading(1, '二、评分结果'),
    ...resultText(run, standing, annexes),
    heading(1, '三、主要问题'),
    ...problemText(facts, annexes),
    heading(1, '四、待核实事项'),
    ...doubtText(run, facts, annexes),
    heading(1, '五、下一步工作要求'),
    ...REQUIREMENTS.map((what) => body(place(what))),
    ...annexList(annexes.list.map((annex) => annex.title)),
    ...signature(place('发文机关署名'), place('成文日期')),
  ]
  return await officialBytes({
    title: name,
    program: run.program,
    createdAt: run.run.finishedAt ?? run.run.startedAt,
    sections: [section(text), ...annexSections(annexes)],
  })
}

/** Each annex on a page of its own; the imprint ends the last. */
function annexSections({ list }: Annexes) {
  return list.map(({ title: name, children }, index) => {
    const label = `附件${list.length > 1 ? index + 1 : ''}`
    return section([...annexHead(label, name), ...children, ...(index === list.length - 1 ? imprint() : [])])
  })
}

const REQUIREMENTS = [
  '对单项否决和不合格网站的整改要求和时限',
  '对第三部分所列问题的整改要求和时限',
  '对第四部分待核实事项的核实安排',
  '联系人和联系电话',
]

function draftText({ run, program }: RunView): string {
  const open = run.finishedAt === null ? '该批次尚未结束，数字还会变化。' : ''
  return `【草稿说明：本稿由${program}据检查批次${run.id}的留存证据生成，未经审定。${open}黄色标注处须由承办人填写或者核定；脚注写明数字的证据出处，印发前可以连同本说明一并删除。】`
}

function openingOf({ run, counts, seal }: RunView, documents: readonly string[]) {
  const kinds = KINDS.filter(({ kind }) => counts.byKind[kind] > 0).map(({ kind, sites }) => `${sites}${counts.byKind[kind]}个`)
  const basis = documents.length === 0 ? '' : `依据${namesText(documents, 4, '个文件')}等规定，`
  const stamped = seal?.stampedAt ? `，${momentText(seal.stampedAt)}加盖时间戳` : ''
  const sealed = seal ? `本批次证据的封存根值为${seal.root.slice(0, 12)}（SHA-256前12位）${stamped}。` : '本批次证据未封存。'
  const times = `${momentText(run.startedAt)}开始${run.finishedAt ? `，${momentText(run.finishedAt)}结束` : '，尚未结束'}`
  return [
    `${basis}${daysText(run)}，对登记在册的`,
    sourced(`${counts.sites}个`, `按检查批次${run.id}（${times}）所用登记册计数。${sealed}`),
    `政府网站进行了检查${kinds.length > 1 ? `，其中${kinds.join('、')}` : ''}。现将有关情况通报如下。`,
  ]
}
