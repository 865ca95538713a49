// Writes readings.csv anew from the data of pinyin-pro: node seeds/reference/make-readings.mjs
import fs from 'node:fs';
import { pinyin } from 'pinyin-pro';

/** 中日韩统一表意文字，扩展 A，扩展 B 至 H。 */
const blocks = [
  [0x4e00, 0x9fff],
  [0x3400, 0x4dbf],
  [0x20000, 0x323af],
];
const byReadings = new Map();
for (const [from, to] of blocks) {
  for (let code = from; code <= to; code++) {
    const letter = String.fromCodePoint(code);
    const given = pinyin(letter, { multiple: true, toneType: 'none', type: 'array', v: true });
    const readings = [...new Set(given)].filter((reading) => /^[a-z]*[aeiouv][a-z]*$/.test(reading)).sort();
    if (readings.length === 0) continue;
    const key = readings.join('|');
    byReadings.set(key, (byReadings.get(key) ?? '') + letter);
  }
}
const lines = [...byReadings].sort(([one], [other]) => (one < other ? -1 : 1)).map((pair) => pair.join(','));
fs.writeFileSync(new URL('readings.csv', import.meta.url), `readings,letters\n${lines.join('\n')}\n`);
