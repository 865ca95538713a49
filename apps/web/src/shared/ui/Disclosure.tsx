import { useMutation } from '@tanstack/react-query';
import { Button, Drawer } from 'antd';
import { useState } from 'react';
import { SendForm } from './SendForm';
import { TextField } from './TextField';

interface DisclosureProps<Told> {
  /** Whose, and what: 王** 的电话、邮箱. */
  what: string;
  /** Asks for it with the reason; the server notes who asked for what, and why. */
  ask: (reason: string) => Promise<Told>;
  /** What was told; it is kept by the page that asked, and gone with it. */
  onTold: (told: Told) => void;
}

/** What is shown masked (遮盖) can be asked for, one record at a time, giving a reason. */
export function Disclosure<Told>({ what, ask, onTold }: DisclosureProps<Told>) {
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const close = () => {
    setOpen(false);
    setReason('');
  };
  const asked = useMutation({
    mutationFn: ask,
    onSuccess: (told) => {
      onTold(told);
      close();
    },
    gcTime: 0,
  });
  return (
    <>
      <Button size="small" className="no-print" aria-label={`看全${what}`} onClick={() => setOpen(true)}>
        看全
      </Button>
      {open && (
        <Drawer open title={`看全${what}`} mask={false} size={440} onClose={close} className="no-print">
          <p className="quiet">这是个人信息。谁看了什么、为什么，都记入审计；只在这一次显示。</p>
          <SendForm
            className="stacked"
            label={`看全${what}`}
            sending={asked}
            onSend={() => asked.mutate(reason.trim())}
            verb="看全"
            ready={[...reason.trim()].length >= 2}
            lacking="请写明理由，至少两个字"
            onCancel={close}
          >
            <TextField label="理由" hint="为什么要看，如 通知补正材料" max={500} value={reason} onChange={setReason} />
          </SendForm>
        </Drawer>
      )}
    </>
  );
}
