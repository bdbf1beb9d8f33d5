// Units run on the source; facts and system tests on the built programs and real servers.
const shared = {
  // The expression library is ESM alone, and jest runs CommonJS.
  transform: { "\\.ts$|/node_modules/@marcbachmann/.*\\.js$": ["@swc/jest", { jsc: { target: "es2023", parser: { syntax: "typescript" } }, module: { type: "commonjs" } }] },
  moduleNameMapper: {
    "^#exporter/(.*)$": "<rootDir>/exporter/src/$1.ts",
    "^eddy-exporter/contract$": "<rootDir>/exporter/src/contract/index.ts",
    "^eddy-exporter/packs$": "<rootDir>/exporter/src/workbench/outlines.ts",
  },
  transformIgnorePatterns: ["/node_modules/(?!@marcbachmann/)"],
  testEnvironment: "node",
  // Tests run in a context of their own, where each look-up of a global costs a tenth of a microsecond; these are handed over.
  sandboxInjectedGlobals: ["Math", "Number", "Infinity"],
  testPathIgnorePatterns: ["/node_modules/", "/dist/"],
};

export default {
  projects: [
    { ...shared, displayName: "unit", testMatch: ["<rootDir>/exporter/src/**/*.test.ts", "<rootDir>/exporter/bench/**/*.test.ts", "<rootDir>/simulators/src/**/*.test.ts", "<rootDir>/mailbox/src/**/*.test.ts", "<rootDir>/provisioning/grafana/src/**/*.test.ts", "<rootDir>/test/operate/*.test.ts"] },
    { ...shared, displayName: "facts", testMatch: ["<rootDir>/test/facts/*.test.ts"] },
    { ...shared, displayName: "system", testMatch: ["<rootDir>/test/system/*.test.ts"] },
  ],
};
