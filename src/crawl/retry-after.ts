/** Milliseconds that a 429 or 503 asks us to wait: seconds or an HTTP date; null when it asks nothing. */
export function retryAfter(status: number, headers: Readonly<Record<string, string>>, now: number): number | null {
  const value = headers['retry-after']?.trim()
  if ((status !== 429 && status !== 503) || value === undefined) return null
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1000
  const date = /^[A-Za-z]{3}/.test(value) ? Date.parse(value) : Number.NaN
  return Number.isNaN(date) ? null : Math.max(0, date - now)
}
