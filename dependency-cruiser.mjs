// Layers of exporter/src, lowest first. A folder may import itself and folders on earlier lines;
// folders on one line do not see each other. docs/ARCHITECTURE.md draws the same picture.
const layers = [
  ["contract"],
  ["model"],
  ["stats"],
  ["formats", "mapping", "filters", "detectors", "kpis", "state"],
  ["transforms"],
  ["pack"],
  ["pipeline", "infer", "rules"],
  ["sources", "store", "metrics"],
  ["api"],
  ["config"],
  ["run", "workbench"],
  ["cli"],
];
const pure = layers.slice(0, 7).flat();
// npm packages that the pure core may use, each with its reason.
const corePackages = {
  "@marcbachmann/cel-js": "expressions of packs: CEL, evaluated without eval; ADR 0007",
  re2js: "matches() of expressions in linear time, whatever pattern and text are",
  sentiment: "sentiment() of expressions: the AFINN word list",
  yaml: "packs are YAML; it keeps line numbers, so that a fault can be told with its line",
  zod: "the one schema of a pack",
};
// node: modules that do no I/O, each with its reason.
const coreModules = {
  zlib: "its gunzipSync: payloads with Content-Encoding gzip",
};
const anyOf = (folders) => `^exporter/src/(${folders.join("|")})/`;
const looksDownOnly = layers.flatMap((layer, i) =>
  layer.map((folder) => ({
    name: `${folder}-looks-down-only`,
    severity: "error",
    comment: `${folder}/ may import ${layers.slice(0, i).flat().join(", ") || "nothing"} and itself.`,
    from: { path: anyOf([folder]), pathNot: "\\.test\\.ts$" },
    to: { path: "^exporter/src/", pathNot: anyOf([folder, ...layers.slice(0, i).flat()]) },
  })),
);

export default {
  forbidden: [
    ...looksDownOnly,
    {
      name: "no-cycles",
      severity: "error",
      comment: "Two files that need each other are one concept; merge them or invert one of them.",
      from: {},
      to: { circular: true },
    },
    {
      name: "siblings-are-strangers",
      severity: "error",
      comment: "One detector (format, filter, KPI) never imports another. Share through stats/ or model/.",
      from: { path: "^exporter/src/(detectors|kpis|formats|filters)/[^/]+\\.ts$", pathNot: "(registry|decoder|\\.test)\\.ts$" },
      to: { path: "^exporter/src/$1/", pathNot: "^exporter/src/$1/(detector|reasons|band|time-of-day|state-page|kpi|format|filter|text)\\.ts$|/auto/|/parts/|/pattern/" },
    },
    {
      name: "core-does-no-io",
      severity: "error",
      comment: "Everything up to pipeline/ is pure: no node: module, no npm package but those listed above. Adapters do I/O.",
      from: { path: anyOf(pure), pathNot: "\\.test\\.ts$" },
      to: {
        dependencyTypes: ["core", "npm"],
        pathNot: [`node_modules/(${Object.keys(corePackages).join("|")})/`, `^(node:)?(${Object.keys(coreModules).join("|")})$`],
      },
    },
    {
      name: "workspaces-meet-in-contract",
      severity: "error",
      comment: "simulators/, mailbox/ and test/ see the exporter only through its contract; tests run the built programs.",
      from: { path: "^(simulators|mailbox|test)/" },
      to: { path: "^exporter/", pathNot: "^exporter/(src|dist)/contract/" },
    },
    {
      name: "benches-are-leaves",
      severity: "error",
      comment: "exporter/bench/ judges the exporter from outside: nothing that is shipped knows of it.",
      from: { path: "^exporter/src/" },
      to: { path: "^exporter/bench/" },
    },
    {
      name: "dashboards-see-contract-and-packs",
      severity: "error",
      comment: "provisioning/grafana/ knows the exporter by its contract and by what packs expose (eddy-exporter/packs), nothing else.",
      from: { path: "^provisioning/" },
      to: { path: "^exporter/", pathNot: "^exporter/(src|dist)/(contract/|workbench/outlines\\.)" },
    },
    {
      name: "commands-load-when-called",
      severity: "error",
      comment: "eddy --help and every command start with these files alone: registry.ts imports a command's module when it is called, import(\"./x.ts\").",
      from: { path: "^exporter/src/(main|cli/(registry|dispatch|help|parse|command|run-flags))\\.ts$" },
      to: { path: "^exporter/src/|node_modules/", dynamic: false, pathNot: "^exporter/src/(cli/(registry|dispatch|help|parse|command|run-flags|version)|config/(config-error|environment)|pack/(faults|nearest))\\.ts$" },
    },
    {
      name: "tests-are-leaves",
      severity: "error",
      comment: "Nothing imports a test; what two tests share is a file of its own.",
      from: {},
      to: { path: "\\.test\\.ts$" },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(^|/)dist/" },
    enhancedResolveOptions: { extensions: [".ts", ".js"], exportsFields: ["exports"], conditionNames: ["types", "import", "node", "default"] },
  },
};
