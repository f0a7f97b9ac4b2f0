import type { BoardMessage } from '../model/page.ts'
import type { Patterns } from '../model/settings.ts'
import { findDates } from './dates.ts'
import type { PageDocument } from './document.ts'
import { fold } from './text.ts'

const RECEIVED = /(?:来信|写信|留言|提交|提问|咨询|诉求|登记|投诉)(?:时间|日期)\s{0,2}[:：]?\s{0,2}/
const ANSWERED = /(?:答复|回复|办结|反馈|办复)(?:时间|日期)\s{0,2}[:：]?\s{0,2}/
const STATUS = /(?:办理|处理|信件|当前|来信|回复)?状态\s{0,2}[:：]\s{0,2}([\u4e00-\u9fff]{2,8})/
const TYPE = /(?:信件|来信|留言|问题|诉求)?(?:类型|类别|性质)\s{0,2}[:：]\s{0,2}([\u4e00-\u9fff]{2,8})/
const ANSWER = /(?:答复|回复|办理|处理)(?:内容|结果|意见)\s{0,2}[:：]?\s{0,2}(\S[\s\S]{9})/
const MAX_TEXT = 100_000

/** One message with its answer, from its own page; null when the page shows neither. */
export function readMessage(doc: PageDocument, { board }: Patterns): BoardMessage | null {
  const text = doc.visible.slice(0, MAX_TEXT)
  const receivedOn = dateAfter(text, RECEIVED)
  const answeredOn = dateAfter(text, ANSWERED)
  const status = STATUS.exec(text)?.[1] ?? null
  const hasAnswer = ANSWER.test(text)
  if (receivedOn === null && answeredOn === null && !hasAnswer) return null
  const open = status !== null && board.open.some((word) => status.includes(word))
  const closed = answeredOn !== null || hasAnswer || (status !== null && board.answered.some((word) => status.includes(word)))
  const title = /(?:来信|信件|留言|咨询)?(?:主题|标题)\s{0,2}[:：]\s{0,2}(\S{2,100})/.exec(text)?.[1]
  return {
    title: title ?? fold(doc.$('meta[name="ArticleTitle" i]').attr('content') ?? '') ?? fold(doc.$('title').first().text()),
    url: doc.url,
    status,
    receivedOn,
    answeredOn,
    answered: closed && !(open && answeredOn === null) ? true : open ? false : null,
    type: TYPE.exec(text)?.[1] ?? null,
  }
}

function dateAfter(text: string, label: RegExp): string | null {
  const found = label.exec(text)
  if (!found) return null
  const from = found.index + found[0].length
  return findDates(text.slice(from, from + 24))[0] ?? null
}
