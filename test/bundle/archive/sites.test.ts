import { expect, test } from 'vitest'
import { VANTAGE_SITE } from '../../../src/model/visit.ts'
import { archiveOf, Evidence, link, named, opened, page } from './samples.ts'
import { unzipped } from './unpacked.ts'

const SITE = '6200000001'

test('sites stand apart: each has its own file with its own bodies', async () => {
  const shared = new Evidence()
  const body = shared.keep('the same page')
  const one = page('http://one.cn/', body)
  const two = page('http://two.cn/', body)
  const canary = named({ kind: 'note', takenAt: '', about: 'crash', subject: '', detail: '' })
  const bytes = await archiveOf([
    { site: VANTAGE_SITE, captures: [canary], body: shared.body },
    { site: 'N1', captures: [one], body: shared.body },
    { site: 'n1', captures: [two], body: shared.body },
  ])
  const names = (await unzipped(bytes)).map(({ name }) => name).filter((name) => name.startsWith('archive/'))
  expect(names).toEqual(names.toSorted())
  const archive = await opened(bytes)
  expect(archive.sites.toSorted()).toEqual(['@vantage', 'N1', 'n1'])
  for (const site of ['N1', 'n1']) expect(Buffer.from(await (await archive.bodies(site))(body)).toString()).toBe('the same page')
  expect(await archive.compareWithCaptures('N1', [one])).toEqual([])
  expect(await archive.compareWithCaptures(VANTAGE_SITE, [canary])).toEqual([])
  await expect(archive.bodies('n2')).rejects.toThrow('no records of the site "n2"')
})

test('a run without a visit, a body that is not the one named, and a site that comes twice are refused', async () => {
  const evidence = new Evidence()
  await expect(archiveOf([])).rejects.toThrow('no visit yet')
  const wrong = { site: SITE, captures: [page('http://one.cn/', evidence.keep('x'))], body: async () => Buffer.from('y') }
  await expect(archiveOf([wrong])).rejects.toThrow('its body is not the one it names')
  const visit = { site: SITE, captures: [link('http://one.cn/')], body: evidence.body }
  await expect(archiveOf([visit, visit])).rejects.toThrow('EEXIST')
})
