import check from '../../checks/links-level-3.ts'
import { testLinksLevel } from './links-level-cases.ts'

testLinksLevel(check, 3)
