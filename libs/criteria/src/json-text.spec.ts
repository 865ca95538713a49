import fc from 'fast-check';
import { JsonNumber, type JsonValue, JsonTextError, parseJsonText } from './json-text';

/** The plain value, for comparison with JSON.parse. */
function plain(value: JsonValue): unknown {
  if (value instanceof JsonNumber) return Number(value.text);
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, item]) => [key, plain(item as JsonValue)]));
  return Array.isArray(value) ? (value as JsonValue[]).map(plain) : value;
}

const failure = (text: string): JsonTextError => {
  try {
    parseJsonText(text);
  } catch (error) {
    if (error instanceof JsonTextError) return error;
    throw error;
  }
  throw new Error(`accepted: ${text}`);
};

describe('parseJsonText', () => {
  it('reads what JSON.stringify writes', () => {
    fc.assert(
      fc.property(
        fc.jsonValue({ maxDepth: 5, noUnicodeString: false }),
        fc.constantFrom(0, 1, '\t'),
        (value, indent) => {
          const text = JSON.stringify(value, null, indent);
          expect(plain(parseJsonText(text))).toEqual(JSON.parse(text));
        },
      ),
    );
  });

  it('refuses and accepts exactly what JSON.parse does, repeated keys apart', () => {
    const pieces = fc.constantFrom('{', '}', '[', ']', ',', ':', '"a"', '"b"', '1', '-0', '01', '1.', '.5', '1e5', '+1', 'true', 'nul', ' ', '\n', '\u00a0', '"', '\\', '"\\u00e9"', '"\\x"', '"\t"'); // prettier-ignore
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 8 }), (parts) => {
        const text = parts.join('');
        const accepted = (parse: () => unknown) => {
          try {
            parse();
            return true;
          } catch (error) {
            return error instanceof JsonTextError && error.key !== null;
          }
        };
        expect(accepted(() => parseJsonText(text))).toBe(accepted(() => JSON.parse(text)));
      }),
      { numRuns: 3000 },
    );
  });

  it('keeps a number as it was written', () => {
    const map = parseJsonText('{"a": 9007199254740993.10, "b": -1E+2}') as ReadonlyMap<string, JsonValue>;
    expect(map.get('a')).toEqual(new JsonNumber('9007199254740993.10'));
    expect(map.get('b')).toEqual(new JsonNumber('-1E+2'));
  });

  it('refuses a repeated key even with an equal value, however it is spelt', () => {
    expect(failure('{"revenue":1,"revenue":1}')).toMatchObject({ key: 'revenue', position: 14 });
    expect(failure('{"a":true,"\\u0061":true}').key).toBe('a');
    expect(failure('{"x":{"a":null,"a":null}}').key).toBe('a');
  });

  it('keeps names that objects have of their own', () => {
    const map = parseJsonText('{"__proto__":1,"constructor":2}') as ReadonlyMap<string, JsonValue>;
    expect([...map.keys()]).toEqual(['__proto__', 'constructor']);
  });

  it('names the place', () => {
    expect(failure('{"a":1,}').message).toBe('此处应是带双引号的键（第 8 个字符处）');
    expect(failure('NaN').message).toContain('“NaN”');
    expect(failure('').message).toContain('不完整');
    expect(failure('1 2').message).toContain('多余');
  });

  it('survives brackets and texts without an end', () => {
    expect(failure('['.repeat(100_000)).message).toContain('嵌套');
    expect(failure(`"${'a'.repeat(1_000_000)}`).message).toContain('字符串');
    expect(failure(`"${'\\\\'.repeat(200_000)}`).message).toContain('字符串');
  });
});
