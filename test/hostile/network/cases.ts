import { BODY_CASES } from './body-cases.ts'
import { CONNECTION_CASES } from './connection-cases.ts'
import { HOME_CASES } from './home-cases.ts'
import { HOME_WAY_CASES } from './home-way-cases.ts'
import type { NetworkCase } from './network-case.ts'
import { REDIRECT_CASES } from './redirect-cases.ts'
import { STATUS_CASES } from './status-cases.ts'
import { TLS_LINK_CASES } from './tls-cases.ts'

export const NETWORK_CASES: readonly NetworkCase[] = [
  ...CONNECTION_CASES,
  ...REDIRECT_CASES,
  ...BODY_CASES,
  ...STATUS_CASES,
  ...TLS_LINK_CASES,
  ...HOME_CASES,
  ...HOME_WAY_CASES,
]

const isTls = (one: NetworkCase): boolean => one.secure !== undefined || one.scheme !== undefined

/** The same, as the table has them. */
export const HTTP_CASES = NETWORK_CASES.filter((one) => !isTls(one))
export const TLS_CASES = NETWORK_CASES.filter(isTls)
