/** Borders between the rooms: see CONTRIBUTING.md, "Where things live". */
const room = (path) => `^${path}/`;

module.exports = {
  forbidden: [
    {
      name: 'reference-runtime-stands-alone',
      comment: 'The subject is started as a program, like docker. It imports nothing from the judge.',
      severity: 'error',
      from: { path: room('reference-runtime') },
      to: { path: '^(spec|features|steps|harness|reports|bench)/' },
    },
    {
      name: 'nobody-imports-the-reference-runtime',
      comment: 'The judge must be fair: it reaches the reference runtime the way it reaches any other.',
      severity: 'error',
      from: { pathNot: room('reference-runtime') },
      to: { path: room('reference-runtime') },
    },
    {
      name: 'steps-see-runtimes-only',
      comment: 'Glue speaks to the Runtime interface, never to a concrete driver or to the machinery.',
      severity: 'error',
      from: { path: room('steps') },
      to: {
        path: '^(harness|reports|bench)/',
        pathNot: [
          '^harness/drivers/(runtime|request|answers|outcome|capabilities|reconnect)\\.ts$',
          '^harness/fixtures/(catalogue|archive|portable-archive)\\.ts$',
          '^harness/probe/facts\\.ts$',
          '^harness/verdicts/evidence\\.ts$',
          '^harness/run-context\\.ts$',
          '^harness/package-root\\.ts$',
        ],
      },
    },
    {
      name: 'drivers-never-judge',
      comment: 'A driver reports. It knows no assertion, no Cucumber, no verdict.',
      severity: 'error',
      from: { path: room('harness/drivers'), pathNot: '\\.test\\.ts$' },
      to: {
        path: '^(harness/(verdicts|clauses|cli|expectations)|steps|reports)/|node_modules/@cucumber|^assert',
      },
    },
    {
      name: 'verdicts-see-evidence-and-clauses-only',
      severity: 'error',
      from: { path: room('harness/verdicts') },
      to: { path: '^(harness/(drivers|cli|fixtures|probe)|steps|reports)/' },
    },
    {
      name: 'reports-are-a-function-of-verdicts',
      severity: 'error',
      from: { path: room('reports') },
      to: { path: '^(harness/(drivers|cli|fixtures|probe)|steps)/' },
    },
    {
      name: 'nobody-imports-the-command-line',
      severity: 'error',
      from: { pathNot: '^harness/cli/' },
      to: { path: room('harness/cli') },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-orphans-in-package', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|coverage)/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      conditionNames: ['import', 'require', 'node', 'default'],
      exportsFields: ['exports'],
    },
  },
};
