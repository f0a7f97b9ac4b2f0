import { existsSync, mkdirSync, statfsSync } from 'node:fs'
import { networkInterfaces } from 'node:os'
import type { Command } from 'commander'
import { openKey } from '../../bundle/seal/key.ts'
import { findBrowser, hasChineseFont } from '../../crawl/browser-path.ts'
import { sandboxOf } from '../../crawl/launch-browser.ts'
import type { Net } from '../../crawl/look.ts'
import { createNet } from '../../crawl/net.ts'
import { type Config, UserError } from '../../model/config.ts'
import type { Log } from '../../model/log.ts'
import { dayOf, instantOf } from '../../model/time.ts'
import { now } from '../clock.ts'
import { type CommonOptions, configOf, logOf } from '../context.ts'
import { dataFolder } from '../folders.ts'
import { print, printJson, withCommon } from '../options.ts'
import { plainText } from '../plain-text.ts'
import { UNSANDBOXED } from '../unsandboxed.ts'

/** One thing that a night needs: sound, sound enough to go on with doubts, or in the way. */
interface Diagnosis {
  readonly what: string
  readonly state: 'ok' | 'warn' | 'fail'
  readonly says: string
  readonly fix?: string
}

const FREE_BYTES_WANTED = 5e9
const FREE_BYTES_NEEDED = 5e8
const CLOCK_DRIFT_MS = 120_000

export function addDoctor(program: Command): void {
  withCommon(program.command('doctor'))
    .description('look whether this machine can run a night: browser and its sandbox, font, IPv6 route, disk, clock, calendar')
    .action(async (options: CommonOptions) => {
      const config = await configOf(options)
      const net = createNet({ settings: config.settings, log: logOf(options), now })
      try {
        const diagnoses = [
          node(),
          ...(await browser(config, logOf(options))),
          await font(),
          disk(dataFolder(options.data)),
          sealKey(dataFolder(options.data)),
          calendar(config),
          ...(await outside(config, net)),
        ]
        if (options.json) printJson({ sound: diagnoses.every(({ state }) => state !== 'fail'), diagnoses })
        else print(diagnoses.map(line).join('\n'))
        process.exitCode = diagnoses.some(({ state }) => state === 'fail') ? 1 : 0
      } finally {
        await net.close()
      }
    })
}

const MARK = { ok: '正常', warn: '注意', fail: '不可用' } as const

function line({ what, state, says, fix }: Diagnosis): string {
  return `${MARK[state].padEnd(3, '　')}  ${what}：${says}${fix ? `\n${'　'.repeat(3)}  办法：${fix}` : ''}`
}

const node = (): Diagnosis => ({ what: '运行环境', state: 'ok', says: `Node ${process.versions.node}` })

async function browser(config: Config, log: Log): Promise<Diagnosis[]> {
  const path = await findBrowser(config.settings.render.browser)
  if (path !== null) return [{ what: '浏览器', state: 'ok', says: path }, await sandbox(path, log)]
  return [
    {
      what: '浏览器',
      state: 'warn',
      says: '没有找到，由脚本生成的页面将记为存疑',
      fix: 'apt-get install chromium，或在 settings.yaml 的 render.browser 写明路径',
    },
  ]
}

async function sandbox(path: string, log: Log): Promise<Diagnosis> {
  const what = '浏览器沙箱'
  try {
    const state = await sandboxOf(path, log)
    return state === 'on'
      ? { what, state: 'ok', says: '已启用' }
      : { what, state: 'warn', says: UNSANDBOXED[state].says, fix: UNSANDBOXED[state].fix }
  } catch (error) {
    const line = plainText(String(error).split('\n', 1)[0] ?? '')
    return { what, state: 'warn', says: `浏览器不能启动：${line}`, fix: '先在命令行运行该浏览器，按其报错处理' }
  }
}

async function font(): Promise<Diagnosis> {
  if (await hasChineseFont()) return { what: '中文字体', state: 'ok', says: '已安装' }
  return { what: '中文字体', state: 'warn', says: '没有安装，不渲染也不截图', fix: 'apt-get install fonts-noto-cjk fontconfig' }
}

