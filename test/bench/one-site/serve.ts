import { spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { request } from 'undici'
import { found } from '../install.ts'
import { freePort, startServer } from '../serve.ts'
import { keepForStop } from '../stop.ts'
import { makeSite, type Truth } from './site.ts'

const TRIES = 100

export interface ServedSite {
  readonly home: string
  readonly truth: Truth
  /** What serves it, for the report. */
  readonly by: string
  stop(): Promise<void>
}

/** Writes the site into the folder and serves it on loopback: by nginx, or by a small server of Node where there is none. */
export async function serveSite(folder: string): Promise<ServedSite> {
  const root = join(folder, 'site')
  const refused = `http://127.0.0.1:${await freePort()}`
  const { truth, locations } = makeSite(root, refused)
  const nginx = await found('nginx')
  if (nginx === null) {
    const server = await startServer([process.execPath, 'test/bench/one-site/plain-server.ts', root])
    const { port } = server.hello as { readonly port: number }
    return {
      home: `http://127.0.0.1:${port}/`,
      truth,
      by: 'a small server of Node, for nginx is not to be had here',
      stop: async () => void (await server.stop()),
    }
  }
  const port = await freePort()
  const stop = await startNginx(nginx, folder, configOf(root, folder, port, locations), port)
  return { home: `http://127.0.0.1:${port}/`, truth, by: 'nginx', stop }
}

function configOf(root: string, folder: string, port: number, locations: string): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `  ${name}_temp_path ${folder}/nginx-${name};`)
  // Started by root, nginx would else read as a user who may not look into the temporary folder.
  const user = process.getuid?.() === 0 ? 'user root;\n' : ''
  return `${user}daemon off;
worker_processes 1;
pid ${folder}/nginx.pid;
error_log ${folder}/nginx-error.log;
events { worker_connections 1024; }
http {
${temporary.join('\n')}
  access_log off;
  keepalive_requests 1000000;
  types { text/html html; text/css css; application/javascript js; image/png png; application/pdf pdf; application/msword doc; application/vnd.ms-excel xls; application/zip zip; }
  server {
    listen 127.0.0.1:${port};
    root ${root};
    index index.html;
${locations}
  }
}
`
}

async function startNginx(nginx: string, folder: string, config: string, port: number): Promise<() => Promise<void>> {
  mkdirSync(folder, { recursive: true })
  const file = join(folder, 'nginx.conf')
  writeFileSync(file, config)
  const child = spawn(nginx, ['-c', file, '-p', folder], { stdio: ['ignore', 'ignore', 'pipe'], detached: true })
  const kept = keepForStop(child)
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  for (let tries = 0; tries < TRIES && child.exitCode === null; tries += 1) {
    if (await answers(port)) {
      return async () => {
        kept.kill()
        await ended
      }
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`nginx does not start: ${said}`)
}

async function answers(port: number): Promise<boolean> {
  try {
    const { statusCode, body } = await request(`http://127.0.0.1:${port}/`)
    await body.dump()
    return statusCode === 200
  } catch {
    // Not yet.
    return false
  }
}
