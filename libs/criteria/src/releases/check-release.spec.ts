import { loadStandard } from '../load/load-standard';
import { casesText, dictionary, seedBase, seedRelease, standardIds, standardText } from '../testing/seeds';
import { checkRelease, type ReleaseTexts } from './check-release';

const id = 'miit-2026-2-specialized';
const texts = (over: Partial<ReleaseTexts> = {}): ReleaseTexts => ({
  ...{ standard: standardText(id), file: `${id}.yaml`, cases: casesText(id), casesFile: `${id}.cases.yaml` },
  ...over,
});
const none = () => null;
const messages = (given: ReleaseTexts, before?: Parameters<typeof checkRelease>[2]) =>
  checkRelease(given, dictionary, before).problems.map(({ message }) => message);

describe('what publishing asks', () => {
  it.each(standardIds)('%s as it is shipped has it', (one) => {
    const shipped = {
      ...{ standard: standardText(one), file: `${one}.yaml`, cases: casesText(one), casesFile: `${one}.cases.yaml` },
    };
    const report = checkRelease(shipped, dictionary, undefined, (...text) => loadStandard(...text, seedBase));
    expect(report.problems).toEqual([]);
    // a supplement brings cases for what it changes only
    const least = shipped.standard.includes('\nextends:') ? 2 : 6;
    expect([report.release?.id, report.casesTotal >= least]).toEqual([one, true]);
  });

  it('every failing case is named with its line, what was expected and what was found', () => {
    const raised = standardText(id).replace('atLeast: 1500万', 'atLeast: 1600万');
    const report = checkRelease(texts({ standard: raised }), dictionary, none);
    expect(report.failures.length).toBeGreaterThan(0);
    expect(report.problems).toEqual(
      report.failures.map(({ line, message }) => ({ where: { row: line }, code: 'CRITERIA.CASE_FAILED', message })),
    );
    expect(report.failures.flatMap(({ faults }) => faults)).toContainEqual({
      ...{ clause: 'revenue', expected: '满足', found: '不满足' },
    });
  });

  it('a document with mistakes is not judged further', () => {
    const report = checkRelease(texts({ standard: standardText(id).replace('fact: nicheYears', 'fact: nicheYear') }), dictionary); // prettier-ignore
    expect(report).toMatchObject({ release: null, casesTotal: 0, differences: [] });
    expect(report.problems[0]?.message).toMatch(new RegExp(`^${id}\\.yaml 第 \\d+ 行`));
  });

  it('mistakes of the cases, and no cases at all, are refused', () => {
    expect(messages(texts({ cases: 'standard: x\n' }))[0]).toMatch(/\.cases\.yaml 第 1 行：这些用例应属于/);
    expect(messages(texts({ cases: null }))).toEqual([expect.stringContaining('没有用例')]);
  });

  it('the version before is asked for by the id of the document', () => {
    const asked: string[] = [];
    const { document } = seedRelease(id);
    const said = messages(texts(), (one) => {
      asked.push(one);
      return document;
    });
    expect(asked).toEqual([id]);
    expect(said).toEqual([
      expect.stringContaining('版本应接着上一版写 2'),
      expect.stringContaining('内容与第 1 版相同'),
    ]);
  });
});
