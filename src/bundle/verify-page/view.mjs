import { checkBundle } from './check-bundle.ts'
import { factsOf } from './facts.ts'
import { lackOf } from './keys.ts'
import { compareKeys, keysOf } from './published.ts'
import { DIFFERENCE_WORDS, verdictOf } from './verdict.ts'

/** @typedef {import('./check-bundle.ts').Report} Report */

const MARKS = { intact: '✓', changed: '✕', unverifiable: '?' }
/** As many as a person reads; the rest is counted. */
const SHOWN = 200

const part = (/** @type {string} */ id) => {
  const found = document.getElementById(id)
  if (!found) throw new Error(`the page lacks ${id}`)
  return found
}
const input = /** @type {HTMLInputElement} */ (part('file'))
const button = /** @type {HTMLButtonElement} */ (part('choose'))
const bar = /** @type {HTMLProgressElement} */ (part('bar'))
const published = /** @type {HTMLTextAreaElement} */ (part('published'))

/** @type {{ file: File, report: Report } | undefined} */
let shown
let isBusy = false

/** Text of a bundle is hostile: it enters the page as text and in no other way. */
function element(/** @type {string} */ name, /** @type {string} */ text, style = '') {
  const made = document.createElement(name)
  made.textContent = text
  made.className = style
  return made
}

async function check(/** @type {File} */ file) {
  if (isBusy) return
  isBusy = true
  button.disabled = true
  shown = undefined
  for (const id of ['verdict', 'differences', 'keys', 'facts']) part(id).hidden = true
  part('work').hidden = false
  part('work-file').textContent = `${file.name}（${sizeOf(file.size)}）`
  tellProgress(0, file.size)
  part('spoken').textContent = '正在核验，请稍候。'
  try {
    shown = { file, report: await reportOf(file) }
  } finally {
    isBusy = false
    button.disabled = false
    part('work').hidden = true
    input.value = ''
  }
  show()
  part('verdict-title').focus()
}

/** @returns {Promise<Report>} */
async function reportOf(/** @type {File} */ file) {
  const nothing = { differences: [], info: new Map(), seals: undefined, files: 0, exportKey: undefined }
  const lack = await lackOf()
  if (lack !== undefined)
    return { ...nothing, verdict: 'unverifiable', why: `${lack}请换用新版 Chrome、Edge 或者 Firefox，或者按包内 README.txt 核验。` }
  try {
    return await checkBundle(file, tellProgress)
  } catch (error) {
    // Not the bundle's doing: the file was moved or changed meanwhile, or the browser failed.
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
    return { ...nothing, verdict: 'unverifiable', why: `读取文件时出错（${reason}）。请重新选择文件。` }
  }
}

function tellProgress(/** @type {number} */ done, /** @type {number} */ total) {
  bar.value = total === 0 ? 0 : Math.round((done / total) * 1000)
  part('work-says').textContent = `已读取 ${sizeOf(done)}，共 ${sizeOf(total)}`
}

function show() {
  if (!shown) return
  const { file, report } = shown
  const comparison = compareKeys(keysOf(report), published.value)
  const verdict = verdictOf(report, comparison)
  const section = part('verdict')
  section.hidden = false
  section.className = verdict.kind
  part('verdict-mark').textContent = MARKS[verdict.kind]
  part('verdict-word').textContent = verdict.word
  part('verdict-says').textContent = verdict.says
  part('verdict-more').textContent = verdict.more
  part('spoken').textContent = `核验结束：${verdict.word}。${verdict.says}`
  document.title = `${verdict.word} · 证据包核验`
  part('drop').className = 'small'
  part('drop-says').textContent = '核验另一份证据包：拖到这里，或者'
  showDifferences(report.differences)
  showKeys(comparison)
  showFacts(file, report)
}

function showDifferences(/** @type {Report['differences']} */ differences) {
  part('differences').hidden = differences.length === 0
  part('differences-list').replaceChildren(
    ...differences.slice(0, SHOWN).map(({ what, path, says }) => {
      const item = document.createElement('li')
      item.append(element('span', DIFFERENCE_WORDS[what], 'what'), element('code', path), element('p', says))
      return item
    }),
  )
  const rest = differences.length - SHOWN
  part('differences-more').textContent = rest > 0 ? `另有 ${rest} 处未列出。` : ''
}

function showKeys(/** @type {import('./published.ts').Comparison} */ { keys, says, isGood }) {
  part('keys').hidden = keys.length === 0
  part('keys-list').replaceChildren(
    ...keys.map(({ fingerprint, uses, isPublished }) => {
      const item = document.createElement('li')
      if (isPublished !== undefined) item.append(element('span', isPublished ? '一致' : '不一致', `match ${isPublished ? 'yes' : 'no'}`))
      item.append(element('span', uses.join('、'), 'use'), element('code', fingerprint))
      return item
    }),
  )
  const line = part('published-says')
  line.textContent = says
  line.className = isGood === undefined ? '' : isGood ? 'yes' : 'no'
}

function showFacts(/** @type {File} */ file, /** @type {Report} */ report) {
  const facts = factsOf(report)
  part('facts').hidden = false
  part('facts-says').textContent = report.verdict === 'intact' || facts.length === 0 ? '' : '以下为包内自述，未经证实。'
  const all = [...facts, { label: '文件', value: `${file.name}（${sizeOf(file.size)}）` }]
  part('facts-list').replaceChildren(...all.flatMap(({ label, value }) => [element('dt', label), element('dd', value)]))
}

function sizeOf(/** @type {number} */ bytes) {
  if (bytes < 1024) return `${bytes} 字节`
  const units = ['KB', 'MB', 'GB']
  let size = bytes / 1024
  while (size >= 1024 && units.length > 1) {
    size /= 1024
    units.shift()
  }
  return `${size.toFixed(1)} ${units[0]}`
}

button.addEventListener('click', () => input.click())
input.addEventListener('change', () => {
  const file = input.files?.[0]
  if (file) void check(file)
})
published.addEventListener('input', show)
// Over the whole page: a file that misses the box by an inch would otherwise be opened by the browser in place of the page.
document.addEventListener('dragover', (event) => {
  event.preventDefault()
  part('drop').classList.add('over')
})
document.addEventListener('dragleave', (event) => {
  if (event.relatedTarget === null) part('drop').classList.remove('over')
})
document.addEventListener('drop', (event) => {
  event.preventDefault()
  part('drop').classList.remove('over')
  const file = event.dataTransfer?.files[0]
  if (file) void check(file)
})
