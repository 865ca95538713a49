import { Button, QRCode } from 'antd';
import { useState } from 'react';
import type { Session } from '../../shared/session/session';
import { ProblemView } from '../../shared/ui/ProblemView';
import { SendForm } from '../../shared/ui/SendForm';
import { TextField } from '../../shared/ui/TextField';
import { useAcceptFactor, useOfferFactor } from './own.queries';

/** The second factor: shown as a code for the phone and as text, in force from the first code that proves it arrived. */
export function FactorPanel({ session }: { session: Session }) {
  const offering = useOfferFactor();
  const accepting = useAcceptFactor();
  const [code, setCode] = useState('');
  const accept = () =>
    accepting.mutate(code, {
      onSuccess: () => {
        offering.reset();
        setCode('');
      },
    });
  return (
    <section className="panel stacked" aria-labelledby="own-factor">
      <h2 id="own-factor">动态口令（第二因素）</h2>
      <p>
        {session.hasFactor
          ? '已设置。登录时要输手机上的六位数字；换手机时在这里重新设置。'
          : session.demo
            ? '演示账号不需要，也可以设一个试试。'
            : '还没有设置。用手机上任何一个验证器应用（TOTP）即可，不用联网。'}
      </p>
      {!offering.data && (
        <div className="acts">
          <Button
            type={session.hasFactor ? 'default' : 'primary'}
            loading={offering.isPending}
            onClick={() => offering.mutate()}
          >
            {session.hasFactor ? '换一部手机' : '设置动态口令'}
          </Button>
        </div>
      )}
      {offering.error && <ProblemView error={offering.error} />}
      {offering.data && (
        <SendForm
          className="own__factor"
          label="设置动态口令"
          sending={accepting}
          onSend={accept}
          verb="确认，开始使用"
          ready={/^\d{6}$/.test(code)}
          onCancel={() => offering.reset()}
        >
          <QRCode value={offering.data.address} type="svg" size={180} bordered={false} />
          <div className="stacked">
            <p>1. 打开验证器应用，扫左边的二维码；扫不了就手工输入下面的密钥。</p>
            <p className="code">{offering.data.secret.replace(/(.{4})/g, '$1 ').trim()}</p>
            <p>2. 输入应用里显示的六位数字。</p>
            <TextField label="动态口令" max={6} name="one-time-code" value={code} onChange={setCode} />
          </div>
        </SendForm>
      )}
    </section>
  );
}
