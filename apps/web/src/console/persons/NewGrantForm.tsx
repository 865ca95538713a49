import { Button, Select } from 'antd';
import { useState } from 'react';
import { type District, useDistrict } from '../../shared/district/district';
import { DayField } from '../../shared/ui/DayField';
import { acceptsDay } from '../../shared/ui/DayInput';
import { Field } from '../../shared/ui/Field';
import { ProblemView } from '../../shared/ui/ProblemView';
import { SendForm } from '../../shared/ui/SendForm';
import { TextField } from '../../shared/ui/TextField';
import { type NamedScope, type ScopeOption, ScopePicker } from './ScopePicker';
import { type NewGrant, type Person, useConfirm, useGrant, useRoles } from './persons.queries';

type ScopeKind = NonNullable<NewGrant['scopeKind']>;
const scopes: Record<ScopeKind, string> = {
  everything: '全部',
  region: '地区',
  zone: '园区',
  enterprise: '一家企业',
};
const nothing = {
  role: '',
  scopeKind: 'region' as ScopeKind,
  scope: undefined as ScopeOption | undefined,
  /** Whether the region that was offered has been taken out. */
  isEmptied: false,
  validFrom: '',
  validUntil: '',
  reason: '',
};

/** What a security administrator does: makes sure who holds the account, and gives it a role over something. */
export function NewGrantForm({ person }: { person: Person }) {
  const confirming = useConfirm(person);
  if (person.status !== 'active')
    return (
      <section className="panel">
        <h2>授权</h2>
        <p>{person.status === 'disabled' ? '账号已停用，不能授权。' : '本人用一次性链接设好口令以后才能授权。'}</p>
      </section>
    );
  return (
    <section className="panel stacked" aria-labelledby="new-grant">
      <h2 id="new-grant">授权</h2>
      {person.confirmedAt === null && person.roles.length > 0 && (
        <>
          <p>重新发过链接：请核实现在使用账号的确是本人，核实后原有角色恢复。</p>
          <div className="acts">
            <Button type="primary" loading={confirming.isPending} onClick={() => confirming.mutate(undefined)}>
              已核实是本人
            </Button>
          </div>
          {confirming.error && <ProblemView error={confirming.error} />}
        </>
      )}
      <RoleForm person={person} />
    </section>
  );
}

function RoleForm({ person }: { person: Person }) {
  const [form, setForm] = useState(nothing);
  const { data: roles } = useRoles();
  const granting = useGrant(person.id);
  const change = (part: Partial<typeof form>) => setForm({ ...form, ...part });
  const isScoped = person.duty === 'business' || person.duty === 'member';
  const needsId = isScoped && form.scopeKind !== 'everything';
  // the district's own region is offered first: most rights are over it
  const district = useDistrict();
  const scope = form.scope ?? (form.scopeKind === 'region' && !form.isEmptied ? ownRegion(district) : undefined);
  const offered = (roles?.items ?? []).filter(({ duty }) => duty === person.duty);
  const send = () => {
    const { role, reason, validFrom, validUntil } = form;
    granting.mutate(
      {
        ...{ role, reason: reason.trim() },
        scopeKind: isScoped ? form.scopeKind : null,
        scopeId: needsId ? (scope?.id ?? null) : null,
        ...(validFrom && { validFrom }),
        ...(validUntil && { validUntil }),
      },
      { onSuccess: () => setForm(nothing) },
    );
  };
  return (
    <SendForm
      className="persons__form"
      label="授予角色"
      sending={granting}
      onSend={send}
      verb="授予角色"
      ready={
        form.role !== '' &&
        form.reason.trim() !== '' &&
        (!needsId || scope !== undefined) &&
        acceptsDay(form.validFrom) &&
        acceptsDay(form.validUntil)
      }
    >
      <Field label="角色">
        {(control) => (
          <Select
            {...control}
            placeholder="请选择"
            value={form.role || undefined}
            options={offered.map(({ code, name }) => ({ value: code, label: name }))}
            onChange={(role: string) => change({ role })}
          />
        )}
      </Field>
      {isScoped && (
        <Field label="范围">
          {(control) => (
            <Select
              {...control}
              value={form.scopeKind}
              options={Object.entries(scopes).map(([value, label]) => ({ value, label }))}
              onChange={(scopeKind: ScopeKind) => change({ scopeKind, scope: undefined, isEmptied: false })}
            />
          )}
        </Field>
      )}
      {needsId && (
        <ScopePicker
          key={form.scopeKind}
          kind={form.scopeKind as NamedScope}
          value={scope}
          onChange={(chosen) => change({ scope: chosen, isEmptied: chosen === undefined })}
        />
      )}
      <DayField
        label="从哪天起"
        hint="空着为今天"
        value={form.validFrom}
        onChange={(validFrom) => change({ validFrom })}
      />
      <DayField
        label="到哪天止"
        hint="当天起不再有效；空着为直到收回"
        value={form.validUntil}
        onChange={(validUntil) => change({ validUntil })}
      />
      <TextField label="理由（必填）" max={500} value={form.reason} onChange={(reason) => change({ reason })} />
    </SendForm>
  );
}

/** The district's region as a scope: a province or city is held by the first digits of its code. */
function ownRegion(district: District | null | undefined): ScopeOption | undefined {
  if (!district) return undefined;
  const id = district.regionCode.replace(/(00)+$/, '');
  return { id, name: district.name, note: id };
}
