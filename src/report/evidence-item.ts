import { bodiesOf, type CaptureId, type PageRole } from '../model/capture.ts'
import { FAILURES } from '../model/failure.ts'
import { type Cited, takenAtOf, urlOf } from './cited.ts'
import { plainLine } from './plain.ts'
import type { EvidenceItem } from './site-view.ts'

const PAGES = {
  'robots': 'robots.txt',
  'home': '首页',
  'column': '栏目页面',
  'page': '二级页面',
  'part': '页面组成部分',
  'list-data': '列表数据',
  'article': '文章页面',
  'board': '互动交流页面',
  'message': '留言页面',
  'statistics': '留言统计页面',
  'annual-form': '年度报表',
  'sibling': '不存在页面的对照',
} as const satisfies Record<PageRole, string>

const KINDS = {
  dns: '域名解析',
  link: '链接检测',
  probe: '可用性监测',
  render: '浏览器渲染',
  canary: '检查点网络验证',
  census: '链接统计',
  note: '检查记录',
  picture: '页面截图',
  ticket: '找错留言',
  ledger: '找错台账',
} as const satisfies Record<Exclude<Cited['kind'], 'page'>, string>

/** One cited capture for a reader; `cited` is undefined where the store does not have it any more. */
export function evidenceItem(id: CaptureId, cited: Cited | undefined): EvidenceItem {
  if (!cited) return { id, what: '证据记录', url: null, takenAt: null, family: null, address: null, says: '库中没有该记录', body: null }
  const url = urlOf(cited)
  const [body] = 'takenAt' in cited ? bodiesOf(cited) : []
  return {
    id,
    what: cited.kind === 'page' ? PAGES[cited.role] : KINDS[cited.kind],
    url: url === null ? null : plainLine(url),
    takenAt: takenAtOf(cited),
    family: 'family' in cited ? cited.family : null,
    address: 'address' in cited && cited.address !== undefined ? plainLine(cited.address) : null,
    says: plainLine(saying(cited)),
    body: body ?? null,
  }
}

function saying(cited: Cited): string {
  if ('outcome' in cited && cited.outcome.kind === 'failed') return FAILURES[cited.outcome.failure].says
  switch (cited.kind) {
    case 'page':
    case 'link':
    case 'probe':
    case 'canary':
      return cited.outcome.kind === 'answered' ? `HTTP ${cited.outcome.status}` : ''
    case 'dns':
      return `${cited.host} ${cited.type}：${(cited.outcome.kind === 'answered' && cited.outcome.records.join('、')) || '没有记录'}`
    case 'render':
      return '已渲染'
    case 'census':
      return `${cited.level === 2 ? '二' : '三'}级页面链接共 ${cited.distinct} 个，检测 ${cited.tested} 个，其中外部链接 ${cited.external} 个`
    case 'note':
      return cited.detail
    case 'picture':
      return '已截图'
    case 'ticket': {
      const { number, submittedAt, answeredAt, status } = cited.ticket
      const answered = answeredAt === null ? '未办结' : `${answeredAt.slice(0, 10)} 办结`
      return `留言 ${number}，${submittedAt.slice(0, 10)} 提交，${answered}（状态：${status}）`
    }
    case 'ledger':
      return `${cited.importedAt.slice(0, 10)} 导入，数据截至 ${cited.coversTo}`
  }
}
