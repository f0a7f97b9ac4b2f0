import type { NameRecords } from './names.ts'
import type { Answer, Asked } from './plan.ts'

/** Well-known hosts that every site links to; one server of the demo stands for them all. */
export const OUTSIDE_HOSTS: readonly string[] = [
  'zfwzgl.www.gov.cn',
  'pucha.kaipuyun.cn',
  'www.gov.cn',
  'bszs.conac.cn',
  'beian.miit.gov.cn',
  'www.beian.gov.cn',
]

/** Known to answer over both families, to prove that the way there works. */
export const CANARY_HOST = 'canary.example'

/** What the official script leaves behind: a span that a visitor sees, and no link. */
const ENTRY_SCRIPT = `(function () {
  var script = document.getElementById('_jiucuo_'), span = document.createElement('span');
  span.id = '_span_jiucuo';
  span.textContent = '政府网站找错';
  span.style.cssText = 'display:inline-block;padding:12px;color:#fff;background:#2f6f3f';
  if (script && script.parentNode) script.parentNode.insertBefore(span, script);
})();`

/** What any site outside of the province answers: a script or a page, whatever the path. */
export function answerOutside({ target }: Asked): Answer {
  const encoder = new TextEncoder()
  if (target.endsWith('.js')) return { status: 200, type: 'application/javascript', body: encoder.encode(ENTRY_SCRIPT) }
  const text =
    '<!DOCTYPE html><html><head><meta charset="utf-8"><title>外部网站</title></head><body><p>本页代表演示省份之外的网站。</p></body></html>'
  return { status: 200, type: 'text/html; charset=utf-8', body: encoder.encode(text) }
}

/** The outside hosts and the canary by name, all at one address. */
export function outsideRecords(address: string): [string, NameRecords][] {
  const hosts = OUTSIDE_HOSTS.map((host): [string, NameRecords] => [host, { a: [address] }])
  return [...hosts, [CANARY_HOST, { a: [address], aaaa: ['::1'] }]]
}
