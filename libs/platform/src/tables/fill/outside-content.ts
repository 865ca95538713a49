import { refused } from '../table-errors';
import type { XlsxPackage } from '../xlsx-package';

/** Parts that act by themselves or reach outside of the file. */
const parts: readonly (readonly [RegExp, string])[] = [
  [/^xl\/(?:.*\/)?vbaproject\.bin$|^xl\/(?:macrosheets|dialogsheets)\//i, '宏'],
  [/^xl\/externallinks\//i, '指向别的文件的链接'],
  [/^xl\/(?:embeddings|activex|ctrlprops)\//i, '嵌入的对象或控件'],
  [/^xl\/(?:connections\.xml$|querytables\/)/i, '外部数据连接'],
];

/** What is asked of a file before it is handed on under our name. @throws DomainError `PLATFORM.TEMPLATE_OUTSIDE`. */
export async function refuseOutsideContent(pack: XlsxPackage): Promise<void> {
  for (const { name } of pack.parts()) {
    const found = parts.find(([pattern]) => pattern.test(name));
    if (found) throw outside(found[1]);
    if (/\.rels$/i.test(name)) await refuseLinks(pack, name);
  }
  let isMacro = false;
  await pack.read('[Content_Types].xml', {
    open: (_, attributes) => void (isMacro ||= /macroEnabled|vbaProject/i.test(attributes.get('ContentType') ?? '')),
    close: () => undefined,
    text: () => undefined,
  });
  if (isMacro) throw outside('宏');
}

/** A hyperlink waits for a click; everything else outside is fetched by the program that opens the file. */
async function refuseLinks(pack: XlsxPackage, name: string): Promise<void> {
  let isOutside = false;
  await pack.read(name, {
    open(_, attributes) {
      if (attributes.get('TargetMode') === 'External' && !/\/hyperlink$/i.test(attributes.get('Type') ?? ''))
        isOutside = true;
    },
    close: () => undefined,
    text: () => undefined,
  });
  if (isOutside) throw outside('指向别的文件的链接');
}

/** Functions that fetch or run something when the file is opened. */
export const fetching = /\b(?:WEBSERVICE|FILTERXML|RTD|CALL|REGISTER(?:\.ID)?|EXEC|DDE)\s*\(|\|\s*'/i;

export const outside = (what: string) =>
  refused(
    'TEMPLATE_OUTSIDE',
    `模板里有${what}，不能代为填报后发出。请在 Excel 或 WPS 中去掉，另存为“Excel 工作簿（.xlsx）”再上传。`,
  );
