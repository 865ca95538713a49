import type { Letter } from './letter';
import { type Block, letterBlocks } from './letter-blocks';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escape = (text: string): string => text.replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);

/** Looks of the letter, the same in the page and in the exported file; each page of paper says what it is. */
export const LETTER_STYLE = `
.letter { max-width: 52rem; margin: 0 auto; color: #16242f; line-height: 1.65; overflow-wrap: anywhere; }
.letter h1 { margin: 0; font-size: 1.5rem; text-align: center; letter-spacing: .06em; }
.letter h2 { margin: 1.4rem 0 .4rem; padding-bottom: .2rem; border-bottom: 2px solid #0e3a4a; font-size: 1.1rem; }
.letter h3 { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 1rem; margin: 0; font-size: 1rem; }
.letter p, .letter dl, .letter dd, .letter ul { margin: 0; }
.letter p + p { margin-top: .25rem; }
.letter__notice { width: fit-content; margin: .4rem auto 1rem !important; padding: 0 .8rem; border: 1px solid #16242f; font-weight: 600; }
.letter__to { margin-bottom: .4rem !important; font-weight: 600; }
.letter__verdict { font-size: 1.3rem; font-weight: 700; }
.letter__from { text-align: right; }
.letter__quiet, .letter__source { color: #5d6a73; font-size: .86rem; }
.letter__rows > div { display: grid; grid-template-columns: minmax(9rem, 34%) 1fr; gap: 0 1rem; padding: .15rem 0; border-bottom: 1px dotted #b9c2c6; }
.letter__rows dt, .letter__values dt { color: #45545e; }
.letter__values { margin-top: .3rem !important; font-size: .92rem; }
.letter__values > div { display: flex; flex-wrap: wrap; gap: 0 .8rem; justify-content: space-between; border-bottom: 1px dotted #dce1df; }
.letter__source { margin-left: .6rem; }
.letter__clause { padding: .6rem 0 .6rem; border-bottom: 1px solid #b9c2c6; break-inside: avoid; }
.letter__clause--1 { padding-left: 1rem; }
.letter__clause--2, .letter__clause--3 { padding-left: 2rem; }
.letter__findings, .letter__needs { padding: 0; list-style: none; }
.letter__findings { margin-top: .3rem !important; font-size: .92rem; }
.letter__findings li { display: flex; flex-wrap: wrap; gap: 0 .9rem; }
.letter__level-1 { padding-left: 1.2rem; }
.letter__level-2, .letter__level-3 { padding-left: 2.4rem; }
.letter__needs li { padding: .2rem 0; }
.letter__needs .letter__needs { padding-left: 1.2rem; }
.letter__need { margin-left: .8rem; }
.letter__mark, .letter__result { font-weight: 600; white-space: nowrap; }
.letter__result--met { color: #17704a; }
.letter__result--unmet { color: #b3261e; }
.letter__result--unknown, .letter__reason { color: #7a5000; }
.letter__result--manual { color: #54459b; }
.letter__near { color: #0a4254; }
.letter footer { margin-top: 1.4rem; padding-top: .6rem; border-top: 2px solid #0e3a4a; color: #45545e; }
@media (width <= 640px) {
  .letter__rows > div { grid-template-columns: 1fr; }
  .letter__clause--1, .letter__clause--2, .letter__clause--3 { padding-left: .6rem; border-left: 3px solid #dce1df; }
}
@media print {
  @page { size: A4; margin: 16mm 15mm 18mm; @bottom-center { content: '预评估，非认定 · 第 ' counter(page) ' 页，共 ' counter(pages) ' 页'; font-size: 9pt; } }
  .letter { max-width: none; font-size: 10.5pt; }
}
`;

function html(part: Block | string): string {
  if (typeof part === 'string') return escape(part);
  const { tag, name, parts } = part;
  return `<${tag}${name === null ? '' : ` class="${escape(name)}"`}>${parts.map(html).join('')}</${tag}>`;
}

/** The letter as one file that opens anywhere without a network: no code, nothing fetched. */
export function letterHtml(letter: Letter): string {
  const title = `${letter.addressee} ${letter.title}（${letter.notice}）`;
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escape(title)}</title>
<style>
body { margin: 0; padding: 1.5rem 1rem; background: #fff; font-family: system-ui, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans SC', 'WenQuanYi Micro Hei', sans-serif; font-variant-numeric: tabular-nums; }${LETTER_STYLE}</style>
</head>
<body>
${html(letterBlocks(letter))}
</body>
</html>
`;
}
