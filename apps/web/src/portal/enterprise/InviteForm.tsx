import { Alert, Typography } from 'antd';
import { useState } from 'react';
import { portalApi, sentOnce, unwrap } from '../../shared/api/client';
import { formatInstant } from '../../shared/format/times';
import { ChoiceField } from '../../shared/forms/ChoiceField';
import { SendForm } from '../../shared/ui/SendForm';
import { TextField } from '../../shared/ui/TextField';
import { type Member, type NewInvitation, type Right, usePortalChange } from '../portal.queries';
import { roleWords } from '../words';
import { RightsFields } from './RightsFields';
import { afterLastDay } from './until';

const nothing = {
  inviteeName: '',
  role: 'member.holder' as Member['role'],
  rights: ['view', 'fill'] as Right[],
  lastDay: '',
};

/** Invites a colleague or an agent; the link is shown once. */
export function InviteForm({ enterpriseId }: { enterpriseId: string }) {
  const [form, setForm] = useState(nothing);
  const change = (part: Partial<typeof form>) => setForm({ ...form, ...part });
  const inviting = usePortalChange((body: NewInvitation) =>
    unwrap(
      portalApi.POST('/api/portal/enterprises/{enterpriseId}/invitations', {
        ...sentOnce,
        params: { path: { enterpriseId } },
        body,
      }),
    ),
  );
  const { inviteeName, role, rights, lastDay } = form;
  const until = afterLastDay(lastDay);
  const address = inviting.data && `${window.location.origin}${inviting.data.path}`;
  const send = () =>
    inviting.mutate(
      { inviteeName: inviteeName.trim(), role, rights, validUntil: until },
      { onSuccess: () => setForm(nothing) },
    );
  return (
    <section className="panel stacked" aria-labelledby="invite">
      <h2 id="invite">邀请</h2>
      {address && inviting.data && (
        <Alert
          type="success"
          role="status"
          title="邀请链接，只显示这一次"
          description={
            <>
              <p>请用可靠的办法交给本人，{formatInstant(inviting.data.expiresAt)} 前有效，只能用一次。</p>
              <Typography.Text className="code portal-link" copyable={{ text: address, tooltips: ['复制', '已复制'] }}>
                {address}
              </Typography.Text>
            </>
          }
        />
      )}
      <SendForm
        className="stacked"
        label="邀请"
        sending={inviting}
        onSend={send}
        verb="发邀请，得到链接"
        ready={inviteeName.trim() !== '' && (lastDay === '' ? role !== 'member.agent' : until !== null)}
        lacking={role === 'member.agent' && until === null ? '请写明到期日' : undefined}
      >
        <TextField label="邀请谁" max={50} value={inviteeName} onChange={(name) => change({ inviteeName: name })} />
        <ChoiceField
          name="invite-role"
          legend="作为"
          options={Object.entries(roleWords).map(([value, label]) => ({ value, label }))}
          value={role}
          onChange={(value) => change({ role: value as Member['role'], rights: ['view', 'fill'] })}
        />
        <RightsFields role={role} rights={rights} lastDay={lastDay} onChange={change} />
      </SendForm>
    </section>
  );
}
