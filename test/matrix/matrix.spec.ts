import { DiscoveryService, MetadataScanner, ModulesContainer, Reflector } from '@nestjs/core';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants';
import { RequestMethod } from '@nestjs/common';
import fc from 'fast-check';
import { createDocuments } from '../../apps/server/src/documents';
import { accountStory, providerStory } from './account-story';
import { deskStory } from './desk-story';
import { noticeStory } from './notice-operations';
import { recognitionStory } from './recognition-story';
import { takeCommonBack } from './common-story';
import { type Headers, operationNamed, operations } from './district';
import { takeBack } from './enterprise-story';
import { listStory, titleStory } from './list-story';
import { memberStory } from './member-story';
import { type ModelActor, type ModelScope, roles } from './model';
import type { Operation, Records } from './operation';
import { measureStory } from './measure-story';
import { seed } from '@tidu/test/rounds';
import { parcelStory } from './parcel-operations';
import { poolStory } from './pool-story';
import { bodyProperties, columnNames, crossed, owners } from './owners';
import { open, seenBySql, tablesOfEnterprises, writtenBySql } from './sql-cells';
import { type Actor, places, type Relation, relations, scopes, World } from './world';

/** Every operation × every role × {own, same district other, other district, absent}, held against a model of its own. */

const rounds = Number(process.env.TIDU_TEST_ROUNDS ?? 1);

/** Over what a role is given in a district. */
const usualScope: Record<string, ModelScope> = {
  'district.leader': { kind: 'everything', id: null },
  'city.reader': { kind: 'region', id: '4103' },
  'zone.officer': { kind: 'zone', id: 'HX' },
  'street.officer': { kind: 'enterprise', id: 'own' },
};
const ofOwn: ModelScope = { kind: 'enterprise', id: 'own' };
const inDistrict: ModelScope = { kind: 'region', id: '410305' };
/** It ends the session it is sent with: tried by the accounts' story. */
const endsOwnSession = 'DELETE /api/access/session';
/** Ways in: each hashes a password, asks nobody who they are, and ends the session it is sent with. */
const isDear = (permission: string) => permission.endsWith('.enter');
/** Columns that say whose a row is, who wrote it, and what was decided. */
const decided =
  /^(id|version|enterpriseId|personId|ownerId|state|status|demo|jobId|points|outcome)$|(By|ByName|At|Hash)$|^(created|recorded|submitted|approved|granted|withdrawn)/;
/** Where a body names one of these on purpose: what is asked for is the decision itself, or which state a list shows. */
const meant = [
  'POST /api/console/audit/exports: personId',
  'POST /api/console/duplicates/{firstId}/{secondId}/decisions: state',
  // the window of a batch is what is decided about it
  'POST /api/console/recognition/batches: closesAt',
  'POST /api/console/recognition/batches: opensAt',
  'PUT /api/console/recognition/batches/{id}: closesAt',
  'PUT /api/console/recognition/batches/{id}: opensAt',
];
const partsOf = (names: readonly string[], size: number): string[][] =>
  Array.from({ length: Math.ceil(names.length / size) }, (_, i) => names.slice(i * size, (i + 1) * size));
/** Somebody who may do what an operation does: so that nothing but its body, or whose it is, is refused. */
async function whoMay(world: World): Promise<(operation: Operation) => Headers> {
  const rights = ['view', 'fill', 'submit', 'manage'];
  const member = (await world.actor('member.holder', ofOwn, { rights })).headers;
  const may = (role: string, permission: string) => roles[role]?.permissions?.includes(permission) ?? false;
  return ({ permission }) => {
    if (/^members\.(own|view|fill|submit|manage)$/.test(permission)) return member;
    const admin = (['system', 'security', 'audit'] as const).find((duty) => may(`admin.${duty}`, permission));
    return admin === undefined || may('district.leader', permission) ? world.district.leader : world.admins[admin];
  };
}
const tried = operations.filter(({ name }) => name !== endsOwnSession);

