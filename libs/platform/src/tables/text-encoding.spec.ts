import { decodedText, detectEncoding } from './text-encoding';
import { failure, testFolder } from './testing/table-files';

const folder = testFolder();
const block = 256 * 1024; // what is read at once
const luoyang = Buffer.from([0xc2, 0xe5, 0xd1, 0xf4]); // 洛阳 in GB18030

async function whole(file: string): Promise<string> {
  let text = '';
  for await (const piece of decodedText(file, await detectEncoding(file))) text += piece;
  return text;
}

describe('detectEncoding and decodedText', () => {
  it.each([
    ['', 'utf-8'],
    ['abc,1\n', 'utf-8'],
    ['\ufeff企业\n', 'utf-8'],
    ['𠮷\n', 'utf-8'],
  ] as const)('%j is %s', async (text, encoding) => {
    const file = folder.file('plain', text);
    expect(await detectEncoding(file)).toBe(encoding);
    expect(await whole(file)).toBe(text.replace('\ufeff', ''));
  });

  it('only the first mark is a mark', async () => {
    expect(await whole(folder.file('marks', '\ufeff\ufeffa'))).toBe('\ufeffa');
  });

  it.each([0, 1, 2, 3])('GB18030 is decoded across the blocks of a file (shift %i)', async (shift) => {
    const head = Buffer.alloc(block - 4 + shift, 'a');
    const file = folder.file('gb', Buffer.concat([head, luoyang, Buffer.from('\n'), luoyang]));
    expect(await detectEncoding(file)).toBe('gb18030');
    expect((await whole(file)).slice(head.length)).toBe('洛阳\n洛阳');
  });

  it('GB18030 that begins after megabytes of ASCII is found before the first row', async () => {
    const file = folder.file('late', Buffer.concat([Buffer.alloc(3 * block, 'a,b\n'), luoyang]));
    expect(await detectEncoding(file)).toBe('gb18030');
  });

  it('GB18030 that is cut off, or broken in a later block, is refused with its line', async () => {
    const lines = Buffer.concat(Array.from({ length: 70_000 }, () => Buffer.concat([luoyang, Buffer.from('\n')])));
    const cut = await failure(detectEncoding(folder.file('cut', Buffer.concat([lines, luoyang.subarray(0, 3)]))));
    expect([cut.code, cut.problems[0]?.where.row]).toEqual(['PLATFORM.TABLE_ENCODING', 70_001]);
    const at = 60_000 * 5;
    const broken = Buffer.from(lines);
    broken.set([0xff, 0xff], at);
    const error = await failure(detectEncoding(folder.file('broken', broken)));
    expect(error.problems[0]?.where.row).toBe(60_001);
  });

  it('UTF-16 with half a character is refused, and said to be UTF-16', async () => {
    const text = Buffer.from('\ufeffa\n\ud83d!', 'utf16le');
    const error = await failure(detectEncoding(folder.file('half', text)));
    expect(error.message).toContain('UTF-16LE');
    expect(error.problems[0]?.where.row).toBe(2);
    const odd = await failure(detectEncoding(folder.file('odd', Buffer.from('\ufeffab', 'utf16le').subarray(0, 5))));
    expect(odd.code).toBe('PLATFORM.TABLE_ENCODING');
  });
});
