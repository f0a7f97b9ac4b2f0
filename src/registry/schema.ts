import { z } from 'zod'

/** What is wrong with a value that has the right type: the words of a Problem. */
export interface Fault {
  readonly expected: string
  readonly fix?: string
}

/** Strings for which `judge` finds no fault. */
export function text(judge: (value: string) => Fault | undefined): z.ZodType<string> {
  return z.string().superRefine((value, context) => {
    const fault = judge(value)
    if (fault) addFault(context, fault)
  })
}

export function addFault(context: z.core.$RefinementCtx, fault: Fault, path: (string | number)[] = []): void {
  context.addIssue({ code: 'custom', message: fault.expected, path, params: { ...fault } })
}

export const words = text((value) => (value.trim() === '' ? { expected: 'a text that is not empty' } : undefined))

/** A list of texts; what it holds is looked for in pages, so an empty one would match everywhere. */
export const phrases = z.array(words).readonly()

/** A number from `min` to `max`, both included. */
export function amount(min: number, max: number): z.ZodType<number> {
  return z.number().superRefine((value, context) => {
    if (value < min || value > max) addFault(context, { expected: `a number from ${min} to ${max}` })
  })
}

/** A whole number from `min` to `max`, both included. */
export function count(min: number, max: number): z.ZodType<number> {
  return z.number().superRefine((value, context) => {
    if (!Number.isInteger(value) || value < min || value > max) addFault(context, { expected: `a whole number from ${min} to ${max}` })
  })
}

/** A day that exists, as `yyyy-MM-dd`. */
export const localDate = text((value) => (isLocalDate(value) ? undefined : { expected: 'a day that exists, such as 2026-03-01' }))

function isLocalDate(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false
  const time = Date.parse(`${value}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(value)
}

/** What is wrong with a text that should be an absolute URL of the web. */
export function judgeUrl(value: string): Fault | undefined {
  const expected = 'a URL that begins with http:// or https://'
  const bare = value
    .normalize('NFKC')
    .trim()
    .replace(/^(?:https?:?\/{0,2}){1,3}|^\/{2}/i, '')
  const guess = `${/^https/i.test(value.trim()) ? 'https' : 'http'}://${bare}`
  const fix = /^(?:\[[^\]\s]+\]|[^\s:/]+)(?::\d{1,5})?(?:[/?#]\S*)?$/.test(bare) && URL.canParse(guess) ? { fix: `write ${guess}` } : {}
  if (!/^https?:\/\/(?!https?[:/])/i.test(value)) return { expected, ...fix }
  if (/\s/.test(value)) return { expected: `${expected}, without spaces` }
  if (!URL.canParse(value)) return { expected, fix: 'check the host name and the port' }
  const url = new URL(value)
  if (url.username !== '' || url.password !== '')
    return { expected: 'a URL without user name and password', fix: 'leave out what stands before the @' }
  return undefined
}

export const webUrl = text(judgeUrl)
