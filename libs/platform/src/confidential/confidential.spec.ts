import { DomainError } from '@tidu/kernel';
import fc from 'fast-check';
import { Client } from 'pg';
import { createTestDatabase, type TestDatabase } from '@tidu/test/database';
import { readInstalledFile } from '../files/installed-file';
import { permissions } from '../http/permission';
import { AnswerMasks } from './answer-masks';
import { Confidential } from './confidential';
import { confidentialField, type ConfidentialField, fieldRegister, readFieldRegister } from './field-register';
import { maskMail, maskName, maskPhone, sqlMaskedName } from './masks';
import { maskedContent } from './shown';

const text = readInstalledFile('seeds/access/fields.yaml');

describe('the register of confidential fields', () => {
  it.each([
    ['mask: phone', 'mask: fone', /“mask”应为/],
    ['mask: phone', 'mask: none', /必须遮盖/],
    ['label: personal', 'label: private', /“label”应为/],
    ['    purpose: 联系企业\n', '', /缺少“purpose”/],
    ['enterprises.contacts', 'enterprises.contact', /没有权限“enterprises.contact”/],
    ['columns: [enterprise_contact.phone,', 'columns: [phone,', /不是列/],
    ['sealed: [enterprise_contact.phone]', 'sealed: [enterprise_contact.name]', /不在“columns”里/],
    ['acts: [enterprises.contact]', 'acts: [contact]', /不是动作代码的开头/],
    ['[enterprise_contact.mail, ', '[enterprise_contact.phone, ', /只能属于一个字段/],
    ['recordsADay: 1000', 'recordsADay: 0', /“recordsADay”应是/],
    ['keptDays: 90', 'keptDays: ever', /“keptDays”应是/],
    ['disclosed:', 'discloses:', /不认识“discloses”/],
  ])('refuses %s written as %s, with file and line', (from, to, says) => {
    const read = () => readFieldRegister(text.replace(from, to));
    expect(read).toThrow(DomainError);
    expect(read).toThrow(says);
    expect(read).toThrow(/fields\.yaml 第 \d+ 行/);
  });

  it('shows a field to nobody where it says of nobody that they see it', () => {
    const bare = `fields:\n  a:\n    name: 甲\n    label: personal\n    purpose: 乙\n    mask: hidden\n    columns: [a.b]\nreads: { recordsADay: 1 }\nundo: { keptDays: 1 }\n`;
    expect(readFieldRegister(bare).fields.get('a')).toMatchObject({ whole: [], disclosed: null });
  });
});

describe('a mask', () => {
  it('leaves enough to recognise and too little to use', () => {
    expect(['13837912345', '0379-64912345', '110', '+86 138 3791 2345', '打前台转 张三'].map(maskPhone)).toEqual([
      ...['138****2345', '037*-****2345', '***', '+86 1** **** 2345', '**** **'],
    ]);
    expect(['zhang@example.com', '@a', ''].map(maskMail)).toEqual(['z***@example.com', '@***@a', '***']);
    expect(['王联系', '欧阳某某某', '李', '𠮷田'].map(maskName)).toEqual(['王**', '欧**', '李*', '𠮷*']);
  });
});

describe('a name masked in SQL', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase();
  });
  afterAll(() => test.drop());

  it('looks as elsewhere', async () => {
    const names = fc.sample(fc.string({ minLength: 1, maxLength: 8, unit: 'binary' }), { numRuns: 300, seed: 7 });
    const safe = ['王联系', '𠮷田', ...names].filter((name) => !/\p{Surrogate}/u.test(name) && !name.includes('\0'));
    const client = new Client({ connectionString: test.appUrl });
    await client.connect();
    const { rows } = await client.query<{ masked: string }>(
      `select ${sqlMaskedName('name')} as masked from unnest($1::text[]) with ordinality as t(name, n) order by n`,
      [safe],
    );
    await client.end();
    expect(rows.map(({ masked }) => masked)).toEqual(safe.map(maskName));
  });

  it('is asked for of every column with personal data: the register knows each, and no column there is none', async () => {
    // the day on which a number was found dead tells nothing of the number
    const columns = await test.asSuperuser<{ name: string; personal: boolean }>(
      `select c.relname || '.' || a.attname as name,
              coalesce(col_description(c.oid, a.attnum) like '%; personal data%', false)
                or a.attname ~* '(phone|mail|mobile|idnumber|identitycard|bankaccount)' and a.attname !~ 'FailedOn$' as personal
       from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
       where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition`,
    );
    const registered = [...fieldRegister().fields.values()].flatMap((field) => field.columns);
    const isRegistered = (name: string) => registered.includes(name) || registered.includes(`${name.split('.')[0]}.*`);
    const forgotten = columns.filter(({ name, personal }) => personal && !isRegistered(name));
    expect(forgotten.map(({ name }) => name)).toEqual([]);
    const known = new Set(columns.flatMap(({ name }) => [name, `${name.split('.')[0]}.*`]));
    expect(registered.filter((name) => !known.has(name))).toEqual([]);
  });
});

