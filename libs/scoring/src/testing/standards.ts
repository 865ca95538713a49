import fs from 'node:fs';
import path from 'node:path';

const folder = path.resolve(__dirname, '../../../../seeds/standards');

/** Text of a file of `seeds/standards`, named without its ending. */
export const seedText = (name: string): string => fs.readFileSync(path.join(folder, `${name}.yaml`), 'utf8');

/**
 * A next version of 洛阳's 隐形冠军 that asks for 4000万 of revenue in place of 3000万, with its changelog and with cases
 * that follow it.
 */
export function nextVersion(
  id: string,
  version = 2,
): { standard: string; cases: string; file: string; casesFile: string } {
  const entry = (of: number) => `
  - version: ${of}
    day: 2026-11-24
    titles: [hiddenChampion]
    regions: ['410300']
    periods: { application: { from: 2027-01-01 } }
    text: 按市局通知提高营业收入门槛。
    clauses: { revenue: 由 3000 万元提高到 4000 万元 }`;
  const standard = seedText(id)
    .replace(/^version: \d+/m, `version: ${version}`)
    .replace(/^requires:/m, `changes:${entry(version)}\nrequires:`)
    .replace('3000万', '4000万');
  const cases = seedText(`${id}.cases`).replaceAll('2999.999999万', '3999.999999万').replaceAll('3000万', '4000万');
  return { standard, cases, file: `${id}.yaml`, casesFile: `${id}.cases.yaml` };
}
