import check from '../../checks/ipv6-links-level-3.ts'
import { testIpv6LinksLevel } from './ipv6-links-level-cases.ts'

testIpv6LinksLevel(check, 3)
