import { type Fault, faultWords } from './fault';

describe('a fault', () => {
  it.each<[Fault, string]>([
    [{ kind: 'altered', entryId: '7', sequence: '3' }, '审计记录 7：内容被改动（封存序号 3）'],
    [{ kind: 'removed', entryId: '7', sequence: '3' }, '审计记录 7：已封存，记录不在了（封存序号 3）'],
    [{ kind: 'removed', entryId: '7' }, '审计记录 7：已封存，记录不在了'],
    [{ kind: 'cut', entryId: '7', seal: '2' }, '审计记录 7：随末尾一起被截去（库外第 2 个封存头里有它）'],
    [{ kind: 'inserted', entryId: '7' }, '审计记录 7：不是经程序写入的（不在封存链里，也不在待封存之列）'],
    [
      { kind: 'broken', entryId: '7', previousId: '6', sequence: '3' },
      '审计记录 7：封存链在序号 3 处接不上，它或前一条 6被调换或改写',
    ],
    [
      { kind: 'broken', entryId: '7', previousId: null, sequence: '1' },
      '审计记录 7：封存链在序号 1 处接不上被调换或改写',
    ],
    [{ kind: 'gap', sequence: '3' }, '封存序号 3：链上缺这一环'],
    [{ kind: 'seal', seal: '2' }, '第 2 个封存头：与它的各环对不上，或不在了'],
    [{ kind: 'head', seal: '2', entries: '4-7' }, '第 2 个封存头：与库外保存的不同，链被整段改写；涉及审计记录 4-7'],
    [{ kind: 'headMissing', seal: '2' }, '第 2 个封存头：库外的封存头文件里没有它'],
  ])('is told in a sentence: %j', (fault, words) => {
    expect(faultWords(fault)).toBe(words);
  });
});
