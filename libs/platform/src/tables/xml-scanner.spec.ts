import fc from 'fast-check';
import { XmlScanner } from './xml-scanner';
import { XmlError } from './xml-tokens';

/** Everything the scanner says of a text that comes in the given pieces; neighbouring texts are joined. */
function scan(pieces: (string | Buffer)[], asked: string[] = []): string[] {
  const said: string[] = [];
  let text = '';
  const say = (what: string) => {
    if (text !== '') said.push(`text ${JSON.stringify(text)}`);
    text = '';
    said.push(what);
  };
  const scanner = new XmlScanner({
    open: (name, attributes) => say(`open ${[name, ...asked.map((key) => `${key}=${attributes.get(key)}`)].join(' ')}`),
    close: (name) => say(`close ${name}`),
    text: (piece) => (text += piece),
  });
  for (const piece of pieces) scanner.write(Buffer.from(piece as string));
  scanner.end();
  return said;
}

describe('XmlScanner', () => {
  it('says elements, attributes and text', () => {
    expect(scan(['<?xml version="1.0"?><a><c r="A1" t="s"><v>12</v></c><b/></a>'], ['r', 't'])).toEqual([
      ...['open a r=undefined t=undefined', 'open c r=A1 t=s', 'open v r=undefined t=undefined', 'text "12"'],
      ...['close v', 'close c', 'open b r=undefined t=undefined', 'close b', 'close a'],
    ]);
  });

  it.each([
    ['single quotes', `<c r='A1' t='s'/>`],
    ['blanks and line breaks', `<c\n  r = "A1"\n\tt= "s"  />`],
    ['a > and a quote in a value before', `<c x=">" y='"' z="/>" r="A1" t="s"/>`],
    ['a > right after the opening quote', `<c x=">" r="A1" t="s"></c >`],
    ['an empty value', `<c x="" r="A1" t="s"/>`],
    ['prefixes', `<x:c p:r="A1" p:t="s" xmlns:p="u"/>`],
    ['names that end like others', `<c xr="B2" rr="B2" r="A1" t="s"/>`],
  ])('understands %s', (_, text) => expect(scan([text], ['r', 't'])).toEqual(['open c r=A1 t=s', 'close c']));

  it('decodes entities in text and values, and takes CDATA and comments for what they are', () => {
    const text = `<a n="&lt;&#x6D1B;&quot;">1 &amp; 2 &#38;lt; <!-- <b> --><![CDATA[<c>&amp;]]></a>`;
    expect(scan([text], ['n'])).toEqual(['open a n=<洛"', `text ${JSON.stringify('1 & 2 &lt; <c>&amp;')}`, 'close a']);
  });

  it('reads texts of every length and script, and the same ones again', () => {
    const texts = ['', '0', '是', '否', 'é', '12', '123', 'é1', '1234', '123456789012', '1234567890123', '洛阳', '𠮷'];
    const twice = [...texts, ...texts];
    const said = scan([`<a>${twice.map((text) => `<c t="${text}">${text}</c>`).join('')}</a>`], ['t']);
    const wanted = twice.flatMap((text) => [
      ...[`open c t=${text}`, ...(text === '' ? [] : [`text ${JSON.stringify(text)}`]), 'close c'],
    ]);
    expect(said.slice(1, -1)).toEqual(wanted);
  });

  it('says the same however the bytes are cut into pieces, also inside a character', () => {
    const text = `<?xml version="1.0"?><!-- c --><w><c r="A1" t='>'><v>1 &amp; 洛阳𠮷</v><![CDATA[x]]></c><d x=">"/></w>`;
    const whole = scan([text], ['r', 't', 'x']);
    const bytes = Buffer.from(text);
    fc.assert(
      fc.property(fc.array(fc.nat(bytes.length), { maxLength: 12 }), (cuts) => {
        const places = [0, ...cuts.sort((a, b) => a - b), bytes.length];
        const pieces = places.slice(1).map((place, i) => bytes.subarray(places[i], place));
        expect(scan(pieces, ['r', 't', 'x'])).toEqual(whole);
      }),
    );
  });

  it.each([
    ['a document type, hence any external entity', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'],
    ['an unknown entity', '<a>&x;</a>'],
    ['a lone ampersand', '<a>1 & 2</a>'],
    ['a character beyond Unicode', '<a>&#x110000;</a>'],
    ['an end without a start', '<a></a></b>'],
    ['a document that is cut off', '<a><b></b>'],
    ['a tag that is cut off', '<a></a'],
    ['nothing', '  '],
    ['nesting without end', '<a>'.repeat(65)],
    ['a tag without end', `<a ${'x'.repeat(70_000)}`],
    ['a tag without a name', '< a="1"></a>'],
  ])('refuses %s', (_, text) => expect(() => scan([text])).toThrow(XmlError));
});
