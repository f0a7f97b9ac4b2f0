import { z } from 'zod'
import type { CalendarData } from '../model/settings.ts'
import { addFault, localDate, text, words } from './schema.ts'

const days = z.array(localDate).readonly()
const year = text((value) => (/^20\d{2}$/.test(value) ? undefined : { expected: 'a year such as 2026' }))

/** `calendar.yaml`: a notice names days off and the weekend days that are worked instead; both lie in its year or at the turn of it. */
export const calendarSchema = z
  .strictObject({
    source: words.exactOptional(),
    confidence: words.exactOptional(),
    years: z.record(year, z.strictObject({ off: days, work: days, source: words, confidence: words.exactOptional() })),
  })
  .superRefine(({ years }, context) => {
    for (const [name, { off, work }] of Object.entries(years)) {
      for (const [kind, list] of [
        ['off', off],
        ['work', work],
      ] as const) {
        for (const [index, day] of list.entries()) {
          const path = ['years', name, kind, index]
          if (!nearYear(day, Number(name))) addFault(context, { expected: `a day of ${name}` }, path)
          else if (list.indexOf(day) < index) addFault(context, { expected: 'each day once' }, path)
          else if (kind === 'work' && off.includes(day)) addFault(context, { expected: 'a day that is not off as well' }, path)
          else if (kind === 'work' && !isWeekend(day)) addFault(context, { expected: 'a Saturday or Sunday that is worked (调休)' }, path)
        }
      }
    }
  })
  .transform(({ years }) => ({
    years: Object.fromEntries(Object.entries(years).map(([name, { off, work, source }]) => [name, { off, work, source }])),
  })) satisfies z.ZodType<CalendarData>

function nearYear(day: string, wanted: number): boolean {
  return day.startsWith(String(wanted)) || day.startsWith(`${wanted - 1}-12-`)
}

function isWeekend(day: string): boolean {
  return [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay())
}
