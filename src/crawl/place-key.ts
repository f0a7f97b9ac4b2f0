/** In the path: `/a.jsp;jsessionid=…`. */
const IN_PATH = /;(?:jsessionid|sid|phpsessid)=[\w.!~-]{1,200}/i
/** In the query, by names that are given to sessions alone. */
const NAMED = /([?&])(?:jsessionid|phpsessid|session_?id|sess_?id|aspsessionid\w{0,20}|cftoken)=[^&#]{0,300}/gi
/** By names that may mean a site or a subject too: only with a value that no person has chosen. */
const RANDOM =
  /([?&])(?:sid|s|token|_t|ticket|cfid)=(?=[^&#]{0,60}\d)(?:[\da-f]{16,128}|[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})(?=&|#|$)/gi

/**
 * What tells one place of a site from another: its URL without the name of the visitor's session, which some servers write into every link anew. One place would
 * otherwise be counted as often as it is met, and so would its fault.
 */
export function placeKey(url: string): string {
  if (!/[;?&](?:jsess|sess|sid|s=|phps|asps|cf|_t|ti|to)/i.test(url)) return url
  const bare = url.replace(IN_PATH, '').replace(NAMED, '$1').replace(RANDOM, '$1')
  return bare
    .replace(/&{2,9}/g, '&')
    .replace(/\?&/, '?')
    .replace(/[?&]$/, '')
}
