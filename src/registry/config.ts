import { readdir } from 'node:fs/promises'
import { basename, extname, join } from 'node:path'
import type { z } from 'zod'
import { type Config, type Problem, UserError } from '../model/config.ts'
import { calendarSchema } from './calendar.ts'
import { columnRulesSchema } from './columns.ts'
import { readPatterns } from './patterns.ts'
import { readRubrics } from './rubrics.ts'
import { overlay, readSettings } from './settings.ts'
import { readSites } from './sites.ts'
import { suggest } from './suggest.ts'
import { readYaml, type YamlFile } from './yaml-file.ts'
import { check } from './yaml-problems.ts'

const KNOWN = ['sites.csv', 'sites.xlsx', 'settings.yaml', 'columns.yaml', 'calendar.yaml', 'rubrics', 'patterns']

/**
 * The whole configuration of a folder, whatever it lacks taken from the shipped one: settings key by key, the calendar year by year, patterns section
 * by section, every other file as a whole. Throws a UserError with everything that is wrong in all files. `onSkipped` hears of registered units
 * without a known address.
 */
export async function loadConfig(dir: string, shipped: string, onSkipped: (row: Problem) => void = () => {}): Promise<Config> {
  const problems: Problem[] = []
  const folders = { own: await listFolder(dir, problems), shipped: await listFolder(shipped, problems) }
  if (problems.length > 0) throw unsound(dir, problems)
  if (dir !== shipped) problems.push(...judgeNames(folders.own))
  const registry = await readSites(registryFile(folders, problems))
  problems.push(...registry.problems)
  const settings = await readPair(folders, 'settings.yaml', problems, readSettings)
  const columns = await readPair(folders, 'columns.yaml', problems, (base, own, found) => whole(columnRulesSchema, own ?? base, found))
  const calendar = await readPair(folders, 'calendar.yaml', problems, readCalendar)
  const rubrics = await readRubricFiles(folders, problems)
  const patterns = readPatterns(
    await readAll(folders.shipped, 'patterns', problems),
    await readAll(otherThanShipped(folders), 'patterns', problems),
    problems,
  )
  if (problems.length > 0 || !settings || !columns || !calendar || !patterns) throw unsound(dir, problems)
  registry.skipped.forEach(onSkipped)
  return { sites: registry.sites, settings, rubrics, columns, calendar, patterns }
}

interface Folder {
  readonly path: string
  readonly names: readonly string[]
}

interface Folders {
  readonly own: Folder
  readonly shipped: Folder
}

function unsound(dir: string, problems: readonly Problem[]): UserError {
  return new UserError(`${dir}: ${problems.length} problem${problems.length === 1 ? '' : 's'} in the configuration`, problems)
}

async function listFolder(path: string, problems: Problem[]): Promise<Folder> {
  try {
    return { path, names: (await readdir(path)).sort() }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    const got =
      code === 'ENOENT' ? 'nothing there' : code === 'ENOTDIR' ? 'a file' : code === 'EACCES' ? 'no permission to read it' : String(error)
    problems.push({
      file: path,
      expected: 'a folder with sites.csv, settings.yaml …',
      got,
      fix: 'name another folder with --config, or create it',
    })
    return { path, names: [] }
  }
}

/** A misspelt file would be passed over, and the shipped one used in its place, without a word. */
function judgeNames(folder: Folder): Problem[] {
  const read = (name: string): boolean => !name.includes('.') || /\.(?:csv|xlsx|ya?ml)$/i.test(name)
  return folder.names
    .filter((name) => read(name) && !KNOWN.includes(name))
    .flatMap((name) => {
      const near = suggest(
        name,
        KNOWN.filter((known) => !folder.names.includes(known) && (extname(known) === '') === (extname(name) === '')),
      )
      return near
        ? [
            {
              file: join(folder.path, name),
              expected: `one of ${KNOWN.join(', ')}`,
              got: 'a name that govsite does not read',
              fix: `did you mean ${near}?`,
            },
          ]
        : []
    })
}

function registryFile({ own, shipped }: Folders, problems: Problem[]): string {
  const found = ['sites.csv', 'sites.xlsx'].filter((name) => own.names.includes(name))
  if (found.length > 1)
    problems.push({
      file: join(own.path, 'sites.xlsx'),
      expected: 'one registry',
      got: 'sites.csv beside it',
      fix: 'remove one of the two',
    })
  return found[0] === undefined ? join(shipped.path, 'sites.csv') : join(own.path, found[0])
}

function otherThanShipped({ own, shipped }: Folders): Folder {
  return own.path === shipped.path ? { path: own.path, names: [] } : own
}

/** The file of that name in both folders; a problem, and undefined, when it cannot be read. */
async function readPair<T>(
  folders: Folders,
  name: string,
  problems: Problem[],
  read: (shipped: YamlFile, own: YamlFile | undefined, problems: Problem[]) => T | undefined,
): Promise<T | undefined> {
  const own = otherThanShipped(folders)
  const base = await readOne(join(folders.shipped.path, name), problems)
  const over = own.names.includes(name) ? await readOne(join(own.path, name), problems) : undefined
  const broken = own.names.includes(name) && over === undefined
  return base === undefined || broken ? undefined : read(base, over, problems)
}

async function readOne(file: string, problems: Problem[]): Promise<YamlFile | undefined> {
  try {
    return await readYaml(file, problems)
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    problems.push(...error.problems)
    return undefined
  }
}

async function readAll(folder: Folder, name: string, problems: Problem[]): Promise<YamlFile[]> {
  if (!folder.names.includes(name)) return []
  const path = join(folder.path, name)
  const { names } = await listFolder(path, problems)
  const files = await Promise.all(names.filter((file) => /\.ya?ml$/i.test(file)).map((file) => readOne(join(path, file), problems)))
  return files.filter((file) => file !== undefined)
}

function whole<T>(schema: z.ZodType<T>, yaml: YamlFile, problems: Problem[]): T | undefined {
  return check(schema, yaml, yaml.value, problems)
}

function readCalendar(shipped: YamlFile, own: YamlFile | undefined, problems: Problem[]): Config['calendar'] | undefined {
  return own ? check(calendarSchema, own, overlay(shipped.value, own.value), problems) : whole(calendarSchema, shipped, problems)
}

/** A rubric of the user replaces the shipped one in a file of its name, and those for the same kinds of owner. */
async function readRubricFiles(folders: Folders, problems: Problem[]): Promise<Config['rubrics']> {
  const own = await readAll(otherThanShipped(folders), 'rubrics', problems)
  const names = new Set(own.map((yaml) => basename(yaml.file)))
  const shipped = (await readAll(folders.shipped, 'rubrics', problems)).filter((yaml) => !names.has(basename(yaml.file)))
  const first = readRubrics(own, problems)
  const covered = new Set(first.flatMap((rubric) => rubric.appliesTo))
  const rubrics = [...first, ...readRubrics(shipped, problems).filter((rubric) => !rubric.appliesTo.every((kind) => covered.has(kind)))]
  if (rubrics.length === 0 && problems.length === 0) {
    problems.push({
      file: join(folders.own.path, 'rubrics'),
      expected: 'at least one rubric',
      got: 'none',
      fix: 'copy one of the shipped rubrics and change it',
    })
  }
  return rubrics
}
