import { hexOf } from './keys.ts'

/**
 * What a time stamp says of itself: `at` is its own claim, since the signature of its authority is not checked here. Undefined when it is none, or was made
 * for something else than this root.
 */
export function readClaim(der: Uint8Array, root: string): { at: string | undefined } | undefined {
  const hex = hexOf(der)
  // The hash that was stamped stands in it as an octet string of 32 bytes; number and moment of the stamp follow.
  const imprint = hex.indexOf(`0420${root}`)
  if (imprint < 0 || imprint % 2 !== 0) return undefined
  const after = der.subarray(imprint / 2 + 34)
  const number = after[0] === 0x02 ? (after[1] ?? 0x80) : 0x80
  const moment = after.subarray(2 + number)
  if (number >= 0x80 || moment[0] !== 0x18) return { at: undefined }
  const text = new TextDecoder().decode(moment.subarray(2, 2 + (moment[1] ?? 0)))
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.\d+)?Z$/.exec(text) ?? []
  return { at: year === undefined ? undefined : `${year}-${month}-${day}T${hour}:${minute}:${second}Z` }
}
