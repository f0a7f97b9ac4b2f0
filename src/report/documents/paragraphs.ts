import { AlignmentType, HeadingLevel, Paragraph, TabStopType } from 'docx'
import { CHARACTER, LINE_PITCH } from './layout.ts'
import { runs, type Span } from './spans.ts'

const LEVELS = [HeadingLevel.HEADING_1, HeadingLevel.HEADING_2, HeadingLevel.HEADING_3]

/** The name of the document, above its text. */
export function title(text: string): Paragraph {
  return new Paragraph({ heading: HeadingLevel.TITLE, children: runs([text]) })
}

/** `一、`, `（一）` or `1.` in the type face of its level. */
export function heading(level: 1 | 2 | 3, ...spans: readonly Span[]): Paragraph {
  return new Paragraph({ heading: LEVELS[level - 1] ?? HeadingLevel.HEADING_3, children: runs(spans) })
}

/** One paragraph of running text. */
export function body(...spans: readonly Span[]): Paragraph {
  return new Paragraph({ style: 'Body', children: runs(spans) })
}

/** 主送机关: flush left, ended by a full-width colon. */
export function addressee(...spans: readonly Span[]): Paragraph {
  return new Paragraph({ children: runs([...spans, '：']) })
}

/** What a table shows, above it. */
export function tableTitle(text: string): Paragraph {
  return new Paragraph({ style: 'TableTitle', children: runs([text]) })
}

/** A line in small type below a table. */
export function note(...spans: readonly Span[]): Paragraph {
  return new Paragraph({ style: 'Note', children: runs(spans) })
}

/** 附件说明: below the text, two characters in; several are numbered and stand below each other. */
export function annexList(titles: readonly string[]): Paragraph[] {
  const numbered = titles.length > 1
  const [lead, number] = [3 * CHARACTER, numbered ? Math.round(1.5 * CHARACTER) : 0]
  const left = 2 * CHARACTER + lead + number
  return titles.map(
    (text, index) =>
      new Paragraph({
        spacing: { before: index === 0 ? LINE_PITCH : 0 },
        indent: { left, hanging: number + (index === 0 ? lead : 0) },
        tabStops: [{ type: TabStopType.LEFT, position: left }],
        children: runs([`${index === 0 ? '附件：' : ''}${numbered ? `${index + 1}.\t` : ''}${text}`]),
      }),
  )
}

/** 发文机关署名 and 成文日期 below each other on the right, four characters from the edge. */
export function signature(who: Span, when: Span): Paragraph[] {
  const line = (span: Span, before: number) =>
    new Paragraph({
      alignment: AlignmentType.RIGHT,
      indent: { right: 4 * CHARACTER },
      spacing: { before },
      keepLines: true,
      children: runs([span]),
    })
  return [line(who, 2 * LINE_PITCH), line(when, 0)]
}

/** The beginning of an annex on a page of its own: `附件1` at the top left in 黑体, its title centred. */
export function annexHead(label: string, text: string): Paragraph[] {
  return [new Paragraph({ style: 'AnnexLabel', children: runs([label]) }), title(text)]
}

/** What the person in charge has to know before the draft is used; not a part of the document. */
export function draftNotice(text: string): Paragraph {
  return new Paragraph({ style: 'Note', children: runs([{ place: text }]) })
}
