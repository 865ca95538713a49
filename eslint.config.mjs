import eslint from '@eslint/js';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  {
    ignores: ['dist/', 'node_modules/', '.tidu/', '**/*.gen.ts', 'apps/server/src/metadata.ts', '**/*.cjs', '**/*.mjs'],
  },
  eslint.configs.recommended,
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: { allowDefaultProject: [] }, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'] }],
      'no-restricted-syntax': [
        'error',
        {
          selector: "CallExpression[callee.property.name='createQueryRunner']",
          message: 'QueryRunners by hand leak connections; use Database.transaction.',
        },
        {
          selector: 'CallExpression[callee.property.name=/^(findOne|findOneBy|findOneOrFail|findOneByOrFail|findBy)$/]',
          message: 'With an empty condition it answers the first row of the table; write the statement (tx.row).',
        },
        {
          selector:
            'CallExpression[callee.property.name=/^(save|upsert|preload|merge)$/][callee.object.property.name=/^(manager|repository)$/]',
          message: 'An id in what is saved overwrites that row; insert, or update where id and version are as seen.',
        },
        {
          selector: 'CallExpression[callee.property.name=/^(createQueryBuilder|orderBy|addOrderBy)$/]',
          message: 'Takes SQL as text from anybody; order by keys of an allow-list in a statement of ours.',
        },
        { selector: "CallExpression[callee.property.name='synchronize']", message: 'Only migrations build databases.' },
        {
          selector: "Property[key.name='enableImplicitConversion'][value.value=true]",
          message: 'It turns an empty figure into 0.',
        },
      ],
    },
  },
  {
    // Nest needs the classes of injected parameters at run time
    files: ['libs/*/src/**/*.ts', 'apps/server/src/**/*.ts'],
    rules: { '@typescript-eslint/consistent-type-imports': 'off', '@typescript-eslint/no-extraneous-class': 'off' },
  },
  {
    files: ['**/*.spec.ts', 'test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
);
