import { LineChart } from 'echarts/charts'
import { GridComponent, MarkLineComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { daysBetween, type LocalDate } from '../../model/time.ts'
import type { HistoryPoint } from '../site-view.ts'
import { points, type Scale } from './figures.ts'
import { html, Markup } from './html.ts'

use([LineChart, GridComponent, MarkLineComponent, SVGRenderer])

const SIZE = { width: 440, height: 168 }
const TEXT = { color: '#4b5563', fontSize: 13 }
const ACCENT = '#1f4f8f'
/** Four steps of a share of the full points reach down to the lowest score. */
const STEPS = [0.025, 0.05, 0.1, 0.15, 0.2, 0.25]
/** Days named below the axis, at most. */
const NAMED = 5

/** Scores over time as a picture: a band from low to high, a line where they meet. Two nights or more. */
export function trend(nights: readonly HistoryPoint[], scale: Scale): Markup {
  const chart = init(null, null, { renderer: 'svg', ssr: true, ...SIZE })
  chart.setOption(option(nights, scale))
  const svg = chart.renderToSVGString()
  chart.dispose()
  const said = nights.map(({ day, total }) => `${day} ${points(total)}`).join('；')
  return html`<div class="chart" role="img" aria-label="历次总分：${said}">${still(svg)}</div>`
}

/** The chart without hover styles and clip paths: neither does anything here, and their names are counted up over the life of the process. */
function still(svg: string): Markup {
  return new Markup(
    svg
      .replace(/<(style|defs)\b.*?<\/\1>/gs, '')
      .replace(/ (?:class|clip-path|pointer-events|ecmeta_\w+|xmlns(?::\w+)?|version|baseProfile)="[^"]*"/g, '')
      .replace('<svg ', '<svg aria-hidden="true" ')
      .replaceAll(/><\/(?:path|rect)>/g, '/>'),
  )
}

function option(nights: readonly HistoryPoint[], { full, lines }: Scale) {
  const first = nights[0]?.day ?? ''
  const at = (day: LocalDate) => daysBetween(first, day)
  const lowest = Math.min(...nights.map(({ total }) => total.low))
  const interval = (STEPS.find((step) => full * (1 - 4 * step) <= lowest) ?? 0.25) * full
  const bottom = full - 4 * interval
  const series = { type: 'line', symbol: 'circle', symbolSize: 4, color: ACCENT, stack: 'range', stackStrategy: 'all' }
  return {
    animation: false,
    textStyle: { fontFamily: 'sans-serif' },
    grid: { left: 36, right: 62, top: 12, bottom: 26 },
    xAxis: daysAxis(nights, at),
    yAxis: { type: 'value', min: bottom, max: full, interval, axisLabel: TEXT, splitLine: { lineStyle: { color: '#e5e7eb' } } },
    series: [
      { ...series, data: nights.map(({ day, total }) => [at(day), total.low]), lineStyle: { width: 1.5 } },
      {
        ...series,
        data: nights.map(({ day, total }) => [at(day), total.high - total.low]),
        lineStyle: { width: 1.5 },
        areaStyle: { color: ACCENT, opacity: 0.16 },
        markLine: {
          silent: true,
          symbol: 'none',
          label: { ...TEXT, formatter: '{b}' },
          lineStyle: { color: '#6b7280', type: 'dashed', width: 1 },
          data: lines.filter((line) => line.at > bottom).map((line) => ({ yAxis: line.at, name: `${line.label} ${line.at}` })),
        },
      },
    ],
  }
}

/** The nights at their distance in days, so that a gap is seen as one. */
function daysAxis(nights: readonly HistoryPoint[], at: (day: LocalDate) => number) {
  return {
    type: 'value',
    min: 0,
    max: Math.max(1, at(nights.at(-1)?.day ?? '')),
    splitLine: { show: false },
    axisLine: { lineStyle: { color: '#9ca3af' } },
    axisTick: { customValues: nights.map(({ day }) => at(day)) },
    axisLabel: {
      ...TEXT,
      customValues: named(nights).map(at),
      formatter: (days: number) => nights.find(({ day }) => at(day) === days)?.day.slice(5) ?? '',
    },
  }
}

/** A few days, the first and the last among them. */
function named(nights: readonly HistoryPoint[]): LocalDate[] {
  const last = nights.length - 1
  const steps = Math.min(NAMED - 1, last)
  return Array.from({ length: steps + 1 }, (_, index) => nights[Math.round((index * last) / steps)]?.day ?? '')
}
