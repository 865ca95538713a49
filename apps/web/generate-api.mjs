// Types of the console's and the open interface from their OpenAPI documents, so that a page that misnames a field
// does not compile. The documents are written by `npm run openapi` and committed; the types are not.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';

const here = path.dirname(fileURLToPath(import.meta.url));
const documents = path.resolve(here, '../server/openapi');
const target = path.join(here, 'src/shared/api');

const audiences = ['access', 'console', 'open', 'portal'];
const missing = audiences.filter((name) => !fs.existsSync(path.join(documents, `${name}.json`)));
if (missing.length > 0) {
  process.stderr.write(
    `缺少接口说明：${missing.map((name) => `apps/server/openapi/${name}.json`).join('、')}。请先运行 npm run openapi。\n`,
  );
  process.exit(1);
}

fs.mkdirSync(target, { recursive: true });
for (const name of audiences) {
  const document = JSON.parse(fs.readFileSync(path.join(documents, `${name}.json`), 'utf8'));
  const types = astToString(await openapiTS(document, { alphabetize: true }));
  const file = path.join(target, `${name}.gen.ts`);
  const text = `// Generated from apps/server/openapi/${name}.json by generate-api.mjs.\n${types}`;
  // an unchanged file keeps its time, so that nothing is built anew for nothing
  if (!fs.existsSync(file) || fs.readFileSync(file, 'utf8') !== text) fs.writeFileSync(file, text);
}
