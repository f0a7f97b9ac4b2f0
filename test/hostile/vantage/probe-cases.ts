import type { Answer } from '../../crawl/visit/town.ts'
import type { HostileCase } from '../hostile-case.ts'

/** What a week of visits to one homepage meets, and what others answer at the time. */
export interface ProbeCase extends HostileCase {
  readonly site: Answer
  readonly others: Answer
}

const WELL = '<html><head><title>首页</title></head><body>某某人民政府</body></html>'

export const PROBE_CASES: readonly ProbeCase[] = [
  {
    ...{ name: 'our-proxy-for-a-week', verdict: 'inconclusive', blame: 'us', site: { status: 502 }, others: { status: 502 } },
    does: 'a proxy of ours answers 502 for everybody, all week',
    because: 'others are answered for in the same manner',
  },
  {
    ...{ name: 'bad-gateway-for-a-week', verdict: 'fail', blame: 'site', site: { status: 502 }, others: WELL },
    does: 'the site answers 502 all week, others answer well',
  },
  {
    ...{ name: 'refused-for-a-week', verdict: 'inconclusive', blame: 'unclear', site: { failure: 'connection-refused' }, others: WELL },
    does: 'the site refuses every connection all week, others answer well',
    because: 'from one address a firewall that shuts it out looks like a site that is down: a person looks from elsewhere',
  },
  {
    ...{ name: 'turned-away-for-a-week', verdict: 'inconclusive', blame: 'nobody', site: { status: 403 }, others: WELL },
    does: 'the homepage is answered with 403 all week',
  },
]
