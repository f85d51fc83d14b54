import js from "@eslint/js";
import tseslint from "typescript-eslint";
import { defineConfig } from "eslint/config";
import { numbersInTemplates } from "./scripts/lint/numbersInTemplates.mjs";

export default defineConfig(
  { ignores: ["**/node_modules", "dist", "out", "**/.vscode-test", ".work"] },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    plugins: { hostside: { rules: { "numbers-in-templates": numbersInTemplates } } },
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: [] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "@typescript-eslint/no-unnecessary-condition": ["error", { allowConstantLoopConditions: true }],
      "@typescript-eslint/prefer-nullish-coalescing": "off",
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "hostside/numbers-in-templates": "error",
      eqeqeq: "error",
      "no-console": "error",
    },
  },
  {
    // Parameters of a constructor can be private in no other way.
    files: ["**/*.ts"],
    rules: {
      "no-restricted-syntax": ["error", { selector: "PrivateIdentifier", message: "Write `private` instead of #." }],
    },
  },
  {
    // Scripts and the command line talk to a terminal; that is their job.
    files: ["scripts/**", "server/src/cli/**", "test/**/*.mjs", "*.mjs"],
    rules: { "no-console": "off" },
  },
  {
    // The compiler checks these too, and knows Node's globals.
    files: ["**/*.mjs"],
    rules: { "no-undef": "off" },
  },
  {
    files: ["**/*.cjs"],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { globals: { module: "readonly", require: "readonly" } },
    rules: { "@typescript-eslint/no-require-imports": "off" },
  },
);
