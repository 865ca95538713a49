import { type ActField, faultsOf, filled, whenAndWhy } from './act-fields';

const fields: ActField[] = [{ name: 'name', label: '名称', kind: 'text', required: true }];

describe('faultsOf', () => {
  it('asks for what is required, a reason, and the day of a change', () => {
    expect(Object.keys(faultsOf(fields, 'edit', { reason: '更' })).sort()).toEqual(['effectiveOn', 'name', 'reason']);
    expect(faultsOf(fields, 'edit', { name: '甲', reason: '更名', effectiveOn: '2024-01-01' })).toEqual({});
    expect(faultsOf(fields, 'edit', { name: '甲', reason: '错字', mode: 'correct' })).toEqual({});
    expect(faultsOf([], 'end', { reason: '搬走' })).toHaveProperty('validUntil');
  });

  it('refuses a day that is none', () => {
    expect(faultsOf([], 'span', { reason: '入园', validFrom: '2024-02-30' })).toHaveProperty('validFrom');
  });
});

describe('bodies', () => {
  it('leave out what was not filled in, and a day that a correction has not', () => {
    const values = { reason: '错字', mode: 'correct', effectiveOn: '2024-01-01', source: '' };
    expect(whenAndWhy('edit', values)).toEqual({ reason: '错字' });
    expect(whenAndWhy('span', { reason: '入园', validFrom: '2024-01-01' })).toEqual({
      ...{ reason: '入园', validFrom: '2024-01-01' },
    });
    expect(filled({ phone: '', name: '张三' }, 'phone', 'name')).toEqual({ name: '张三' });
  });
});
