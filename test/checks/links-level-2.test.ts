import check from '../../checks/links-level-2.ts'
import { testLinksLevel } from './links-level-cases.ts'

testLinksLevel(check, 2)
