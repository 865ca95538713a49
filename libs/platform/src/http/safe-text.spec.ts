import { DomainError, findTextFault } from '@tidu/kernel';
import fc from 'fast-check';
import { safeText, shallowBytes } from './safe-text';

describe('texts of a request', () => {
  it('are composed, wherever they stand, and nothing else is changed', () => {
    const given = { name: 'e\u0301', list: [' 留空白 ', { deep: 'a\u030a' }], number: 1, none: null, yes: true };
    expect(safeText(given)).toEqual({
      ...{ name: '\u00e9', list: [' 留空白 ', { deep: '\u00e5' }], number: 1, none: null, yes: true },
    });
  });

  it('are refused with every place that no database or file can hold, keys too', () => {
    try {
      safeText({ a: '\u0000', b: ['x', '\ud800'], ['k\u0007']: 1 });
      throw new Error('not refused');
    } catch (error) {
      const { code, problems } = error as DomainError;
      expect(code).toBe('PLATFORM.BAD_TEXT');
      expect(problems.map(({ where }) => where.field)).toEqual(['a', 'b.1', '键']);
      expect(problems.every(({ message }) => findTextFault(message) === null)).toBe(true);
    }
  });

  it('of any shape come out safe or not at all', () => {
    const anything = fc.json({ maxDepth: 5, stringUnit: 'binary' }).map((text) => JSON.parse(text) as unknown);
    fc.assert(
      fc.property(anything, (value) => {
        const before = JSON.stringify(value).normalize('NFC');
        try {
          const text = JSON.stringify(safeText(value));
          expect(findTextFault(text)).toBeNull();
          expect(text).toBe(before);
        } catch (error) {
          expect(error).toBeInstanceOf(DomainError);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('is no way to the prototype of everything', () => {
    for (const key of ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'])
      expect(() => safeText(JSON.parse(`{"a":[{"${key}":{"polluted":1}}]}`))).toThrow(`a.0.${key}：没有这个参数`);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  it('nested too deep is told by its bytes as by its values', () => {
    const depthOf = (value: unknown): number =>
      value !== null && typeof value === 'object' ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0;
    const isRefused = (text: string) => {
      try {
        shallowBytes(null, null, Buffer.from(text), 'utf-8');
        return false;
      } catch (error) {
        expect(error).toMatchObject({ code: 'PLATFORM.TOO_DEEP' });
        return true;
      }
    };
    const brackets = fc.string({ unit: fc.constantFrom('[', '{', '"', '\\', ']', '}', '字'), maxLength: 60 });
    const wrapped = fc.tuple(fc.json({ maxDepth: 4 }), brackets, fc.nat(40)).map(([text, odd, levels]) => {
      const inner = `[${text},${JSON.stringify(odd)}]`;
      return `${'{"a":'.repeat(levels)}${inner}${'}'.repeat(levels)}`;
    });
    fc.assert(fc.property(wrapped, (text) => isRefused(text) === depthOf(JSON.parse(text)) > 32));
  });
});
