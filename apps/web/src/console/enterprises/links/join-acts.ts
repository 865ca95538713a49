import { api, unwrap } from '../../../shared/api/client';
import { whenAndWhy } from '../act/act-fields';
import type { PanelAct } from '../identity/DatedPanel';
import type { Enterprise } from '../section-props';

/** 并入: this record gives way to another one. */
export function mergeAct({ id, version, name }: Enterprise): PanelAct {
  return {
    ...{ title: '并入另一条记录', verb: '合并', time: 'none' },
    lead: `“${name}”不再单独列出，打开它会转到保留的记录。可以撤销，撤销后与合并前一样。`,
    fields: [
      { name: 'survivorId', label: '保留的记录', kind: 'enterprise', required: true },
      {
        ...{ name: 'effectiveOn', label: '吸收合并的日期', kind: 'day' },
        hint: '两家企业自某日合并才填；同一家企业登记了两次不填',
      },
    ],
    send: async (values, key) => {
      // what one has seen of the other is its version now
      const survivorId = values.survivorId ?? '';
      const survivor = await unwrap(api.GET('/api/console/enterprises/{id}', { params: { path: { id: survivorId } } }));
      return api.POST('/api/console/merges', {
        params: { header: { 'Idempotency-Key': key } },
        body: {
          ...{ mergedId: id, mergedVersion: version, survivorId: survivor.id, survivorVersion: survivor.version },
          ...(values.effectiveOn && { effectiveOn: values.effectiveOn }),
          ...whenAndWhy('none', values),
        },
      });
    },
  };
}

const parts = {
  contacts: '联系人',
  notes: '备注',
  zones: '所在园区',
  chains: '所属产业链',
  links: '企业关系',
  aliases: '旧代码',
} as const;

/** 拆分: one record held two enterprises. The rows of the chosen kinds go to the new one; the others stay. */
export function splitAct(enterprise: Enterprise): PanelAct {
  const { id, version } = enterprise;
  const own = (kind: keyof typeof parts) => enterprise[kind].filter((row) => row.enterpriseId === id);
  return {
    ...{ title: '拆成两家', verb: '拆分', time: 'none' },
    lead: '这条记录里其实是两家企业时用。新记录另有代码和名称，并带走勾选的内容。可以撤销。',
    fields: [
      { name: 'creditCode', label: '另一家的统一社会信用代码', kind: 'text', required: true, maxLength: 40 },
      { name: 'name', label: '另一家的名称', kind: 'text', required: true },
      ...(Object.keys(parts) as (keyof typeof parts)[]).flatMap((kind) =>
        own(kind).map((row) => ({
          ...{ name: `${kind}:${row.id}`, label: `带走${parts[kind]}：${rowWords(row)}`, kind: 'check' as const },
        })),
      ),
    ],
    send: (values, key) => {
      const moved: Partial<Record<keyof typeof parts, string[]>> = {};
      for (const [name, value] of Object.entries(values)) {
        const [kind, rowId] = name.split(':') as [keyof typeof parts, string | undefined];
        if (rowId !== undefined && value === 'true') (moved[kind] ??= []).push(rowId);
      }
      return api.POST('/api/console/enterprises/{id}/splits', {
        params: { path: { id }, header: { 'If-Match': String(version), 'Idempotency-Key': key } },
        body: { creditCode: values.creditCode ?? '', name: values.name ?? '', moved, ...whenAndWhy('none', values) },
      });
    },
  };
}

/** What a row is recognised by. */
function rowWords(row: object): string {
  const { name, text, zoneCode, chainCode, code, otherName } = row as Record<string, string | null | undefined>;
  return (name ?? text ?? zoneCode ?? chainCode ?? code ?? otherName ?? '').slice(0, 30);
}