describe('the matrix of rights', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.open();
  }, 300_000);
  afterAll(() => world.close());

  /** Every operation as the router knows it: method, address, permission. */
  function routes(): Map<string, string | undefined> {
    const { app } = world.doors;
    const reflector = app.get(Reflector);
    const table = new Map<string, string | undefined>();
    for (const { instance, metatype } of new DiscoveryService(app.get(ModulesContainer)).getControllers()) {
      const base = [reflector.get<string | string[]>(PATH_METADATA, metatype as never)].flat()[0] ?? '';
      const handlers = instance as Record<string, () => void>;
      for (const method of new MetadataScanner().getAllMethodNames(Object.getPrototypeOf(instance) as object)) {
        const handler = handlers[method] as () => void;
        if (!Reflect.hasMetadata(PATH_METADATA, handler)) continue;
        const verb = RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as number] ?? '';
        const rest = reflector.get<string>(PATH_METADATA, handler).replace(/^\//, '');
        const address = `/${[base.replace(/^\//, ''), rest].filter(Boolean).join('/')}`.replace(/:(\w+)/g, '{$1}');
        table.set(`${verb} ${address}`, reflector.get('tidu:permission', handler));
      }
    }
    return table;
  }
  /** What watches the doors is asked by machines alone and stands in no document. */
  const watching = /^GET \/(api\/health|api\/ready|internal\/metrics)\b/;

  it('knows every operation: its permission, its place in the documents, what it leaves in the trail', async () => {
    const table = new Map([...routes()].filter(([name]) => !watching.test(name)));
    expect(operations.map(({ name, permission }) => `${name}: ${permission}`).sort()).toEqual(
      [...table].map(([name, permission]) => `${name}: ${permission}`).sort(),
    );
    const documents = Object.values(await createDocuments(world.doors.app));
    const described = documents.flatMap(({ paths }) =>
      Object.entries(paths).flatMap(([path, methods]) =>
        Object.keys(methods as object).map((method) => `${method.toUpperCase()} ${path}`),
      ),
    );
    expect(described.sort()).toEqual([...table.keys()].sort());
    const silent = operations.filter(({ name, trail }) => !name.startsWith('GET ') && trail === null);
    expect(silent.map(({ name }) => name)).toEqual([]);
  });

  interface Cell {
    who: string;
    actor: Actor;
    operation: Operation;
    relation: Relation;
  }
  /** Where the product answers otherwise than the model: several are asked at once, as people do. */
  async function wrongCells(cells: Cell[]): Promise<string[]> {
    const [wrong, open]: [string[], Cell[]] = [[], [...cells]];
    const ask = async () => {
      for (let cell = open.shift(); cell; cell = open.shift()) {
        const { who, actor, operation, relation } = cell;
        const [wanted, told] = await world.cell(operation, actor, relation);
        if (wanted !== told)
          wrong.push(`${who} · ${operation.name} · ${relation}: ${wanted}, not ${told.slice(0, 300)}`);
      }
    };
    await Promise.all(Array.from({ length: 6 }, ask));
    return wrong;
  }

  it('every cell is as the model says, and what may not be seen is answered like what is not there', async () => {
    const actors: [string, Actor][] = [['nobody', await world.actor(null, null)]];
    for (const [role, { duty }] of Object.entries(roles)) {
      if (duty === 'member') continue;
      const scope = duty === 'business' ? (usualScope[role] ?? inDistrict) : null;
      actors.push([role, await world.actor(role, scope)]);
    }
    const all = ['view', 'fill', 'submit', 'manage'];
    actors.push(['member.holder', await world.actor('member.holder', ofOwn, { rights: all })]);
    actors.push(['member.holder who views', await world.actor('member.holder', ofOwn, { rights: ['view'] })]);
    actors.push(['member.holder of nothing', await world.actor('member.holder', ofOwn)]);
    actors.push(['member.agent', await world.actor('member.agent', ofOwn, { rights: ['view', 'fill'] })]);
    const careful: Partial<ModelActor>[] = [{ factor: 'password' }, { fresh: false }];
    for (const how of careful) {
      actors.push([`district.leader ${JSON.stringify(how)}`, await world.actor('district.leader', inDistrict, how)]);
      actors.push([`admin.security ${JSON.stringify(how)}`, await world.actor('admin.security', null, how)]);
    }
    const entering = 'district.officer who signs in anew';
    actors.push([entering, await world.actor('district.officer', inDistrict)]);
    const cells = actors.flatMap(([who, actor]) =>
      tried
        .filter(({ permission }) => (isDear(permission) ? ['nobody', entering].includes(who) : who !== entering))
        .flatMap((operation) =>
          (operation.of === 'nothing' ? (['own'] as const) : relations).map((relation) => ({
            ...{ who, actor, operation, relation },
          })),
        ),
    );
    process.stdout.write(
      `matrix: ${cells.length} cells of ${actors.length} actors and ${operations.length} operations\n`,
    );
    expect(await wrongCells(cells)).toEqual([]);
  }, 300_000);

  it('holds in SQL too: the application’s login sees and changes what lies in the scope, in every table', async () => {
    const tables = await tablesOfEnterprises(world);
    const bare = tables.filter(({ name, secured }) => !secured && !open.includes(name));
    expect(bare.map(({ name }) => name)).toEqual([]);
    const secured = tables.filter(({ name }) => !open.includes(name));
    expect(secured.filter(({ sides }) => sides.length === 0).map(({ name }) => name)).toEqual([]);
    const wrong: string[] = [];
    for (const scope of scopes) {
      const id = scope.kind === 'enterprise' ? world.enterprise(scope.id as 'own').id : scope.id;
      wrong.push(...(await seenBySql(world, { ...scope, id }, secured)));
    }
    expect(wrong).toEqual([]);
    expect(await writtenBySql(world, secured)).toEqual([]);
  }, 60_000);

  it('drawn roles, scopes, records and operations are as the model says', async () => {
    const business = Object.keys(roles).filter((role) => roles[role]?.duty === 'business');
    const drawn = fc.record({
      role: fc.constantFrom(...business),
      scope: fc.constantFrom(...scopes),
      relation: fc.constantFrom(...relations),
    });
    process.stdout.write(`matrix: SEED=${seed}\n`);
    const runs = Math.min(20 * rounds, 400);
    const known = new Map<string, Actor>();
    const cells: Cell[] = [];
    for (const [i, operation] of tried.filter(({ permission }) => !isDear(permission)).entries())
      for (const { role, scope, relation } of fc.sample(drawn, { numRuns: runs, seed: seed + i })) {
        const who = `${role} over ${scope.kind} ${scope.id}`;
        const actor = known.get(who) ?? (await world.actor(role, scope));
        known.set(who, actor);
        cells.push({ who, actor, operation, relation });
      }
    expect(await wrongCells(cells)).toEqual([]);
  }, 1_800_000);

  it('no change takes a column that its body doesn’t have, and none takes one that says whose or who did it', async () => {
    const documents = Object.values(await createDocuments(world.doors.app));
    const columns = await columnNames(world);
    const [taken, wrong]: [string[], string[]] = [[], []];
    const changes = operations.filter(({ name, body, file }) => body && !file && !name.startsWith('GET '));
    const headersFor = await whoMay(world);
    for (const operation of changes) {
      const known = bodyProperties(documents, operation);
      taken.push(...known.filter((name) => decided.test(name)).map((name) => `${operation.name}: ${name}`));
      const foreign = columns.filter((name) => !known.includes(name));
      const records = { ...world.common, ...world.records.own };
      // a body of more than five hundred fields is refused as a whole
      for (const part of partsOf(foreign, 250)) {
        const added = Object.fromEntries(part.map((name) => [name, 'x']));
        const more = { ...operation, body: (given: Records) => ({ ...operation.body?.(given), ...added }) };
        const answer = await world.district.send(more, records, headersFor(operation));
        const { errors = [] } = JSON.parse(answer.text) as { errors?: { where: { field?: string } }[] };
        const refused = new Set(errors.map(({ where }) => where.field));
        const passed = part.filter((name) => !refused.has(name));
        // a body that is read by itself names the first one alone
        const isTold = passed.length === 0 || operation.name === 'POST /api/open/standards/{id}/evaluations';
        if (answer.status !== 400 || !isTold)
          wrong.push(`${operation.name}: ${answer.status}, took ${passed.slice(0, 5).join(', ')}`);
      }
    }
    process.stdout.write(`matrix: ${changes.length} bodies × ${columns.length} columns\n`);
    expect(wrong).toEqual([]);
    expect(taken.sort()).toEqual(meant);
  }, 300_000);

  it('no change moves a record to another owner', async () => {
    const { own, other } = world.records;
    const before = await owners(world);
    const wrong: string[] = [];
    const headersFor = await whoMay(world);
    for (const { operation, records } of crossed({ ...world.common, ...own }, { ...world.common, ...other })) {
      const answer = await world.district.send(operation, records, headersFor(operation));
      if (answer.status !== 404) wrong.push(`${operation.name}: ${answer.status} ${answer.text.slice(0, 200)}`);
    }
    // nor an enterprise out of one's own district
    const officer = await world.actor('district.officer', inDistrict);
    const away = { values: { regionCode: places.other.regionCode }, reason: '迁出' };
    const patch = { ...operationNamed('PATCH /api/console/enterprises/{id}'), body: () => away };
    const version = await world.district.versionOf('enterprise', own.enterprise);
    const answer = await world.district.send(patch, { ...world.common, ...own }, officer.headers, version);
    if (answer.status < 400 || answer.status >= 500) wrong.push(`moved away: ${answer.status} ${answer.text}`);
    expect(wrong).toEqual([]);
    const after = await owners(world);
    expect([...before].filter(([row, owner]) => after.get(row) !== owner)).toEqual([]);
  }, 60_000);

  it('every change leaves in the trail what its row says', async () => {
    await deskStory(world.district, world.spent, world.common);
    await recognitionStory(world.district, world.spent);
    await noticeStory(world.district, { ...world.common, ...world.spent });
    const second = await world.actor('district.leader', scopes[0]!); // who publishes doesn’t activate
    await listStory(world.district, world.common, world.spent.enterprise ?? '', second.headers);
    await titleStory(world.district, world.spent);
    await poolStory(world.district, world.spent);
    await measureStory(world.district, { ...world.common, ...world.spent }, second.headers);
    await parcelStory(world.district, { ...world.common, ...world.spent });
    await takeBack(world.district, world.spent);
    await takeCommonBack(world.district, world.common, { ...world.admins, reviewer: second.headers });
    await accountStory(world.district, world.admins);
    await providerStory(world.district, world.admins, world.provider);
    await memberStory(world.district, world.spent);
    const wrong = operations.flatMap(({ name, trail }) => {
      if (name.startsWith('GET ') && trail === null) return [];
      const left = world.district.trails.get(name)?.filter((action) => action !== 'access.readConfidential');
      if (!left) return [`${name}: was never tried`];
      if (trail === null || typeof trail !== 'string')
        return left.length > 0 ? [`${name}: leaves ${left.join(', ')}`] : [];
      return left.includes(trail) ? [] : [`${name}: ${trail} is missing among ${left.join(', ')}`];
    });
    expect(wrong).toEqual([]);
  }, 60_000);
});
