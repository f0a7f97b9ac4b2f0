const HEAD_BYTES = 4096

/** The URL that a browser noted in a page when it saved it: `<!-- saved from url=(0029)http://… -->`. */
export function savedFrom(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, HEAD_BYTES))
  const url = /<!--\s{0,5}saved from url=\(\d{1,6}\)(https?:\/\/[^\s>]{1,2000})/i.exec(head)?.[1]
  return url !== undefined && URL.canParse(url) ? new URL(url).href : undefined
}
