import fs from 'node:fs';
import path from 'node:path';

const root = path.resolve(__dirname, '../..');

/** What may stand nowhere in the code, why, and the one place that may. */
const forbidden: { form: RegExp; why: string; except?: string; example: string }[] = [
  {
    form: /\.createQueryRunner\(/,
    why: 'QueryRunners by hand leak connections; use Database.read | write.',
    except: 'libs/platform/src/database/database.ts',
    example: 'dataSource.createQueryRunner()',
  },
  {
    form: /\.(findOne|findOneBy|findOneOrFail|findOneByOrFail|findBy)\(/,
    why: 'With an empty condition it answers the first row of the table; write the statement (tx.row).',
    example: 'repository.findOneBy({ id })',
  },
  {
    form: /\b(manager|repository)\.(save|upsert|preload|merge)\(/,
    why: 'An id in what is saved overwrites that row; insert, or update where id and version are as seen.',
    example: 'this.repository.save(dto)',
  },
  {
    form: /\.(createQueryBuilder|orderBy|addOrderBy)\(/,
    why: 'Takes SQL as text from anybody; order by keys of an allow-list in a statement of ours.',
    example: 'query.orderBy(sort)',
  },
  { form: /\.synchronize\(/, why: 'Only migrations build databases.', example: 'dataSource.synchronize()' },
  {
    form: /enableImplicitConversion:\s*true/,
    why: 'It turns an empty figure into 0.',
    example: 'enableImplicitConversion: true',
  },
];

function sources(dir: string): string[] {
  return fs
    .readdirSync(path.join(root, dir), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !/node_modules|\.gen\.ts$|server\/src\/metadata\.ts$/.test(file))
    .map((file) => `${dir}/${file}`);
}

describe('what may stand nowhere in the code', () => {
  const texts = ['libs', 'apps', 'test']
    .flatMap(sources)
    .filter((file) => !file.endsWith('forbidden-calls.spec.ts'))
    .map((file) => [file, fs.readFileSync(path.join(root, file), 'utf8')] as const);

  it.each(forbidden)('$form', ({ form, why, except }) => {
    const found = texts.flatMap(([file, text]) =>
      text.split('\n').flatMap((line, i) => (form.test(line) && file !== except ? [`${file}:${i + 1}: ${why}`] : [])),
    );
    expect(found).toEqual([]);
  });

  it.each(forbidden)('would be found with one: $example', ({ form, example, except }) => {
    expect(form.test(example)).toBe(true);
    if (except !== undefined) expect(texts.find(([file]) => file === except)?.[1]).toMatch(form);
  });
});
