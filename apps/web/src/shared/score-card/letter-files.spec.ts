import { type Explanation, type Letter, letterHtml } from '@tidu/criteria';
import { letterFile } from './letter-files';

const letter: Letter = {
  ...{ title: '预评估结果说明', notice: '预评估，非认定', addressee: '洛阳 A/B: “轴承”有限公司', opening: ['一'] },
  ...{ ground: [{ label: '评价日', value: '2026-06-01' }], outcome: 'met', result: '满足', verdict: [], open: [] },
  ...{ needs: [], clauses: [], values: [{ label: '营业收入', value: '1亿元', source: '审计报告 2025' }] },
  ...{ note: '', closing: ['完'], from: '涧西区工业和信息化局' },
};
const explanation = { standard: { id: 'some-standard' }, outcome: 'met' } as Explanation;

describe('letterFile', () => {
  it('is named after whom, which standard and which day, in letters every file system takes', () => {
    const { name } = letterFile(letter, explanation, 'html');
    expect(name).toBe('洛阳-A-B-“轴承”有限公司_some-standard_2026-06-01.html');
    expect(name).not.toMatch(/[\\/:*?"<>|\s]/);
  });

  it('as a page it is the letter and nothing else', () => {
    expect(letterFile(letter, explanation, 'html')).toMatchObject({
      type: 'text/html;charset=utf-8',
      text: letterHtml(letter),
    });
  });

  it('as data it holds the same letter, what it was written from, and what it is not', () => {
    const { name, type, text } = letterFile(letter, explanation, 'json');
    expect([name.endsWith('.json'), type]).toEqual([true, 'application/json']);
    expect(JSON.parse(text)).toEqual({
      format: 'tidu-letter',
      version: 1,
      notice: '预评估，非认定',
      letter,
      explanation,
    });
  });
});
