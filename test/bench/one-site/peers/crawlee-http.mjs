// Crawlee's HttpCrawler with the fast parser that its own crawlers do not use.
import { HttpCrawler } from '@crawlee/http'
import { Parser } from 'htmlparser2'
import { resolve, runJob } from './job.mjs'

await runJob(
  (options, configuration) => new HttpCrawler(options, configuration),
  ({ body }, base) => {
    const links = []
    const parser = new Parser({
      onopentag(name, { href, src }) {
        const raw = name === 'a' || name === 'area' ? href : name === 'img' || name === 'iframe' ? src : undefined
        const link = raw === undefined ? undefined : resolve(raw, base)
        if (link !== undefined) links.push(link)
      },
    })
    parser.end(body.toString())
    return links
  },
)
