import { useMutation } from '@tanstack/react-query';
import { Modal } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { accessApi, unwrap } from '../api/client';
import { PasswordField } from '../ui/PasswordField';
import { SendForm } from '../ui/SendForm';
import { TextField } from '../ui/TextField';
import { useKeepSession, useSession } from './session';
import { onProofWanted } from './session-events';

/** Asks for the password, and the code where there is one, before an export or a change of rights goes on. */
export function StepUpDialog() {
  const { data: session } = useSession();
  const keep = useKeepSession();
  const waiting = useRef<((proven: boolean) => void) | undefined>(undefined);
  const [open, setOpen] = useState(false);
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const proof = useMutation({
    mutationFn: () => unwrap(accessApi.POST('/api/access/session/step-up', { body: { password, code } })),
    onSuccess: (fresh) => {
      keep(fresh);
      end(true);
    },
  });
  const { reset } = proof;
  const end = (proven: boolean) => {
    setOpen(false);
    waiting.current?.(proven);
    waiting.current = undefined;
  };
  useEffect(
    () =>
      onProofWanted(() => {
        reset();
        setPassword('');
        setCode('');
        setOpen(true);
        return new Promise((done) => {
          waiting.current?.(false);
          waiting.current = done;
        });
      }),
    [reset],
  );
  return (
    <Modal
      title="再确认一次是您本人"
      open={open}
      footer={null}
      scrollLock={false}
      destroyOnHidden
      onCancel={() => end(false)}
    >
      <SendForm
        className="stacked"
        label="再确认一次是您本人"
        sending={proof}
        onSend={() => proof.mutate()}
        verb="确认"
        ready={password !== '' && (!session?.hasFactor || /^\d{6}$/.test(code))}
        onCancel={() => end(false)}
      >
        <p className="quiet">导出、启用标准、改账号和权限之前要再输一次口令；之后十分钟内不再问。</p>
        <PasswordField label="口令" kind="current-password" value={password} onChange={setPassword} />
        {session?.hasFactor && (
          <TextField label="动态口令（手机上的六位数字）" max={6} value={code} onChange={setCode} />
        )}
      </SendForm>
    </Modal>
  );
}
