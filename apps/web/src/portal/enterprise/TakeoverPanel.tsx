import { Alert } from 'antd';
import { useState } from 'react';
import { portalApi, settle } from '../../shared/api/client';
import { SendForm } from '../../shared/ui/SendForm';
import { TextField } from '../../shared/ui/TextField';
import { type Home, usePortalChange } from '../portal.queries';

interface TakeoverPanelProps {
  enterpriseId: string;
  notice: Home['takeovers'][number];
  mayObject: boolean;
}

/** Somebody wants to become administrator in one's place: until when one may object, and how. */
export function TakeoverPanel({ enterpriseId, notice, mayObject }: TakeoverPanelProps) {
  const { id, version, claimant, objectionUntil, objection, objectedByName } = notice;
  const [text, setText] = useState('');
  const objecting = usePortalChange(() =>
    settle(
      portalApi.POST('/api/portal/enterprises/{enterpriseId}/takeovers/{id}/objection', {
        params: { path: { enterpriseId, id }, header: { 'If-Match': String(version) } },
        body: { objection: text.trim() },
      }),
    ),
  );
  return (
    <Alert
      type="warning"
      showIcon
      role="status"
      title={`${claimant} 申请接管本企业的管理员账号`}
      description={
        <div className="stacked">
          <p>
            证明已由工信局核对。{objectionUntil}（含当天）前没有异议的，期满后由其担任管理员，现有的成员和代办同时停止。
          </p>
          {objection !== null && (
            <p>
              {objectedByName}已提出异议：{objection}。等工信局决定。
            </p>
          )}
          {mayObject && (
            <SendForm
              className="stacked"
              label="提出异议"
              sending={objecting}
              onSend={() => objecting.mutate(undefined)}
              verb="提出异议"
              ready={text.trim().length >= 2}
            >
              <TextField label="为什么不同意" max={1000} lines={2} value={text} onChange={setText} />
            </SendForm>
          )}
        </div>
      }
    />
  );
}
