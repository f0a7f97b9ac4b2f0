import type { Answer, Asked } from './plan.ts'

/** The device that answers 412 with a script of random names; nothing but its cookie opens the site. */
export function answer412(): (asked: Asked) => Answer {
  const text = `<!DOCTYPE html><html><head><meta charset="utf-8"><meta id="x9Tz" content="i7mPqvX1" r='m'>
<script type="text/javascript" r='m'>$_ts=window['$_ts'];if(!$_ts)$_ts={};$_ts.nsd=36241;$_ts.cd="qqAqrrkqrqrqkArVq1fqrGq";</script>
<script type="text/javascript" charset="iso-8859-1" src="/Kd9sJ2/aW4.e1f0d2c.js" r='m'></script></head><body></body></html>`
  return () => ({
    status: 412,
    type: 'text/html; charset=utf-8',
    body: new TextEncoder().encode(text),
    headers: { 'set-cookie': 'x9TzS=60abc; path=/; HttpOnly' },
  })
}

/** The device that answers 521 with a cookie and a script that is to compute a second one and reload. */
export function answer521(): (asked: Asked) => Answer {
  const text = `<script>document.cookie=('_')+('_')+('j')+('s')+('l')+('_')+('c')+('l')+('e')+('a')+('r')+('a')+('n')+('c')+('e')+('=')+(1+[0][0])+';max-age=3600;path=/';location.href=location.pathname+location.search</script>`
  return () => ({
    status: 521,
    type: 'text/html',
    body: new TextEncoder().encode(text),
    headers: { 'set-cookie': '__jsluid_s=5f1d3c0a9b7e4c2d8f6a1b3c5d7e9f01; max-age=31536000; path=/; HttpOnly' },
  })
}