function disk(data: string): Diagnosis {
  try {
    mkdirSync(data, { recursive: true })
    const { bavail, bsize } = statfsSync(data)
    const free = bavail * bsize
    const state = free < FREE_BYTES_NEEDED ? 'fail' : free < FREE_BYTES_WANTED ? 'warn' : 'ok'
    const says = `${data} 所在磁盘剩余 ${(free / 1e9).toFixed(1)} GB${existsSync(`${data}/govsite.sqlite`) ? '' : '，尚无证据库'}`
    return { what: '磁盘', state, says, ...(state === 'ok' ? {} : { fix: '清理磁盘，或用 --data 换一个目录' }) }
  } catch (error) {
    return { what: '磁盘', state: 'fail', says: `${data} 不能写入：${String(error)}`, fix: '用 --data 换一个可写的目录' }
  }
}

/** The key by which others know what was sealed here; made now, if this is its first use. */
function sealKey(data: string): Diagnosis {
  try {
    const { fingerprint, pem, file } = openKey(data)
    return { what: '封存公钥', state: 'ok', says: `指纹 ${fingerprint}（私钥 ${file}，请备份并妥善保管）\n${pem.trim()}` }
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    const [problem] = error.problems
    return {
      what: '封存公钥',
      state: 'fail',
      says: problem ? `${problem.file}：${problem.got}` : error.message,
      fix: problem?.fix ?? '检查数据目录',
    }
  }
}

function calendar(config: Config): Diagnosis {
  const year = dayOf(instantOf(now())).slice(0, 4)
  if (config.calendar.years[year]) return { what: '放假安排', state: 'ok', says: `已有 ${year} 年` }
  return {
    what: '放假安排',
    state: 'warn',
    says: `没有 ${year} 年，办理时限将记为存疑`,
    fix: '按国务院办公厅通知补充 config/calendar.yaml',
  }
}

/** What only the network can tell: both routes, and the clock against an answer's Date. */
async function outside(config: Config, net: Net): Promise<Diagnosis[]> {
  const { canaries } = config.settings.vantage
  const looks = await Promise.all(
    canaries
      .slice(0, 3)
      .flatMap((url) => ([4, 6] as const).map(async (family) => ({ family, look: await net.look({ url, family, maxBytes: 1000 }) }))),
  )
  const answered = (family: 4 | 6) => looks.some((one) => one.family === family && one.look.outcome.kind === 'answered')
  const route = (family: 4 | 6): Diagnosis => {
    const what = `IPv${family} 线路`
    if (answered(family)) return { what, state: 'ok', says: '参照网站有应答' }
    if (canaries.length === 0)
      return {
        what,
        state: 'warn',
        says: `没有配置参照网站${family === 6 && !hasIpv6() ? '，本机没有公网 IPv6 地址' : ''}`,
        fix: '在 settings.yaml 的 vantage.canaries 写入参照网站',
      }
    return {
      what,
      state: family === 4 ? 'fail' : 'warn',
      says: '参照网站都没有应答',
      fix: family === 6 ? '为检查点开通 IPv6；在此之前 IPv6 结论都记为存疑' : '检查网络和 settings.yaml 的 resolver',
    }
  }
  return [route(4), route(6), clock(looks.map(({ look }) => (look.outcome.kind === 'answered' ? look.outcome.headers['date'] : undefined)))]
}

function clock(dates: readonly (string | undefined)[]): Diagnosis {
  const theirs = dates.map((date) => Date.parse(date ?? '')).filter(Number.isFinite)
  const mine = instantOf(now())
  if (theirs.length === 0) return { what: '时钟', state: 'warn', says: `本机时间 ${mine}，没有可对照的应答` }
  const drift = Math.min(...theirs.map((one) => Math.abs(one - now())))
  if (drift <= CLOCK_DRIFT_MS) return { what: '时钟', state: 'ok', says: `本机时间 ${mine}，与参照网站一致` }
  return {
    what: '时钟',
    state: 'fail',
    says: `本机时间 ${mine}，与参照网站相差 ${Math.round(drift / 1000)} 秒`,
    fix: '校准时钟（例如 systemd-timesyncd）',
  }
}

function hasIpv6(): boolean {
  return Object.values(networkInterfaces())
    .flat()
    .some((one) => one?.family === 'IPv6' && !one.internal && !one.address.startsWith('fe80'))
}
