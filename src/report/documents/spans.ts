import { FootnoteReferenceRun, type IRunOptions, Paragraph, type ParagraphChild, Tab, TextRun } from 'docx'
import { UNSEEN } from '../plain.ts'

/** A stretch of running text. */
export type Span = string | Sourced | Place

/** A statement with the evidence behind it, which becomes a footnote. */
interface Sourced {
  readonly text: string
  readonly source: string
}

/** Left for a person, and marked so that nobody overlooks it. */
interface Place {
  readonly place: string
}

type Look = Omit<IRunOptions, 'text' | 'children'>

/** `text`, with a footnote that says where it comes from. */
export const sourced = (text: string | number, source: string): Span => ({ text: String(text), source })

/** A marked place: 【此处由承办人填写：what】. */
export const place = (what: string): Span => ({ place: `【此处由承办人填写：${what}】` })

/** The runs of a paragraph. */
export function runs(spans: readonly Span[], look: Look = {}): ParagraphChild[] {
  return spans.flatMap((span): ParagraphChild[] => {
    if (typeof span === 'string') return [textRun(span, look)]
    if ('place' in span) return [textRun(span.place, { ...look, highlight: 'yellow' })]
    const note = new Paragraph({ style: 'FootnoteText', children: [textRun(span.source, {})] })
    return [textRun(span.text, look), new FootnoteReferenceRun({ children: [note] })]
  })
}

/** A tab moves to the next stop. */
function textRun(text: string, look: Look): TextRun {
  const stretches = sayable(text).split('\t')
  return new TextRun({ ...look, children: stretches.flatMap((stretch, index) => (index === 0 ? [stretch] : [new Tab(), stretch])) })
}

/** The text without what XML 1.0 cannot hold, since one such character would make the whole file unreadable, and without what nobody would see. */
export function sayable(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]/g, '')
    .replace(UNSEEN, '')
}
