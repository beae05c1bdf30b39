// @ts-check
import eslint from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** The walls of the house: who may import whom. `contract` ← `engine` ← `hosts`; `renderer` → `contract`, `transport`. */
const duckdb = { name: '@duckdb/node-api', message: 'DuckDB is imported only under electron/engine/db.' };
const electron = { name: 'electron', message: 'electron is imported only under electron/hosts/desktop.' };
const wall = (/** @type {string[]} */ folders, /** @type {string} */ message) => ({
  group: folders.map((folder) => `**/${folder}/**`),
  message,
});
const nodeModules = { regex: '^node:', message: 'Nothing of Node here: both sides import this folder.' };

export default defineConfig(
  { ignores: ['dist/', 'release/', 'node_modules/', 'coverage/'] },
  eslint.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'no-restricted-imports': ['error', { paths: [duckdb, electron] }],
      eqeqeq: ['error', 'always'],
    },
  },
  {
    files: ['electron/contract/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [duckdb, electron],
          patterns: [
            nodeModules,
            wall(['engine', 'hosts', 'transport', 'renderer'], 'The contract imports zod and itself alone.'),
          ],
        },
      ],
    },
  },
  {
    files: ['electron/engine/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [duckdb, electron],
          patterns: [wall(['hosts', 'transport', 'renderer'], 'The engine knows nothing of its hosts.')],
        },
      ],
    },
  },
  {
    files: ['electron/engine/db/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [electron],
          patterns: [
            wall(
              ['hosts', 'transport', 'renderer', 'intake', 'checks', 'review', 'publish', 'audit'],
              'The store knows nothing above it.',
            ),
          ],
        },
      ],
    },
  },
  {
    files: ['electron/transport/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [duckdb, electron],
          patterns: [wall(['engine', 'hosts', 'renderer'], 'A carrier knows the contract alone.')],
        },
      ],
    },
  },
  {
    files: ['renderer/**/*.ts', 'renderer/**/*.tsx'],
    extends: [reactHooks.configs.flat.recommended],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [duckdb, electron],
          patterns: [
            nodeModules,
            // Its own folder engine/ holds the page's side of the contract.
            wall(['electron/engine', 'electron/hosts'], 'The renderer speaks to the engine through the contract.'),
          ],
        },
      ],
    },
  },
  {
    files: ['electron/hosts/desktop/**/*.ts'],
    rules: { 'no-restricted-imports': ['error', { paths: [duckdb] }] },
  },
  {
    // The compiler checks these scripts too, and knows Node's globals.
    files: ['**/*.mjs'],
    rules: { 'no-undef': 'off' },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      'no-restricted-imports': 'off',
      'no-restricted-syntax': [
        'error',
        {
          selector: 'CallExpression[callee.property.name="toMatchObject"] Property > Literal[regex]',
          message: 'toMatchObject takes any string for a regular expression: wrap it in expect.stringMatching.',
        },
      ],
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
);
