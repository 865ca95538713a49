import { DomainError } from '@tidu/kernel';
import { type ActingPerson, comparedColumn, fieldOfColumn, type PermissionName, sealedOf } from '@tidu/platform';
import type { ReferenceService } from '@tidu/reference';
import { notSaidTwice, saidAsLong, standingRows } from '../duplicates/standing-rows';
import { identifyingColumns } from '../evidence/evidence-store';
import { evidenceKinds } from '../evidence/kinds';
import type { ListBook, RoomList } from '../lists/list-book';
import { defineList, type ListDefinition, listDefinitions, type RegisterColumn } from '../lists/list-definition';
import { identityColumns, type ListExportColumn, registerColumns, sqlWords } from './export-columns';

/** A list that can be exported: all its rows of the enterprises that match a filter. */
export interface ListSource {
  id: string;
  label: string;
  about: string;
  /** What a row is: 家, 条. */
  unit: '家' | '条';
  columns: readonly ListExportColumn[];
  /** Joins to `enterprise e`. */
  joins: string;
  /** Order of the rows of one enterprise; null where it has one. */
  order: string | null;
  /** What it takes to read it, besides exporting; null: nothing. */
  permission: PermissionName | null;
}

const register: ListSource = {
  ...{
    id: 'enterprises',
    label: '企业名单',
    about: '登记簿的现状，一家企业一行。',
    unit: '家',
    columns: registerColumns,
  },
  joins: `left join region g on g.code = e."regionCode" left join industry i on i.code = e."industryCode"`,
  order: null,
  permission: null,
};

/** Rows `r` of a table; `same`: what a merged record says once more, as row `o`, is left out. */
const rowsOf = (table: string, same?: string) => {
  const besides = same === undefined ? {} : { besides: notSaidTwice(table, same) };
  return `join ${standingRows(table, { where: 'r."withdrawnAt" is null', ...besides })} r on r."of" = e.id`;
};
const days: readonly ListExportColumn[] = [
  { key: 'validFrom', label: '自哪天起', type: 'date', width: 12, sql: 'r."validFrom"::text' },
  {
    ...{ key: 'validUntil', label: '到哪天止', type: 'date', width: 12, sql: 'r."validUntil"::text' },
    hint: '这天起不再如此；空白为至今',
  },
];
const said: ListExportColumn = { key: 'source', label: '依据', type: 'text', width: 24, sql: 'r.source' };
const text = (key: string, label: string, sql = `r."${key}"`, width = 20): ListExportColumn => ({
  ...{ key, label, type: 'text', width, sql },
});

const names: ListSource = {
  ...{ id: 'names', label: '名称与旧代码', unit: '条' },
  about: '现用名、曾用名、简称，以及旧注册号、组织机构代码、更换前的信用代码，各有起止日。不含已撤回的。',
  columns: [
    ...identityColumns,
    text(
      'kind',
      '类别',
      sqlWords('r.kind', {
        ...{ registered: '现用名', former: '曾用名', short: '简称', registrationNumber: '旧注册号' },
        ...{ organisationCode: '组织机构代码', creditCode: '更换前的信用代码' },
      }),
      16,
    ),
    text('text', '名称或代码', 'r.text', 36),
    ...days,
    said,
  ],
  joins: `join (
    select id, id as "of", 'registered' as kind, name as text, since as "validFrom", null::date as "validUntil", null as source from enterprise
    union all select r.id, r."of", r.kind, r.name, r."validFrom", r."validUntil", r.source
      from ${standingRows('enterprise_name', { where: 'r."withdrawnAt" is null' })} r
    union all select r.id, r."of", r.kind, r.code, r."validFrom", r."validUntil", r.source
      from ${standingRows('enterprise_alias', { where: 'r."withdrawnAt" is null' })} r) r on r."of" = e.id`,
  order: `r."validFrom" nulls first, r.id`,
  permission: null,
};

const links: ListSource = {
  ...{ id: 'links', label: '企业关系', unit: '条' },
  about:
    '同集团、控股、龙头与配套。配套经双方确认才算数。一条关系从登记它的一方列一次；对方不在登记簿里的写登记时的名称。',
  columns: [
    ...identityColumns,
    text('kind', '关系', sqlWords('r.kind', { group: '同集团', control: '控股', supplies: '配套' }), 10),
    text(
      'inward',
      '方向',
      `case when r.kind <> 'group' then case when r.inward then '对方对本企业' else '本企业对对方' end end`,
      14,
    ),
    text('otherName', '对方企业名称', 'coalesce(o.name, r."otherName")', 36),
    text('otherCode', '对方统一社会信用代码', 'coalesce(o."creditCode", r."otherCode")', 22),
    text('share', '持股比例', `trim_scale(r.share / 100.0)::text || '%'`, 10),
    text('product', '配套产品'),
    text(
      'ownConfirmed',
      '本企业已确认',
      `case when r.kind = 'supplies' then case when r."ownConfirmedAt" is null then '否' else '是' end end`,
      12,
    ),
    text(
      'otherConfirmed',
      '对方已确认',
      `case when r.kind = 'supplies' then case when r."otherConfirmedAt" is null then '否' else '是' end end`,
      12,
    ),
    ...days,
    said,
  ],
  joins: `${rowsOf('enterprise_link')} left join enterprise o on o.id = r."otherId"`,
  order: 'r.kind, r.id',
  permission: null,
};

