import { useMutation } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { accessApi, sentOnce, unwrap } from '../api/client';
import { onProof, useProvider } from '../provider/provider';
import { PasswordField } from '../ui/PasswordField';
import { ProblemView } from '../ui/ProblemView';
import { SendForm } from '../ui/SendForm';
import { TextField } from '../ui/TextField';
import { readSession, type Session, useKeepSession, useSession } from './session';
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
  const elsewhere = useProofElsewhere(open, (fresh) => {
    keep(fresh);
    end(true);
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
      {session?.providerSubject != null && (
        <div className="stacked">
          <Button loading={elsewhere.isPending} onClick={() => elsewhere.mutate(code)}>
            用“{elsewhere.label}”确认（另开窗口）
          </Button>
          {elsewhere.error && <ProblemView error={elsewhere.error} />}
          {session.hasFactor && <p className="quiet">需要动态口令时，先在下面输好再点。</p>}
        </div>
      )}
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
        {session?.hasPassword ? (
          <PasswordField label="口令" kind="current-password" value={password} onChange={setPassword} />
        ) : (
          <p>您的账号没有口令，请用上面的统一认证确认。</p>
        )}
        {session?.hasFactor && (
          <TextField label="动态口令（手机上的六位数字）" max={6} value={code} onChange={setCode} />
        )}
      </SendForm>
    </Modal>
  );
}

/** The proof by the identity provider: given in a window of its own, so that what is typed here stays. */
function useProofElsewhere(open: boolean, proven: (session: Session) => void) {
  const { data: provider } = useProvider();
  const told = useRef(proven);
  useEffect(() => {
    told.current = proven;
  });
  useEffect(() => {
    if (!open) return;
    return onProof(() => void readSession().then((session) => session && told.current(session)));
  }, [open]);
  const leaving = useMutation({
    mutationFn: (code: string) => {
      // opened by the click itself: a window opened after an answer would be taken for an advertisement
      const other = window.open('', '_blank');
      return unwrap(
        accessApi.POST('/api/access/own/provider/attempts', { body: { purpose: 'stepUp', code }, ...sentOnce }),
      ).then(
        ({ address }) => {
          if (other) other.location.href = address;
          else window.location.assign(address);
        },
        (error: unknown) => {
          other?.close();
          throw error;
        },
      );
    },
  });
  return { ...leaving, label: provider?.label ?? '统一身份认证' };
}
