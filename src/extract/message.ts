import type { BoardMessage } from '../model/page.ts'
import type { Patterns } from '../model/settings.ts'
import { cut } from './cut.ts'
import { findDates } from './dates.ts'
import type { PageDocument } from './document.ts'
import { GAP, linesOf } from './lines.ts'
import { answeredBy } from './message-status.ts'
import { fold, rawText } from './text.ts'

type Label = 'number' | 'received' | 'answered' | 'status' | 'type' | 'title' | 'unit' | 'question' | 'answer'

const OF_LETTER = '(?:来信|信件|写信|留言|咨询|诉求|问题|提问|投诉|反映|邮件|网友|网民|群众)'
/** Labels of a message's own page; what each names stands behind it, on the same line or the next. */
const LABELS: Readonly<Record<Label, string>> = {
  number: '(?:信件|来信|留言|受理|查询|办件|工单)?编号',
  received: `(?:${OF_LETTER}|提交|登记|收信|收件|来件|申请|发起)(?:时间|日期)`,
  answered: '(?:官方|部门|单位)?(?:答复|回复|办结|反馈|办复|办理|处理|回应|回信)(?:时间|日期)',
  status: `(?:${OF_LETTER}|办理|办事|处理|当前|回复|答复|受理)?状态`,
  type: `(?:${OF_LETTER}|信箱)?(?:类型|类别|性质)`,
  title: `${OF_LETTER}?(?:主题|标题|题目)`,
  unit: '(?:受理|办理|答复|回复|处理|承办|办结|反馈|责任)(?:单位|部门|机构|人)',
  question: `${OF_LETTER}(?:内容|正文|详情)|问(?=:)`,
  answer:
    '(?:官方|部门|单位|受理|领导)?(?:答复|回复|办理|处理|反馈|回应|办复)(?:内容|结果|意见|情况|信息|正文)|官方(?:答复|回复)|(?:答复|回复)如下|(?:我要|在线)?(?:答复|回复)(?=:)|答(?=:)',
}
const NAMES: readonly Label[] = ['number', 'received', 'answered', 'status', 'type', 'title', 'unit', 'question', 'answer']
const PATTERN = new RegExp(
  `(?<=^|[\\n\\s|;,。\\]】)])[\\[【(]?(?:${NAMES.map((name) => `(?<${name}>${LABELS[name]})`).join('|')})(?:[\\]】)]\\s?:?|\\s?(?::|(?=\\s)|$))`,
  'g',
)
const GLUED = {
  received: new RegExp(`(?:${LABELS.received})\\s?:\\s?((?:19|20)\\d\\d[^\\n]{4,20})`),
  answered: new RegExp(`(?:${LABELS.answered})\\s?:\\s?((?:19|20)\\d\\d[^\\n]{4,20})`),
} as const
const NO_ANSWER = /^(?:暂无|暂未|尚未|还未|未|无|没有|等待|待|正在|[-/])/
const MAX_NO_ANSWER = 15
/** What comes after an empty answer: the end of the page. */
const FOOT = /版权|主办|承办|备案|标识码|技术支持|联系电话|^(?:打印|关闭|返回|分享|上一|下一|相关|友情链接|满意度|评价|网站地图|首页)/
const MIN_ANSWER = 4
const MAX_TEXT = 100_000
const MAX_TITLE = 500

/** One message with its answer, from its own page; null when the page is none of a message. */
export function readMessage(doc: PageDocument, { board }: Patterns): BoardMessage | null {
  const text = linesOf(doc)
    .map((line) => line.text)
    .join('\n')
    .slice(0, MAX_TEXT)
  const values = valuesOf(text)
  const receivedOn = dateOf(values.get('received')) ?? dateBehind(text, 'received')
  const answeredOn = dateOf(values.get('answered')) ?? dateBehind(text, 'answered') ?? signedOn(values.get('answer'))
  const says = (label: Label) =>
    values.has(label) || (label === 'received' && receivedOn !== null) || (label === 'answered' && answeredOn !== null)
  const telling = (['received', 'question', 'unit', 'number', 'status', 'answered', 'answer'] as const).filter(says)
  if (telling.length < 2 || !(['received', 'answered', 'answer', 'question'] as const).some(says)) return null
  const status = shortOf(values.get('status'))
  const saidSo = answeredBy(status, board)
  return {
    title: shortOf(values.get('title')) ?? titleOf(doc),
    url: doc.url,
    status,
    receivedOn,
    answeredOn,
    answered: answeredOn !== null || (saidSo !== false && showsAnswer(values.get('answer'))) ? true : saidSo,
    type: shortOf(values.get('type')),
  }
}

/** What stands behind each label, up to the next one; of a label that stands there twice, what it says first. */
function valuesOf(text: string): ReadonlyMap<Label, string> {
  const found = [...text.matchAll(PATTERN)]
  const values = new Map<Label, string>()
  for (const [index, match] of found.entries()) {
    const label = NAMES.find((name) => match.groups?.[name] !== undefined)
    if (label === undefined) continue
    const value = text.slice(match.index + match[0].length, found[index + 1]?.index ?? text.length).replace(/^[\s:]+/, '')
    if ((values.get(label) ?? '') === '') values.set(label, value.slice(0, 2000))
  }
  return values
}

/** True when words of an answer follow its label; the foot of the page, or 暂无 and its like, are none. */
function showsAnswer(value: string | undefined): boolean {
  const line =
    (value ?? '')
      .replaceAll(GAP, '')
      .split('\n')
      .find((one) => one.trim() !== '')
      ?.trim() ?? ''
  return line.length >= MIN_ANSWER && !(line.length <= MAX_NO_ANSWER && NO_ANSWER.test(line)) && !FOOT.test(line)
}

/** The date at the beginning of a value. */
function dateOf(value: string | undefined): string | null {
  return findDates((value ?? '').slice(0, 24))[0] ?? null
}

/** The date right behind a label that stands glued to the words before it: boxes side by side, kept apart by the style sheet alone. */
function dateBehind(text: string, label: 'received' | 'answered'): string | null {
  const value = GLUED[label].exec(text)?.[1]
  return value === undefined ? null : dateOf(value)
}

/** The day in brackets with which an answer begins, behind the name of who gave it: `某某县(2026-05-20 11:31:10):`. */
function signedOn(answer: string | undefined): string | null {
  return dateOf(/^[^\n。,()]{0,20}\(\s?((?:19|20)\d\d[-/.年][^()\n]{3,20})\)\s?:/.exec(answer ?? '')?.[1])
}

/** The first line of a value, where that is short. */
function shortOf(value: string | undefined): string | null {
  const [line = ''] = (value ?? '').split('\n')
  const text = fold(line.replaceAll(GAP, ''))
  return text === '' || text.length > 120 ? null : text
}

function titleOf(doc: PageDocument): string {
  const texts = [doc.$('meta[name="ArticleTitle" i]').attr('content') ?? '', ...doc.all('h1, h2, title').map((element) => rawText(element))]
  return cut(texts.map(fold).find((text) => text !== '') ?? '', MAX_TITLE)
}
