import { createServer } from 'node:http'
import { phrase } from '../one-site/page.ts'
import { createDraw } from '../one-site/plan.ts'

/** Pages of which the markup is a shell: a script fetches the list and draws it. In a process of its own. */
const ROWS = 60

const server = createServer((request, response) => {
  const [, kind, number] = /^\/(page|data)\/(\d+)/.exec(request.url ?? '') ?? []
  const [type, text] =
    kind === 'data' ? ['application/json; charset=utf-8', dataOf(Number(number))] : ['text/html; charset=utf-8', shellOf(number ?? '0')]
  response.writeHead(kind === undefined ? 404 : 200, { 'content-type': type, 'content-length': Buffer.byteLength(text) })
  response.end(text)
})
server.listen(0, '127.0.0.1', () => {
  const bound = server.address()
  console.log(JSON.stringify({ port: typeof bound === 'object' ? bound?.port : null }))
})
process.on('SIGTERM', () => process.stdout.write('{}\n', () => process.exit(0)))

function dataOf(number: number): string {
  const draw = createDraw(number + 1)
  return JSON.stringify(
    Array.from({ length: ROWS }, (_, row) => ({
      title: phrase(draw, 12 + draw(14)),
      url: `/page/${number}/${row}.html`,
      date: '2026-11-20',
    })),
  )
}

function shellOf(number: string): string {
  return `<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>政务动态第${number}页</title></head>
<body><div id="app"></div>
<script>
fetch('/data/${number}').then((answer) => answer.json()).then((rows) => {
  const list = document.createElement('ul')
  for (let turn = 0; turn < 20; turn += 1) list.innerHTML = rows.map((row) => '<li><a href="' + row.url + '">' + row.title + '</a><span>' + row.date + '</span></li>').join('')
  document.getElementById('app').append(list)
})
</script></body></html>`
}
