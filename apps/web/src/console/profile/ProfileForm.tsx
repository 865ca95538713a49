import { Select } from 'antd';
import { useState } from 'react';
import { Field } from '../../shared/ui/Field';
import { SendForm } from '../../shared/ui/SendForm';
import { TextField } from '../../shared/ui/TextField';
import { useDebounced } from '../../shared/ui/use-debounced';
import { type Profile, useRegions, useSetProfile } from './profile.queries';

/** The fields of the profile; the first writing needs no reason of its own. */
export function ProfileForm({ profile }: { profile: Profile | null }) {
  const [form, setForm] = useState({
    ...{ name: profile?.name ?? '', regionCode: profile?.regionCode ?? '', bureau: profile?.bureau ?? '' },
    ...{ city: profile?.cityDepartment ?? '', province: profile?.provinceDepartment ?? '' },
    reason: profile === null ? '首次设置' : '',
  });
  const setting = useSetProfile(profile?.version ?? 0);
  const change = (part: Partial<typeof form>) => setForm({ ...form, ...part });
  const { name, regionCode, bureau, city, province, reason } = form;
  const isReady = [name, bureau].every((text) => text.trim().length >= 2) && regionCode !== '' && reason.trim() !== '';
  const send = () =>
    setting.mutate({
      ...{ name: name.trim(), regionCode, bureau: bureau.trim(), reason: reason.trim() },
      ...{ cityDepartment: city.trim() || null, provinceDepartment: province.trim() || null },
    });
  return (
    <SendForm
      className="panel profile__form"
      label="本区档案"
      sending={setting}
      onSend={send}
      verb={profile === null ? '写下本区档案' : '修改'}
      ready={isReady}
      lacking="请填写名称、区划、主管部门和理由"
    >
      <TextField
        label="区县名称"
        hint="例如 涧西区"
        max={50}
        value={name}
        onChange={(text) => change({ name: text })}
      />
      <RegionField value={regionCode} onChange={(code) => change({ regionCode: code })} />
      <TextField
        label="主管部门全称"
        hint="写在信函落款和导出文件上"
        max={60}
        value={bureau}
        onChange={(text) => change({ bureau: text })}
      />
      <TextField
        label="市级主管部门"
        hint="可以空着"
        max={60}
        value={city}
        onChange={(text) => change({ city: text })}
      />
      <TextField
        label="省级主管部门"
        hint="可以空着"
        max={60}
        value={province}
        onChange={(text) => change({ province: text })}
      />
      <TextField label="理由（必填）" max={500} value={reason} onChange={(text) => change({ reason: text })} />
    </SendForm>
  );
}

function RegionField({ value, onChange }: { value: string; onChange: (code: string) => void }) {
  const [typed, setTyped] = useState('');
  const q = useDebounced(typed.trim()) || value;
  const { data, isFetching } = useRegions(q);
  return (
    <Field label="行政区划" hint="按名称或代码找">
      {(control) => (
        <Select
          {...control}
          showSearch={{ filterOption: false, onSearch: setTyped }}
          placeholder="按名称或代码找"
          value={value || undefined}
          loading={isFetching}
          options={(data ?? []).map(({ code, path }) => ({ value: code, label: `${path} ${code}` }))}
          notFoundContent={isFetching ? '正在查找 …' : '没有找到，请换个说法'}
          onChange={(code: string) => onChange(code)}
        />
      )}
    </Field>
  );
}
