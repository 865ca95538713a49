import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { api } from '../../../shared/api/client';
import { Amount } from '../../../shared/ui/Amount';
import { Unknown } from '../../../shared/ui/Unknown';
import { ActDrawer } from '../act/ActDrawer';
import { type ActField, type ActValues, whenAndWhy } from '../act/act-fields';
import { ownershipWords, statusWords } from '../../words';
import type { Enterprise } from '../section-props';
import { identityWords } from './identity-words';

const editable: ActField[] = [
  { name: 'regionCode', label: '所在地', kind: 'region' },
  { name: 'streetCode', label: '街道、乡镇', kind: 'text', maxLength: 9, hint: '9 位统计用区划代码' },
  { name: 'industryCode', label: '行业', kind: 'industry' },
  { name: 'ownership', label: '所有制', kind: 'choice', options: ownershipWords },
  { name: 'registeredOn', label: '成立日期', kind: 'day' },
  { name: 'registeredCapital', label: '注册资本', kind: 'text', maxLength: 20, hint: '元，如 5000000' },
  { name: 'registeredAddress', label: '住所', kind: 'text', maxLength: 300 },
  { name: 'productionAddress', label: '生产经营地址', kind: 'text', maxLength: 300 },
  { name: 'legalRepresentative', label: '法定代表人', kind: 'text', maxLength: 100 },
  { name: 'shortName', label: '简称', kind: 'text', maxLength: 100 },
  { name: 'officerName', label: '责任人', kind: 'officer', maxLength: 100, hint: '包联这家企业的干部' },
];

/** 合并 has acts of its own. */
const editableStatus = Object.fromEntries(Object.entries(statusWords).filter(([status]) => status !== 'merged'));
const status: ActField[] = [{ name: 'status', label: '状态', kind: 'choice', options: editableStatus, required: true }];

/** What the identity says; each value with its name, what nobody knows as 未知. */
export function IdentityPanel({ enterprise, locked }: { enterprise: Enterprise; locked: boolean }) {
  // what was shown when the form was opened: only what differs from it is sent, whatever others change meanwhile
  const [open, setOpen] = useState<{ fields: ActField[]; initial: ActValues }>();
  const edit = (fields: ActField[]) => () => setOpen({ fields, initial: shownValues(enterprise, fields) });
  return (
    <section className="panel" aria-labelledby="identity">
      <div className="part-head">
        <h2 id="identity">登记事项</h2>
        {!locked && (
          <div className="part-head__acts no-print">
            <Button onClick={edit(editable)}>修改</Button>
            <Button onClick={edit(status)}>注销、迁出或恢复</Button>
          </div>
        )}
      </div>
      <dl className="identity">
        {Object.entries(values(enterprise)).map(([name, value]) => (
          <div key={name}>
            <dt>{identityWords[name]}</dt>
            <dd>{value ?? (name === 'officerName' ? <span className="quiet">尚无</span> : <Unknown />)}</dd>
          </div>
        ))}
      </dl>
      <p className="quiet part-foot">
        {enterprise.since === null ? '自登记以来一直如此' : `${enterprise.since} 起如此`}
        {enterprise.changedByName !== null && `，${enterprise.changedByName} 最后修改`}
      </p>
      {open && (
        <ActDrawer
          title={open.fields === status ? '变更状态' : '修改登记事项'}
          fields={open.fields}
          time="edit"
          initial={open.initial}
          verb="保存"
          send={(typed, key) => save(enterprise, changed(open.initial, typed), typed, key)}
          onClose={() => setOpen(undefined)}
        />
      )}
    </section>
  );
}

function values(enterprise: Enterprise): Record<string, ReactNode> {
  const { regionPath, regionCode, regionBasis, industryCode, industryName, ownership } = enterprise;
  return {
    regionCode: (
      <>
        {regionPath ?? regionCode}
        {regionBasis === 'creditCode' && <span className="quiet">（取自信用代码，登记时的区划）</span>}
      </>
    ),
    streetCode: enterprise.streetCode,
    industryCode: industryCode === null ? null : `${industryName ?? '未收录'} ${industryCode}`,
    ownership: ownership === null ? null : (ownershipWords[ownership] ?? ownership),
    registeredOn: enterprise.registeredOn,
    registeredCapital:
      enterprise.registeredCapital === null ? null : (
        <>
          <Amount yuan={enterprise.registeredCapital} unit="万元" /> 万元
        </>
      ),
    legalRepresentative: enterprise.legalRepresentative,
    registeredAddress: enterprise.registeredAddress,
    productionAddress: enterprise.productionAddress,
    shortName: enterprise.shortName,
    officerName: enterprise.officerName,
  };
}

function shownValues(enterprise: Enterprise, fields: ActField[]): ActValues {
  const value = (name: string) => (enterprise[name as keyof Enterprise] as string | null) ?? '';
  return Object.fromEntries(fields.map(({ name }) => [name, value(name)]));
}

/** What differs from what was shown; an emptied field means 未知. */
function changed(before: ActValues, typed: ActValues): Record<string, string | null> {
  return Object.fromEntries(
    Object.keys(before)
      .filter((name) => (typed[name] ?? '') !== before[name])
      .map((name) => [name, typed[name] === '' ? null : (typed[name] ?? null)]),
  );
}

function save({ id, version }: Enterprise, patch: object, typed: ActValues, key: string) {
  return api.PATCH('/api/console/enterprises/{id}', {
    params: { path: { id }, header: { 'If-Match': String(version), 'Idempotency-Key': key } },
    body: { values: patch, ...whenAndWhy('edit', typed) },
  });
}
