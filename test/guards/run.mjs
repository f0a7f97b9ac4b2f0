// Every guard and every test, in one go; ends with the plain line `N passed, N failed`, each guard counted as one.
import { execFile, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const bin = (name) => join('node_modules', '.bin', name)
const GUARDS = [
  { name: 'types', command: bin('tsc'), args: ['-p', '.'] },
  { name: 'lint and format', command: bin('biome'), args: ['ci', '--config-path', 'test/guards', '--error-on-warnings', '.'] },
  { name: 'import table', command: bin('depcruise'), args: ['--config', 'test/guards/dependency-cruiser.cjs', 'src', 'checks'] },
  { name: 'dead code', command: bin('knip'), args: ['--config', 'test/guards/knip.json'] },
]

/** What a guard said, and its exit code; null where it could not be started or was killed. */
function outcomeOf({ command, args }) {
  return new Promise((done) => {
    execFile(command, args, { maxBuffer: 2 ** 26 }, (error, stdout, stderr) =>
      done({
        code: error === null ? 0 : (error.code ?? null),
        said: stdout + stderr + (typeof error?.code === 'string' ? `${error.message}\n` : ''),
      }),
    )
  })
}

let passed = 0
let failed = 0
// Side by side, and each told as a whole when its turn comes.
for (const [index, done] of (await Promise.all(GUARDS.map(outcomeOf))).entries()) {
  const guard = GUARDS[index]
  process.stdout.write(`guard: ${guard.name}\n${done.said}`)
  if (done.code === 0) passed += 1
  else {
    failed += 1
    process.stdout.write(`guard failed: ${guard.name} (${guard.command} ${guard.args.join(' ')})\n`)
  }
}

const folder = mkdtempSync(join(tmpdir(), 'govsite-test-'))
const report = join(folder, 'report.json')
const only = process.argv.slice(2)
const tests = spawnSync(
  bin('vitest'),
  ['run', '--config', 'test/guards/vitest.config.ts', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...only],
  {
    stdio: 'inherit',
  },
)
try {
  const result = JSON.parse(readFileSync(report, 'utf8'))
  passed += result.numPassedTests
  // A file that cannot even be loaded fails without a failed test; it counts all the same.
  failed += Math.max(result.numFailedTests, result.numFailedTestSuites > 0 || tests.status !== 0 ? 1 : 0)
} catch {
  process.stdout.write('the test runner left no report\n')
  failed += 1
}
rmSync(folder, { recursive: true, force: true })
process.stdout.write(`${passed} passed, ${failed} failed\n`)
process.exitCode = failed === 0 ? 0 : 1
