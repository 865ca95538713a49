import { firstText } from './first-text';
import { readFrame, writeFrame } from './frame';

describe('the frame of a measure', () => {
  it('is read out of a text and written into it, and nothing else changes', () => {
    const frame = readFrame(firstText);
    expect(frame).toEqual({
      name: '措施名称',
      number: '文号',
      document: '文件名称',
      issuer: '发文单位',
      from: '2026-01-01',
      to: '',
    });
    expect(writeFrame(firstText, frame)).toBe(firstText);
    const changed = writeFrame(firstText, { ...frame, name: '贴息', number: '涧工信〔2026〕1号', to: '2026-12-31' });
    expect(readFrame(changed)).toMatchObject({ name: '贴息', number: '涧工信〔2026〕1号', to: '2026-12-31' });
    expect(changed).toContain('article: 第几条');
    expect(changed.split('\n')).toHaveLength(firstText.split('\n').length);
  });

  it('texts with marks of their own come back as they were', () => {
    for (const name of ['一, 二', '甲: 乙', '"引号"', '$& 与 $1', '{x}'])
      expect(readFrame(writeFrame(firstText, { ...readFrame(firstText), issuer: name })).issuer).toBe(name);
  });
});
