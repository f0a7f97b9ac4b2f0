import type { WantedMark } from '../model/picture.ts'
import type { Box } from './find-marks.ts'

/** A colour that no government page uses, so that nobody takes our marks for the page's own. */
const ACCENT = '#e6007e'
const HEAD = 32
const LINE = 32
const LINES_AT_MOST = 8
const ROOM = 4
/** Part of the page that the detail shows. */
const DETAIL = { width: 1280, height: 640 }
/** A page's own words could otherwise turn ours around. */
const UNPRINTABLE = /(?!\p{Variation_Selector})[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu
const LONGEST = 200

export interface MarkedPage {
  /** The page as a PNG, and its size. */
  readonly png: Uint8Array
  readonly width: number
  readonly height: number
  readonly url: string
  readonly marks: readonly (WantedMark & { readonly boxes: readonly Box[] })[]
}

export interface Overlay {
  readonly html: string
  readonly width: number
  readonly height: number
  /** How many elements are framed. */
  readonly marked: number
  /** The part around the first mark, or the top. */
  readonly detail: Box
}

/**
 * A document that shows the picture of a page with our marks on it, and above it, on no part of the page, what has no place there. The page itself is left
 * alone: it can neither move under the marks nor take them away.
 */
export function overlayOf(page: MarkedPage): Overlay {
  const lines = linesOf(page)
  const frames = framesOf(page)
  const top = HEAD + lines.length * LINE
  const height = top + page.height
  const picture = `<img src="data:image/png;base64,${Buffer.from(page.png).toString('base64')}" width="${page.width}" height="${page.height}">`
  const head = `<p class="head"><b>govsite 标注</b>　<bdi>${plain(page.url)}</bdi></p>`
  const drawn = frames.map((frame) => drawFrame(frame, top, page.width)).join('')
  const html = `<!doctype html><meta charset="utf-8"><style>${STYLE}</style><body>${head}${lines.join('')}${picture}${drawn}`
  return { html, width: page.width, height, marked: frames.length, detail: detailOf(page, top, height) }
}

const STYLE = `
  * { margin: 0; padding: 0; box-sizing: border-box }
  body { font: 15px/30px "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", sans-serif; position: relative; background: #fff }
  img { display: block }
  .head, .line { padding: 0 12px; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; height: ${HEAD}px }
  .head { background: ${ACCENT}; color: #fff; line-height: ${HEAD}px }
  .line { border: 2px solid ${ACCENT}; border-bottom-width: 0; height: ${LINE}px; color: #1a1a1a }
  .line:last-of-type { border-bottom-width: 2px }
  .frame { position: absolute; border: 3px solid ${ACCENT}; box-shadow: 0 0 0 2px #fff, inset 0 0 0 2px #fff }
  .number { position: absolute; min-width: 20px; padding: 0 4px; font: bold 13px/20px sans-serif; text-align: center; white-space: nowrap; color: #fff; background: ${ACCENT} }
  .line .number { position: static; display: inline-block; margin-right: 8px }
`

function linesOf({ marks }: MarkedPage): string[] {
  const lines = marks.flatMap(({ at, says, boxes }, index) => {
    if (boxes.length > 0) return []
    const what = at === null ? '未找到' : '未能在页面上标出'
    return [`<p class="line"><span class="number">${index + 1}</span>${what}：<bdi>${plain(says)}</bdi></p>`]
  })
  if (lines.length <= LINES_AT_MOST) return lines
  const rest = lines.length - LINES_AT_MOST + 1
  return [...lines.slice(0, LINES_AT_MOST - 1), `<p class="line">另有 ${rest} 处未列出</p>`]
}

interface Frame {
  readonly box: Box
  /** Of all marks that it belongs to. */
  readonly numbers: number[]
}

function framesOf({ marks, width, height }: MarkedPage): Frame[] {
  const frames = new Map<string, Frame>()
  for (const [index, { boxes }] of marks.entries()) {
    for (const box of boxes.map((one) => widened(one, width, height))) {
      const key = `${box.x} ${box.y} ${box.width} ${box.height}`
      const frame = frames.get(key) ?? { box, numbers: [] }
      frame.numbers.push(index + 1)
      frames.set(key, frame)
    }
  }
  return [...frames.values()]
}

/** The number stands beside the frame, so that rows above and below it stay legible. */
function drawFrame({ box, numbers }: Frame, top: number, width: number): string {
  const label = numbers.join(',')
  const beside =
    box.x >= 16 + 8 * label.length ? `right:${width - box.x}px` : `left:${Math.min(box.x + box.width, width - 16 - 8 * label.length)}px`
  const frame = `<div class="frame" style="left:${box.x}px;top:${box.y + top}px;width:${box.width}px;height:${box.height}px"></div>`
  return `${frame}<span class="number" style="${beside};top:${box.y + top}px">${label}</span>`
}

function widened(box: Box, width: number, height: number): Box {
  const [x, y] = [Math.max(0, Math.floor(box.x) - ROOM), Math.max(0, Math.floor(box.y) - ROOM)]
  const right = Math.min(width, Math.ceil(box.x + box.width) + ROOM)
  const bottom = Math.min(height, Math.ceil(box.y + box.height) + ROOM)
  return { x, y, width: right - x, height: bottom - y }
}

function detailOf({ marks, width: full }: MarkedPage, top: number, height: number): Box {
  const size = { width: Math.min(DETAIL.width, full), height: Math.min(DETAIL.height, height) }
  const [box] = marks[0]?.boxes ?? []
  if (!box) return { x: 0, y: 0, ...size }
  const before = Math.max(60, (size.height - box.height) / 2)
  const x = Math.round(Math.max(0, Math.min(full - size.width, box.x + box.width / 2 - size.width / 2)))
  const y = Math.round(Math.min(height - size.height, box.y + top - before))
  // A part of our own words is none.
  return { x, y: y <= top ? 0 : y, ...size }
}

function plain(text: string): string {
  const line = text.replace(UNPRINTABLE, ' ').replace(/\s+/g, ' ').trim().slice(0, LONGEST)
  return line.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}
