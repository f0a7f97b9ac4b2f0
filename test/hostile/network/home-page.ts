import { answer, pageOf } from './network-case.ts'

export const pass = { of: 'home', verdict: 'pass', blame: 'nobody' } as const
export const unclear = { of: 'home', verdict: 'inconclusive', blame: 'unclear' } as const
export const ours = { of: 'home', verdict: 'inconclusive', blame: 'us' } as const
export const guarded = { of: 'home', verdict: 'inconclusive', blame: 'nobody' } as const

const NAV = Array.from({ length: 12 }, (_, at) => `<p><a href="/${at}.html">第${at}项工作的情况</a></p>`).join('')
/** The homepage of every case, where it is well. */
export const HOME_PAGE = pageOf('测试市人民政府', NAV)
export const HOME = answer(200, '', HOME_PAGE)

/** What a homepage that was read whole may lack. */
export const ON_HOME = ['annual-form-home', 'error-report-entry']
export const BOTH_WAYS = 'it fails over both ways alike: whoever stands in between may turn us away'
