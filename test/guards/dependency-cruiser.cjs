/** Each room, and the only rooms it may import; `src/cli` is the composition root and may import all. */
const MAY_IMPORT = {
  'src/model': [],
  'src/extract': ['src/model'],
  'checks': ['src/model', 'src/extract'],
  'src/score': ['src/model'],
  'src/registry': ['src/model'],
  'src/crawl': ['src/model', 'src/extract'],
  'src/store': ['src/model'],
  // The auditor reads meaning out of stored bytes again at every judgement: that is what makes judging repeatable.
  'src/audit': ['src/model', 'src/extract', 'src/store', 'checks'],
  'src/report': ['src/model'],
  'src/bundle': ['src/model', 'src/store'],
  'src/schedule': ['src/model'],
  'src/demo': ['src/model'],
}
const PURE = ['src/model', 'src/extract', 'checks', 'src/score', 'src/report']
/** Parsers and data only; whatever else a pure room imports could reach the world. */
const PURE_PACKAGES = ['cheerio', 'htmlparser2', 'domhandler', 'tldts', 'string-width', 'csv-stringify', 'docx', 'echarts']
const only = (folders) => `^(${folders.join('|')})/`

module.exports = {
  forbidden: [
    ...Object.entries(MAY_IMPORT).map(([folder, allowed]) => ({
      name: `${folder.replace('/', '-')}-imports-only-its-own`,
      severity: 'error',
      from: { path: `^${folder}/` },
      to: { path: '^(src|checks|test)/', pathNot: only([folder, ...allowed]) },
    })),
    { name: 'a-check-stands-alone', severity: 'error', from: { path: '^checks/' }, to: { path: '^checks/' } },
    { name: 'pure-means-no-io', severity: 'error', from: { path: only(PURE) }, to: { dependencyTypes: ['core'] } },
    {
      name: 'pure-means-few-packages',
      severity: 'error',
      from: { path: only(PURE) },
      to: { dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'npm-no-pkg'], pathNot: `node_modules/(${PURE_PACKAGES.join('|')})/` },
    },
    {
      name: 'every-folder-is-listed',
      severity: 'error',
      from: { path: '^(src|checks)/', pathNot: only([...Object.keys(MAY_IMPORT), 'src/cli']) },
      to: {},
    },
    {
      name: 'every-folder-is-listed-even-when-only-imported',
      severity: 'error',
      from: {},
      to: { path: '^(src|checks)/', pathNot: only([...Object.keys(MAY_IMPORT), 'src/cli']) },
    },
    {
      name: 'only-the-store-speaks-sql',
      severity: 'error',
      from: { path: '^(src|checks)/', pathNot: '^src/store/' },
      to: { path: 'node_modules/(kysely|better-sqlite3)/' },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'nothing-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'] },
    exclude: { path: '^(test|node_modules/.*/node_modules)/' },
  },
}
