import { allPages } from './navigation';
import { suggestionsFor } from './suggestions';

const recent = [
  { id: 'a', name: '梯州轴承有限公司', creditCode: '91410399070202070Q' },
  { id: 'b', name: '梯州铝业有限公司', creditCode: '91410399483504510X' },
];
const standards = [{ id: 'miit-2022-63-innovative', name: '创新型中小企业评价标准', number: '工信部企业〔2022〕63号' }];
const known = { recent, pages: allPages, standards, found: [], applications: [], tasks: [], messages: [] };
const labels = (text: string, found: { id: string; name: string; creditCode: string; note: string }[] = []) =>
  suggestionsFor(text, { ...known, found }).map(({ label }) => label);

describe('what Ctrl K offers', () => {
  it('begins with where one was, then every page', () => {
    expect(labels('')).toEqual([...recent.map(({ name }) => name), ...allPages.map(({ label }) => label)]);
  });

  it('puts what was opened lately before what the register answers, and nothing twice', () => {
    const found = [
      { id: 'c', name: '第二轴承厂', creditCode: '1', note: '曾用名' },
      { ...recent[0], note: '' } as (typeof recent)[0] & { note: string },
    ];
    expect(labels('轴承', found)).toEqual(['梯州轴承有限公司', '第二轴承厂', '在企业名单里查找“轴承”']);
  });

  it('offers tasks and messages from two characters on, behind enterprises', () => {
    const tasks = [{ id: 't', title: '核对轴承产量', note: '经办人 · 今天到期' }];
    const messages = [{ id: 'm', subject: '交办：核对轴承产量', note: '交办' }];
    const offered = (text: string) => suggestionsFor(text, { ...known, tasks, messages }).map(({ label }) => label);
    expect(offered('轴承').slice(0, 3)).toEqual(['梯州轴承有限公司', '核对轴承产量', '交办：核对轴承产量']);
    expect(offered('轴')).toEqual(['梯州轴承有限公司']);
  });

  it('finds pages by initials and sound, standards by number and name', () => {
    expect(labels('ypg')[0]).toBe('预评估');
    expect(labels('DaoRu')[0]).toBe('导入');
    expect(labels('63号')[0]).toBe('创新型中小企业评价标准');
  });

  it('asks the register from two characters on', () => {
    const found = [{ id: 'c', name: '第二轴承厂', creditCode: '1', note: '' }];
    expect(labels('轴', found)).toEqual(['梯州轴承有限公司']);
    expect(labels('𠮷', found)).toEqual([]);
  });
});