/** Every list, those of the rooms to the right too, in the order in which it is offered. */
export async function listSources(reference: ReferenceService, book: ListBook): Promise<ListSource[]> {
  const imported = await listDefinitions(reference);
  const others = evidenceKinds
    .filter(({ kind }) => !imported.some(({ id }) => id === kind))
    .map((kind) => defineList({ code: kind.kind, key: [], aliases: {} }, kind, null));
  const defined = [...imported, ...others].map(definedSource);
  const own = defined.filter(({ dated }) => dated).map(({ source }) => source);
  const evidence = defined.filter(({ dated }) => !dated).map(({ source }) => source);
  return [register, names, ...own, links, ...evidence, ...book.lists.map(roomSource)];
}

/** Whether somebody who may export may read this list. */
export const mayRead = ({ permissions }: ActingPerson, { permission }: ListSource): boolean =>
  permission === null || permissions === 'all' || permissions.has(permission);

/** @throws DomainError `LISTS.NOT_FOUND` */
export async function listSource(reference: ReferenceService, book: ListBook, id: string): Promise<ListSource> {
  const found = (await listSources(reference, book)).find((one) => one.id === id);
  if (!found) throw new DomainError('notFound', 'LISTS.NOT_FOUND', `没有“${id.slice(0, 50)}”这种清单。`);
  return found;
}

function roomSource({ id, label, table, exported: { about, permission, columns, order } }: RoomList): ListSource {
  return {
    ...{ id, label, about: `${about}不含已撤回的记录。`, unit: '条', permission, order },
    ...{ joins: rowsOf(table), columns: [...identityColumns, ...columns] },
  };
}

/** A list with a template, under the labels of that template; what is confidential masked as on the page. */
function definedSource({ id, label, about, kind, dated, columns }: ListDefinition) {
  const identifying = identifyingColumns(kind).map((column) => comparedColumn(kind.table, column));
  const same =
    dated || kind.exclusive
      ? saidAsLong(kind.exclusive ? [] : identifying.filter((column) => !column.startsWith('valid')))
      : identifying.map((column) => `o."${column}" is not distinct from r."${column}"`).join(' and ');
  const source: ListSource = {
    ...{ id, label, about: `${about}不含已撤回的记录。`, unit: '条' as const, joins: rowsOf(kind.table, same) },
    columns: [
      ...identityColumns,
      ...columns
        .filter(({ name }) => name !== 'creditCode' && name !== 'enterpriseName')
        .map((column) => ({
          ...listedColumn(column),
          field: fieldOfColumn(kind.table, column.name)?.code,
          sealed: sealedOf(kind.table).find((one) => one.column === column.name),
        })),
      said,
    ],
    order: 'r."validFrom" nulls first, r.id',
    permission: null,
  };
  return { source, dated: dated !== null };
}

function listedColumn({ name, label, type, options, lastDay, hint }: RegisterColumn): ListExportColumn {
  const column = `r."${name}"`;
  const words = (of: string) => sqlWords(of, Object.fromEntries(options.map((option) => [option.code, option.label])));
  const of = (sql: string, as: ListExportColumn['type'] = 'text'): ListExportColumn => ({
    ...{ key: name, label, type: as, sql, ...(hint !== '' && { hint }) },
  });
  switch (type) {
    case 'day':
      return of(lastDay ? `(${column} - 1)::text` : `${column}::text`, 'date');
    case 'boolean':
      return of(`case when ${column} then '是' when not ${column} then '否' end`);
    case 'choice':
      // a code of the district that was taken off its list since is shown as it is
      return of(options.length === 0 ? column : `coalesce(${words(column)}, ${column})`);
    case 'choices':
      return of(`(select string_agg(${words('one')}, '、') from unnest(${column}) one)`);
    case 'ratio':
      return of(`trim_scale(${column} / 10000.0)::text || '%'`);
    case 'rank':
      return of(column, 'integer');
    case 'text':
      return of(column);
  }
}
