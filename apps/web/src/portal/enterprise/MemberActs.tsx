import { Button } from 'antd';
import { useState } from 'react';
import { portalApi, settle } from '../../shared/api/client';
import { SendForm } from '../../shared/ui/SendForm';
import { TextField } from '../../shared/ui/TextField';
import { type Member, type Right, usePortalChange } from '../portal.queries';
import { RightsFields } from './RightsFields';
import { afterLastDay, lastDayBefore } from './until';

interface MemberActsProps {
  enterpriseId: string;
  member: Member;
}

/** What an administrator does with somebody's rights. */
export function MemberActs({ enterpriseId, member }: MemberActsProps) {
  const [act, setAct] = useState<'change' | 'end'>();
  const close = () => setAct(undefined);
  if (act === 'change') return <ChangeForm {...{ enterpriseId, member, close }} />;
  if (act === 'end') return <EndForm {...{ enterpriseId, member, close }} />;
  return (
    <div className="acts">
      <Button aria-label={`改 ${member.displayName} 的权限`} onClick={() => setAct('change')}>
        改权限
      </Button>
      <Button danger aria-label={`停止 ${member.displayName}`} onClick={() => setAct('end')}>
        停止
      </Button>
    </div>
  );
}

type FormProps = MemberActsProps & { close: () => void };
const paramsOf = ({ enterpriseId, member: { id, version } }: MemberActsProps) => ({
  path: { enterpriseId, id },
  header: { 'If-Match': String(version) },
});

function ChangeForm(props: FormProps) {
  const { member, close } = props;
  const [form, setForm] = useState<{ rights: Right[]; lastDay: string }>({
    ...{ rights: member.rights, lastDay: lastDayBefore(member.validUntil) },
  });
  const until = afterLastDay(form.lastDay);
  const changing = usePortalChange(() =>
    settle(
      portalApi.PATCH('/api/portal/enterprises/{enterpriseId}/members/{id}', {
        params: paramsOf(props),
        body: { rights: form.rights, validUntil: until },
      }),
    ),
  );
  return (
    <SendForm
      className="stacked"
      label={`${member.displayName} 的权限`}
      sending={changing}
      onSend={() => changing.mutate(undefined)}
      verb="改好，立即生效"
      ready={form.lastDay === '' ? member.role !== 'member.agent' : until !== null}
      onCancel={close}
    >
      <RightsFields
        role={member.role}
        rights={form.rights}
        lastDay={form.lastDay}
        onChange={(part) => setForm({ ...form, ...part })}
      />
    </SendForm>
  );
}

function EndForm(props: FormProps) {
  const { member, close } = props;
  const [reason, setReason] = useState('');
  const ending = usePortalChange(() =>
    settle(
      portalApi.POST('/api/portal/enterprises/{enterpriseId}/members/{id}/end', {
        params: paramsOf(props),
        body: { reason: reason.trim() },
      }),
    ),
  );
  return (
    <SendForm
      className="stacked"
      label={`停止 ${member.displayName}`}
      sending={ending}
      onSend={() => ending.mutate(undefined)}
      verb="停止，立即生效"
      danger
      ready={reason.trim() !== ''}
      onCancel={close}
    >
      <TextField label="理由（必填）" max={500} value={reason} onChange={setReason} />
    </SendForm>
  );
}
