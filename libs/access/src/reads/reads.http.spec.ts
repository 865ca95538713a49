import { uuidv7 } from '@tidu/kernel';
import { eraseImported, fieldRegister, systemActor } from '@tidu/platform';
import { openTestDoors, type TestDoors } from '@tidu/test/doors';
import { signInAs, type TestPerson } from '@tidu/test/signed-in';
import { aPerson, Visitor } from '../testing/visitors';
import { forgetReads } from './reads-of-persons';
import { sealed } from '@tidu/test/database';

const limit = fieldRegister().reads.recordsADay;
const today = `(now() at time zone 'Asia/Shanghai')::date`;

describe('what somebody is shown that is confidential', () => {
  let doors: TestDoors;
  const [first, second, foreign] = [uuidv7(), uuidv7(), uuidv7()];
  const contact = uuidv7();
  beforeAll(async () => {
    doors = await openTestDoors();
    for (const [id, code, region] of [
      [first, '91410305MA00000017', '410305'],
      [second, '91410305MA00000025', '410305'],
      [foreign, '91110105MA00000035', '110105'],
    ])
      await doors.test.asSuperuser(
        `insert into enterprise (id, "creditCode", name, "regionCode", "regionBasis") values ($1, $2, '洛阳查看' || $2, $3, 'given')`,
        [id, code, region],
      );
    await doors.test.asSuperuser(
      `insert into enterprise_contact (id, "enterpriseId", role, name, phone, mail, "recordedBy", "recordedByName")
       values ($1, $2, 'finance', '张会计', $4, $5, $3, '经办人')`,
      [
        ...[contact, first, systemActor.id, sealed('enterprise_contact.phone', contact, '13837912345')],
        sealed('enterprise_contact.mail', contact, 'zhang@example.com'),
      ],
    );
    await doors.test.asSuperuser(
      `insert into figures (id, "enterpriseId", year, source, revision, "submittedBy", "submittedByName", document, revenue)
       select gen_random_uuid(), e, 2023, 'officer', 1, $2, '经办人', '报表', 987654300 from unnest($1::uuid[]) e`,
      [[first, second, foreign], systemActor.id],
    );
  });
  afterAll(() => doors.close());

  const officer = (role = 'district.officer') => aPerson(role, 'business', { scopeKind: 'region', scopeId: '410305' });
  const come = async (person: TestPerson) => new Visitor(doors, await signInAs(doors.test.database, person));
  const entries = (person: TestPerson, action: string) =>
    doors.test.asSuperuser<{
      objectType: string;
      objectId: string;
      after: Record<string, unknown>;
      reason: string | null;
    }>(
      'select "objectType", "objectId", after, reason from audit_entry where "personId" = $1 and action = $2 order by id',
      [person.id, action],
    );
  const figuresOf = (id: string) => `/api/console/enterprises/${id}/figures`;
  const disclosures = (id: string) => `/api/console/enterprises/${id}/contacts/${contact}/disclosures`;

  it('is nothing of another region, and leaves no entry', async () => {
    const person = officer();
    const visitor = await come(person);
    expect((await visitor.get(figuresOf(foreign))).status).toBe(404);
    expect((await visitor.post(disclosures(foreign), { fields: ['phone'], reason: '联系' })).status).toBe(404);
    expect(await entries(person, 'access.readConfidential')).toEqual([]);
    expect(await entries(person, 'enterprises.readContact')).toEqual([]);
  });

  it('is an entry for each enterprise and field, once a day', async () => {
    const person = officer();
    const visitor = await come(person);
    for (const id of [first, first, second]) expect((await visitor.get(figuresOf(id))).status).toBe(200);
    expect((await visitor.get(`/api/console/enterprises/${first}`)).status).toBe(200); // the contact's name
    const again = await come(person);
    expect((await again.get(figuresOf(first))).status).toBe(200);
    const noted = await entries(person, 'access.readConfidential');
    expect(noted.map(({ objectType, objectId, after }) => [objectType, objectId, after.fields])).toEqual([
      ['enterprise', first, ['figures']],
      ['enterprise', second, ['figures']],
      ['enterprise', first, ['contact.name']],
    ]);
    expect(noted[0]?.after.operation).toBe('GET /api/console/enterprises/:id/figures');
  });

  it('is masked for whoever has no right to it, whole for nobody without a reason, and an entry for each time told', async () => {
    const city = await come(aPerson('city.reader', 'business', { scopeKind: 'region', scopeId: '4103' }));
    const [shown] = (await city.get(`/api/console/enterprises/${first}`)).body.contacts as object[];
    expect(shown).toMatchObject({ name: '张**', phone: '138****2345', mail: 'z***@example.com' });
    expect((await city.post(disclosures(first), { fields: ['phone'], reason: '联系企业' })).status).toBe(403);
    const person = officer();
    const visitor = await come(person);
    const [seen] = (await visitor.get(`/api/console/enterprises/${first}`)).body.contacts as object[];
    expect(seen).toMatchObject({ name: '张会计', phone: '138****2345', mail: 'z***@example.com' });
    for (const body of [
      { fields: ['phone'] },
      { fields: ['phone'], reason: ' ' },
      { fields: [], reason: '联系企业' },
      { fields: ['name'], reason: '联系企业' },
    ])
      expect([body, (await visitor.post(disclosures(first), body)).status]).toEqual([body, 400]);
    expect(await entries(person, 'enterprises.readContact')).toEqual([]);
    for (const reason of ['通知补正', '再次通知'])
      expect((await visitor.post(disclosures(first), { fields: ['phone'], reason })).body).toEqual({
        phone: '13837912345',
      });
    const after = { contactId: contact, fields: ['phone'] };
    expect(await entries(person, 'enterprises.readContact')).toEqual(
      ['通知补正', '再次通知'].map((reason) => ({ objectType: 'enterprise', objectId: first, after, reason })),
    );
    // for that answer only
    const [later] = (await visitor.get(`/api/console/enterprises/${first}`)).body.contacts as object[];
    expect(later).toMatchObject({ phone: '138****2345' });
    expect(await doors.test.asSuperuser(`select 1 from act where answer like '%13837912345%'`)).toEqual([]);
  });

  it('is found by the whole phone in one’s own region alone, and the number stands in no entry', async () => {
    const search = '/api/console/contact-phone-searches';
    const elsewhere = officer();
    const stranger = await come({ ...elsewhere, scopeId: '110105' });
    expect((await stranger.post(search, { phone: '13837912345' })).body).toEqual({ items: [] });
    const city = await come(aPerson('city.reader', 'business', { scopeKind: 'region', scopeId: '4103' }));
    expect((await city.post(search, { phone: '13837912345' })).status).toBe(403);
    const person = officer();
    const visitor = await come(person);
    for (const phone of ['1383791', '13837912346'])
      expect((await visitor.post(search, { phone })).body).toEqual({ items: [] });
    expect((await visitor.post(search, { phone: '王经理' })).status).toBe(400);
    const { body } = await visitor.post(search, { phone: '+86 138-3791-2345' });
    expect(body).toMatchObject({
      items: [{ enterpriseId: first, contactId: contact, role: 'finance', validUntil: null }],
    });
    const noted = await entries(person, 'enterprises.findByPhone');
    expect(noted.map(({ after }) => after.contacts)).toEqual([[], [], [contact]]);
    expect(JSON.stringify(noted)).not.toMatch(/1383791/);
  });

  it('beyond the limit of a day asks for a fresh proof and tells the audit administrator, once', async () => {
    const person = officer();
    const visitor = await come(person);
    await visitor.get('/api/access/session');
    await doors.test.asSuperuser(
      `insert into confidential_read ("personId", day, "recordId", field)
       select $1, ${today}, gen_random_uuid(), 'figures' from generate_series(1, $2)`,
      [person.id, limit - 1],
    );
    await doors.test.asSuperuser(`update session set "steppedUpAt" = now() - interval '1 hour' where "personId" = $1`, [
      person.id,
    ]);
    const tired = await come(person);
    await doors.test.asSuperuser(`update session set "steppedUpAt" = now() - interval '1 hour' where "personId" = $1`, [
      person.id,
    ]);
    expect((await tired.get(figuresOf(first))).status).toBe(200); // the last one allowed
    for (const time of [1, 2]) {
      const refused = await tired.get(figuresOf(second));
      expect([time, refused.status, refused.body.code]).toEqual([time, 403, 'ACCESS.STEP_UP']);
      expect(JSON.stringify(refused.body)).not.toContain('9876543');
    }
    expect((await tired.get(figuresOf(first))).status).toBe(200); // what was seen today may be seen again
    expect(await entries(person, 'access.massReading')).toMatchObject([{ objectId: person.id, after: { limit } }]);
    expect((await entries(person, 'access.readConfidential')).map(({ objectId }) => objectId)).toEqual([first]);
    const fresh = await come(person); // signing in is a fresh proof
    expect((await fresh.get(figuresOf(second))).status).toBe(200);
    expect(await entries(person, 'access.massReading')).toHaveLength(1);
    const audit = await come(aPerson('admin.audit', 'audit'));
    const told = await audit.get(`/api/console/audit/entries?action=access.massReading&personId=${person.id}`);
    expect(told.body.items).toMatchObject([
      { personName: person.displayName, actionLabel: '一天内看过的企业超过上限' },
    ]);
  });

  it('fifty looks at once are counted one by one', async () => {
    const person = officer();
    await come(person);
    const many = Array.from({ length: 50 }, () => uuidv7());
    for (const [i, id] of many.entries())
      await doors.test.asSuperuser(
        `insert into enterprise (id, "creditCode", name, "regionCode", "regionBasis") values ($1, $2, $3, '410305', 'given')`,
        [id, `9141030${String(i).padStart(11, '0')}`, `洛阳并发${i}`],
      );
    await doors.test.asSuperuser(
      `insert into figures (id, "enterpriseId", year, source, revision, "submittedBy", "submittedByName", document, revenue)
       select gen_random_uuid(), e, 2023, 'officer', 1, $2, '经办人', '报表', 100 from unnest($1::uuid[]) e`,
      [many, systemActor.id],
    );
    await doors.test.asSuperuser(
      `insert into confidential_read ("personId", day, "recordId", field)
       select $1, ${today}, gen_random_uuid(), 'figures' from generate_series(1, $2)`,
      [person.id, limit - 10],
    );
    const visitor = await come(person);
    await doors.test.asSuperuser(`update session set "steppedUpAt" = now() - interval '1 hour' where "personId" = $1`, [
      person.id,
    ]);
    const answers = await Promise.all(many.map((id) => visitor.get(figuresOf(id))));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(10);
    expect(answers.filter(({ body }) => body.code === 'ACCESS.STEP_UP')).toHaveLength(40);
  });

  it('is forgotten after a day, the trail apart; another’s reads are nobody’s business', async () => {
    const person = officer();
    await come(person);
    await doors.test.asSuperuser(
      `insert into confidential_read ("personId", day, "recordId", field) select $1, ${today} - n, gen_random_uuid(), 'figures'
       from generate_series(0, 3) n`,
      [person.id],
    );
    await forgetReads(doors.test.database);
    const left = await doors.test.asSuperuser('select 1 from confidential_read where "personId" = $1', [person.id]);
    expect(left).toHaveLength(2);
    const other = { ...systemActor, id: uuidv7() };
    expect(await doors.test.database.read(other, (tx) => tx.rows('select 1 from confidential_read'))).toEqual([]);
    expect(await eraseImported(doors.test.database)).toBe(0);
  });

  it('can neither be sorted, filtered nor searched by where it is masked', async () => {
    const city = await come(aPerson('city.reader', 'business', { scopeKind: 'region', scopeId: '4103' }));
    const list = '/api/console/enterprises';
    for (const query of [
      'phone=138',
      'mail=zhang',
      'contact=x',
      'sort=phone',
      'sort=-mail',
      'sort=contact',
      'sort=revenue',
      'revenue=1',
    ])
      expect([query, (await city.get(`${list}?${query}`)).status]).toEqual([query, 400]);
    for (const q of ['13837912345', '1383791', '张会计', 'zhang@example.com', '987654300'])
      expect([q, (await city.get(`${list}?q=${encodeURIComponent(q)}`)).body.items]).toEqual([q, []]);
    // a guess by bisection over 40 prefixes tells nothing: all answers are alike
    const told = new Set<string>();
    for (let i = 0; i < 40; i++)
      told.add(JSON.stringify((await city.get(`${list}?q=138${String(i).padStart(2, '0')}`)).body.items));
    expect([...told]).toEqual(['[]']);
  });
});