describe('an answer', () => {
  const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
  const fields = [...fieldRegister().fields.values()].filter(({ mask }) => mask !== 'none');
  const secret = 'secret@planted.example';

  /** A schema that nests a marked property behind every construct of a document, with a value of its shape. */
  const nested = fc.letrec<{ node: { schema: object; value: unknown } }>((tie) => ({
    node: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constant({ schema: ref('Marked'), value: { marked: secret, plain: 'plain' } }),
      tie('node').map(({ schema, value }) => ({ schema: { type: 'array', items: schema }, value: [value, value] })),
      tie('node').map(({ schema, value }) => ({
        schema: { type: 'object', properties: { in: schema } },
        value: { in: value },
      })),
      tie('node').map(({ schema, value }) => ({ schema: { allOf: [schema], nullable: true }, value })),
      tie('node').map(({ schema, value }) => ({ schema: { oneOf: [{ type: 'string' }, schema] }, value })),
      tie('node').map(({ value }) => ({
        schema: ref('Tree'),
        value: { marked: secret, parts: [{ parts: [], marked: secret }, value] },
      })),
    ),
  })).node;

  const masksOf = (schema: object, field: ConfidentialField) => {
    const masks = new AnswerMasks();
    const marked = { type: 'string', 'x-confidential': field.code };
    const schemas = {
      Marked: { type: 'object', properties: { marked, plain: { type: 'string' } } },
      Tree: { type: 'object', properties: { marked, parts: { type: 'array', items: ref('Tree') } } },
    };
    const responses = { 200: { content: { 'application/json': { schema } } } };
    masks.learn([{ paths: { '/a': { get: { operationId: 'A_get', responses } } }, components: { schemas } } as never]);
    return masks;
  };

  it('never shows a label above what the person may see, wherever it stands', () => {
    const drawn = fc.record({
      field: fc.constantFrom(...fields),
      given: fc.subarray([...permissions]),
      shape: nested,
    });
    fc.assert(
      fc.property(drawn, ({ field, given, shape }) => {
        const look = {
          permissions: new Set<string>(given),
          seen: new Set<ConfidentialField>(),
          disclosed: new Set<ConfidentialField>(),
        };
        const before = JSON.stringify(shape.value);
        const shown = JSON.stringify(masksOf(shape.schema, field).apply('A_get', shape.value, look));
        const may = field.whole.some((one) => given.includes(one));
        // a Tree's own parts hold what it describes; other values below it are no part of the document
        const isWhole = shown.includes(secret);
        if (!may && JSON.stringify(shape.schema).includes('Marked')) expect(isWhole).toBe(false);
        if (may) expect(shown).toBe(before);
        expect(look.seen.has(field)).toBe(may);
        expect(JSON.stringify(shape.value)).toBe(before); // what was handed over is left as it was
      }),
      { numRuns: 500 },
    );
  });

  it('is not promised by documents that leave out a property marked as confidential', () => {
    class PlantedContactDto {
      phone!: string;
    }
    Confidential('contact.phone')(PlantedContactDto.prototype, 'phone');
    const documentsOf = (phone: object | undefined) =>
      [{ paths: {}, components: { schemas: { PlantedContactDto: { properties: { phone } } } } }] as never;
    const learn = (phone?: object) => () => new AnswerMasks().learn(documentsOf(phone));
    expect(learn()).toThrow(/不完整.*PlantedContactDto\.phone/);
    expect(learn({ type: 'string' })).toThrow(/PlantedContactDto\.phone/);
    expect(learn({ type: 'string', 'x-confidential': 'contact.mail' })).toThrow(/PlantedContactDto\.phone/);
    expect(learn({ type: 'string', 'x-confidential': 'contact.phone' })).not.toThrow();
  });

  it('of an operation without a document, and content without a shape, is masked by the names in it', () => {
    const content = {
      phone: '13837912345',
      after: [{ mail: 'zhang@example.com', count: 3, at: new Date(0) }],
      phoneId: 'x',
    };
    const masked = {
      phone: '138****2345',
      after: [{ mail: 'z***@example.com', count: 3, at: new Date(0) }],
      phoneId: 'x',
    };
    const look = {
      permissions: new Set<string>(),
      seen: new Set<ConfidentialField>(),
      disclosed: new Set<ConfidentialField>(),
    };
    expect(new AnswerMasks().apply('B_get', content, look)).toEqual(masked);
    expect(maskedContent(content)).toEqual(masked);
    expect(confidentialField('contact.phone').keys).toEqual(['phone']);
  });
});
