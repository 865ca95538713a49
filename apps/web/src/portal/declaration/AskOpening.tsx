import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { portalApi, settle } from '../../shared/api/client';
import { SendForm } from '../../shared/ui/SendForm';
import { TextField } from '../../shared/ui/TextField';

interface AskOpeningProps {
  enterpriseId: string;
  applicationId: string;
  asked: { code: string };
  label: string;
}

/** Asks the officer to open a field that was not marked. */
export function AskOpening({ enterpriseId, applicationId: id, asked, label }: AskOpeningProps) {
  const [isOpen, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const asking = useMutation({
    mutationFn: () =>
      settle(
        portalApi.POST('/api/portal/enterprises/{enterpriseId}/applications/{id}/opening-requests', {
          ...{ params: { path: { enterpriseId, id } }, body: { fact: asked.code, reason: reason.trim() } },
        }),
      ),
  });
  if (asking.isSuccess) return <p role="status">已请工信局打开“{label}”，请等答复。</p>;
  if (!isOpen)
    return (
      <Button size="small" aria-label={`申请打开：${label}`} onClick={() => setOpen(true)}>
        申请打开
      </Button>
    );
  return (
    <SendForm
      className="stacked"
      label={`申请打开：${label}`}
      sending={asking}
      onSend={() => asking.mutate()}
      verb="请求打开"
      ready={reason.trim().length >= 2}
      onCancel={() => setOpen(false)}
    >
      <TextField label="为什么要改" max={1000} value={reason} onChange={setReason} />
    </SendForm>
  );
}
