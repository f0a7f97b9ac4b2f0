import { isOfficialCode, type Site, type SiteCode } from '../model/site.ts'
import { quote } from './quote.ts'
import type { Fault } from './schema.ts'

export type FoundSite = { readonly site: SiteCode } | { readonly fault: Fault & { readonly got: string } }

/** Finds the registered site that a ledger row means: by its code, or by its name where the registry or the row does not know the code. */
export function siteFinder(sites: readonly Site[]): (code: string, name: string) => FoundSite {
  const byCode = new Map(sites.map((site) => [site.code.toLowerCase(), site]))
  const byName = new Map<string, Set<Site>>()
  for (const site of sites) {
    for (const name of new Set([site.name, site.owner.name].map(foldName))) byName.set(name, (byName.get(name) ?? new Set()).add(site))
  }
  return (code, name) => {
    const wanted = code.normalize('NFKC').replace(/\s/g, '').toLowerCase()
    // A spreadsheet that took the code for a number dropped its leading zeros.
    const coded = byCode.get(wanted) ?? (/^\d{1,9}$/.test(wanted) ? byCode.get(wanted.padStart(10, '0')) : undefined)
    if (coded) return { site: coded.code }
    const named = [...(byName.get(foldName(name)) ?? [])]
    const [only] = named
    if (only && named.length === 1 && (wanted === '' || !isOfficialCode(only.code))) return { site: only.code }
    return { fault: explain(code, name, named) }
  }
}

function explain(code: string, name: string, named: readonly Site[]): Fault & { got: string } {
  const got = [code === '' ? 'no code' : `the code ${quote(code)}`, name === '' ? 'no name' : `the name ${quote(name)}`].join(' and ')
  const expected = 'a site of the registry'
  const [first, second] = named
  if (first && second)
    return { expected, got: `${got}, which ${first.code} and ${second.code} share`, fix: 'write the 网站标识码 into the row' }
  if (first) return { expected, got: `${got}, registered under ${first.code}`, fix: 'correct the code in the row or in the registry' }
  return { expected, got, fix: 'add the site to the registry, or correct its code there' }
}

function foldName(name: string): string {
  return name
    .normalize('NFKC')
    .replace(/\s/g, '')
    .replace(/(?:门户)?网站$/, '')
}
