import tseslint from "typescript-eslint";

const clock = "Take a Clock (model/clock.ts), so that tests can set the time.";

export default tseslint.config(
  { ignores: ["**/dist/", "**/node_modules/", "**/*.mjs", ".eddy/"] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true } },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "max-lines": ["error", { max: 300, skipBlankLines: true, skipComments: true }],
      complexity: ["error", 10],
      "max-params": ["error", 4],
      "max-depth": ["error", 3],
      "no-console": "error",
      "no-restricted-syntax": [
        "error",
        { selector: "ExportAllDeclaration", message: "Name what you export." },
        { selector: "ExportDefaultDeclaration", message: "Named exports only." },
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: clock },
      ],
      "no-restricted-globals": ["error", { name: "setInterval", message: clock }, { name: "setTimeout", message: clock }],
      "no-restricted-properties": [
        "error",
        { object: "Date", property: "now", message: clock },
        { object: "Math", property: "random", message: "Pass a seeded Random (model/random.ts)." },
      ],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "@typescript-eslint/explicit-module-boundary-types": "error",
      "@typescript-eslint/consistent-type-imports": "error",
    },
  },
  {
    files: ["**/model/clock.ts"],
    rules: { "no-restricted-globals": "off", "no-restricted-properties": "off", "no-restricted-syntax": "off" },
  },
  // Whole-system tests wait for real servers: they have nothing but the real clock.
  {
    files: ["test/**/*.ts"],
    rules: { "no-restricted-globals": "off", "no-restricted-properties": "off", "no-restricted-syntax": "off" },
  },
  { files: ["**/*.test.ts"], rules: { "@typescript-eslint/no-floating-promises": "off" } },
);
