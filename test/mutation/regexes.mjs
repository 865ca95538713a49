// Looks at every regular expression of the code for one that a crafted text makes run for minutes (ReDoS), by recheck.
// Those that are slow only over texts that can't be long here stand in judged-regexes.json, with why.
//   node test/mutation/regexes.mjs
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

process.env.RECHECK_BACKEND = 'pure'; // no binary is fetched
const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, '../..');
const { checkSync } = createRequire(import.meta.url)('recheck');
const ts = createRequire(path.join(root, 'package.json'))('typescript');

const files = ['libs', 'apps/server/src', 'apps/cli/src', 'apps/web/src'].flatMap((dir) =>
  fs
    .readdirSync(path.join(root, dir), { recursive: true })
    .map((name) => path.join(dir, name))
    .filter((file) => /\.tsx?$/.test(file) && !/\.(spec|gen)\.tsx?$|\/testing\//.test(file)),
);
const places = new Map();
for (const file of files) {
  const source = ts.createSourceFile(
    file,
    fs.readFileSync(path.join(root, file), 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  );
  const visit = (node) => {
    if (ts.isRegularExpressionLiteral(node)) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      places.set(node.text, [...(places.get(node.text) ?? []), `${file}:${line + 1}`]);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
}

const judged = JSON.parse(fs.readFileSync(path.join(here, 'judged-regexes.json'), 'utf8'));
const counts = { judged: 0, safe: 0, vulnerable: 0, unknown: 0 };
for (const [text, where] of places) {
  const end = text.lastIndexOf('/');
  // flag v (sets of characters) is not known to recheck; u reads the same for what we use it for
  const result = checkSync(text.slice(1, end), text.slice(end + 1).replace('v', 'u'), { timeout: 20_000 });
  const status = result.status === 'vulnerable' && judged[text] ? 'judged' : result.status;
  counts[status]++;
  if (status === 'vulnerable')
    process.stdout.write(`可被拖慢（${result.complexity.summary}）：${text}  ${where.join('、')}\n`);
  if (status === 'unknown') process.stdout.write(`无法判断（${result.error.kind}）：${text}  ${where.join('、')}\n`);
}
process.stdout.write(
  `${places.size} 个正则表达式：安全 ${counts.safe}，只对长文字慢而这里长不了 ${counts.judged}，可被拖慢 ${counts.vulnerable}，无法判断 ${counts.unknown}\n`,
);
process.exit(counts.vulnerable > 0 ? 1 : 0);
