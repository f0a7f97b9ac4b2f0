/**
 * JSON after RFC 8785: the keys of every object in the order of their UTF-16 units and no white space, so that equal values have equal bytes. For data alone: a
 * key that holds `undefined` is left out, and a number that JSON cannot say becomes null.
 */
export function canonicalJson(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  return isKeyed(value) ? canonicalObject(value) : (JSON.stringify(value) ?? 'null')
}

/** Names that JSON writes as they are: nearly all. */
const PLAIN = /^[\w-]*$/

/** Written key by key, not by way of an object with sorted keys: any object gives its whole numbers first and in their order, so `9` before `10`. */
function canonicalObject(value: Readonly<Record<string, unknown>>): string {
  let text = ''
  for (const key of Object.keys(value).sort()) {
    const part = value[key]
    if (part !== undefined) text += `${text === '' ? '' : ','}${PLAIN.test(key) ? `"${key}"` : JSON.stringify(key)}:${canonicalJson(part)}`
  }
  return `{${text}}`
}

function isKeyed(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
