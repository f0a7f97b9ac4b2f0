// Crawlee's CheerioCrawler as its own guide shows it: every page becomes a tree that selectors are asked of.
import { CheerioCrawler } from '@crawlee/cheerio'
import { resolve, runJob } from './job.mjs'

await runJob(
  (options, configuration) => new CheerioCrawler(options, configuration),
  ({ $ }, base) =>
    $('a[href], area[href], img[src], iframe[src]')
      .toArray()
      .map((element) => resolve($(element).attr('href') ?? $(element).attr('src') ?? '', base))
      .filter((url) => url !== undefined),
)
